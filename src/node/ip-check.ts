import type { Config } from "../config/schema.ts";
import { Script, ScriptError, type ScriptOptions } from "../net/script.ts";
import { blocksTest } from "../protocol/address-block.ts";
import { isListingAction, type Listing } from "../sessions/listing.ts";

/** Asks the configured script about addresses. */
export class IpCheck {
  readonly #failed: (error: unknown) => void;
  #toldAt = Number.NEGATIVE_INFINITY;
  readonly #script = new Script();

  /** `failed` is told why there was no answer. */
  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  /** What is to become of who comes from the address; without a promise if the script is not asked. */
  ask(address: string, { scripts, connections }: Config): Promise<Listing | undefined> | undefined {
    const options = scripts.ipCheck;
    if (!options || blocksTest(connections.exempt)(address)) return undefined;
    return this.#judge(address, options);
  }

  /** Ends what runs: nobody waits for it any more. */
  end(): void {
    this.#script.end();
  }

  // Without an answer everybody comes in: it is one guard of several.
  async #judge(address: string, options: ScriptOptions): Promise<Listing | undefined> {
    try {
      const answer = await this.#script.ask({ ip: address }, options);
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
