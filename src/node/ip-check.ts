import type { Config } from "../config/schema.ts";
import { Script, ScriptError } from "../net/script.ts";
import { blocksTest } from "../protocol/address-block.ts";
import { isListingAction, type Listing } from "../sessions/listing.ts";

type Options = Config["scripts"]["ipCheck"];

/** Asks the configured script about addresses. */
export class IpCheck {
  readonly #failed: (error: unknown) => void;
  #toldAt = Number.NEGATIVE_INFINITY;
  #open: { readonly options: Options; readonly script: Script } | undefined;

  /** `failed` is told why there was no answer. */
  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  /** What is to become of who comes from the address; without a promise if the script is not asked. */
  ask(address: string, { scripts, connections }: Config): Promise<Listing | undefined> | undefined {
    const options = scripts.ipCheck;
    if (!options || blocksTest(connections.exempt)(address)) return undefined;
    if (this.#open?.options !== options) {
      // Those that run come to their end by themselves.
      this.#open = { options, script: new Script(options) };
    }
    return this.#judge(this.#open.script, address);
  }

  /** Ends what runs: nobody waits for it any more. */
  end(): void {
    this.#open?.script.end();
  }

  // Without an answer everybody comes in: it is one guard of several.
  async #judge(script: Script, address: string): Promise<Listing | undefined> {
    try {
      const answer = await script.ask({ ip: address });
      const { result, reason } = fieldsOf(answer);
      if (result === "accept") return undefined;
      if (!isListingAction(result))
        throw new ScriptError(
          "SCRIPT_ANSWER",
          "the script has answered none of accept, refuse, require-login",
        );
      return { zone: "ip-check", action: result, reason: wordsOf(reason) };
    } catch (error) {
      this.#tell(error);
      return undefined;
    }
  }

  // One that is broken is asked about each who comes, and must not fill the log.
  #tell(error: unknown): void {
    const now = performance.now();
    if (now - this.#toldAt < 60_000) return;
    this.#toldAt = now;
    this.#failed(error);
  }
}

function fieldsOf(answer: unknown): { readonly result?: unknown; readonly reason?: unknown } {
  return typeof answer === "object" && answer !== null ? answer : {};
}

function wordsOf(reason: unknown): string {
  const words =
    typeof reason === "string"
      ? reason
          .replaceAll(/\p{Cc}+/gu, " ")
          .slice(0, 200)
          .trim()
      : "";
  return words === "" ? "You may not connect from this address" : words;
}
