import type { Config } from "../config/schema.ts";
import type { WebhookCounts, WebhookRim } from "../http/webhooks/webhook.ts";
import type { Webhooks } from "../http/webhooks/webhooks.ts";
import type { Change } from "../world/changes.ts";

/** The webhooks of a node, as they are configured. */
export class WebhookSide {
  readonly #rim: WebhookRim;
  #webhooks: Webhooks | undefined;
  #isClosed = false;

  constructor(rim: WebhookRim) {
    this.#rim = rim;
  }

  /** How each fares, by its name. */
  get counts(): readonly (readonly [name: string, counts: WebhookCounts])[] {
    return this.#webhooks?.all.map((webhook) => [webhook.config.name, webhook] as const) ?? [];
  }

  /** Makes ready for a configuration; returns what puts it in force. */
  async prepare({ webhooks }: Config): Promise<() => void> {
    if (webhooks.length > 0) await this.#load();
    return () => {
      if (!this.#isClosed) this.#webhooks?.configure(webhooks);
    };
  }

  /** Tells of a change that has been applied. */
  happened(change: Change): void {
    this.#webhooks?.happened(change);
  }

  /** Gives up what waits. */
  close(): void {
    this.#isClosed = true;
    this.#webhooks?.close();
  }

  // Loaded only here: most servers have none.
  async #load(): Promise<void> {
    const { Webhooks } = await import("../http/webhooks/webhooks.ts");
    this.#webhooks ??= new Webhooks(this.#rim);
  }
}
