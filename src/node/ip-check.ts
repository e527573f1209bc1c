import type { Config } from "../config/schema.ts";
import type { ScriptReading } from "../http/metrics/readings.ts";
import { Answers } from "../net/answers.ts";
import { Script, ScriptError } from "../net/script.ts";
import { blocksTest } from "../protocol/address-block.ts";
import { isListingAction, type Listing } from "../sessions/listing.ts";
import { ScriptCounts } from "./script-counts.ts";

type Options = NonNullable<Config["scripts"]["ipCheck"]>;

/** What is remembered of the script as one configuration has it: REHASH forgets it. */
interface Asked {
  readonly options: Options;
  readonly answers: Answers<Listing | undefined>;
}

/** Asks the configured script about addresses. */
export class IpCheck {
  readonly #failed: (error: unknown) => void;
  #toldAt = Number.NEGATIVE_INFINITY;
  readonly #now: () => number;
  readonly #counts = new ScriptCounts();
  readonly #script = new Script(this.#counts);
  #asked: Asked | undefined;

  /** `failed` is told why there was no answer; `now` is the time in ms. */
  constructor(failed: (error: unknown) => void, now: () => number) {
    this.#failed = failed;
    this.#now = now;
  }

  /** How the script fares. */
  get reading(): ScriptReading {
    return this.#counts.readingOf(this.#script);
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
  async #judge(address: string, options: Options): Promise<Listing | undefined> {
    let isRemembered = true;
    try {
      const listing = await this.#answersOf(options).ask(address, async () => {
        isRemembered = false;
        const answer = await this.#script.ask({ ip: address }, options, listingIn);
        return { answer, seconds: options.cacheSeconds };
      });
      if (isRemembered) this.#counts.remembered();
      return listing;
    } catch (error) {
      this.#tell(error);
      return undefined;
    }
  }

  #answersOf(options: Options): Answers<Listing | undefined> {
    if (this.#asked?.options !== options)
      this.#asked = { options, answers: new Answers(options.cacheEntries, this.#now) };
    return this.#asked.answers;
  }

  // One that is broken is asked about each who comes, and must not fill the log.
  #tell(error: unknown): void {
    const now = performance.now();
    if (now - this.#toldAt < 60_000) return;
    this.#toldAt = now;
    this.#failed(error);
  }
}

function listingIn(answer: unknown): Listing | undefined {
  const { result, reason } = fieldsOf(answer);
  if (result === "accept") return undefined;
  if (!isListingAction(result))
    throw new ScriptError("SCRIPT_ANSWER", "the script has answered none of accept, refuse, require-login");
  return { zone: "ip-check", action: result, reason: wordsOf(reason) };
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
