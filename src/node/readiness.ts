import type { Readiness } from "../http/health.ts";
import type { Store } from "../store/store.ts";
import type { World } from "../world/world.ts";

/** What a node has to have before clients are served. */
export interface ReadinessParts {
  readonly world: Pick<World, "isConfigured">;
  readonly store: Pick<Store, "watch">;
  /** True while every listener is open. */
  isListening(): boolean;
}

/** Whether a node can serve: told by its parts, and by whoever starts and ends it. */
export class NodeReadiness implements Readiness {
  readonly #parts: ReadinessParts;
  #stage: "starting" | "serving" | "ending" = "starting";
  #storeLoss: string | undefined = undefined;

  constructor(parts: ReadinessParts) {
    this.#parts = parts;
    parts.store.watch((event) => {
      if (event.type === "failed") this.#storeLoss = event.message;
    });
  }

  /** Everything is started. */
  serves(): void {
    if (this.#stage === "starting") this.#stage = "serving";
  }

  /** From here on it only ends. */
  ends(): void {
    this.#stage = "ending";
  }

  /** True until the store is gone. */
  get isStoreUp(): boolean {
    return this.#storeLoss === undefined;
  }

  reasons(): readonly string[] {
    const { world } = this.#parts;
    const reasons: string[] = [];
    if (this.#stage === "starting") reasons.push("the server is starting");
    if (this.#stage === "ending") reasons.push("the server is shutting down");
    if (this.#stage === "serving" && !this.#parts.isListening()) reasons.push("not every listener is open");
    if (this.#storeLoss !== undefined) reasons.push(`the store is gone (${this.#storeLoss})`);
    if (!world.isConfigured) reasons.push("the log has brought nothing yet");
    return reasons;
  }
}
