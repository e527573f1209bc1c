import { Classified } from "../commands/classified.ts";
import { type ScriptReading, scriptBounds } from "../http/metrics/readings.ts";
import type { Script, ScriptError, ScriptWatch } from "../net/script.ts";
import { Tally } from "../sessions/node-counts.ts";

/** What became of a question, by why there is no answer. */
const failures = {
  SCRIPT_START: "not_started",
  SCRIPT_BUSY: "busy",
  SCRIPT_TIMEOUT: "timeout",
  SCRIPT_ANSWER: "nonsense",
  SCRIPT_ENDED: "ended",
} as const satisfies Record<ScriptError["code"], string>;

const outcomes = ["answered", "remembered", ...Object.values(failures)] as const;

/** Counts what becomes of the questions to one script. */
export class ScriptCounts implements ScriptWatch {
  readonly #took = new Classified(scriptBounds);
  readonly #times = new Tally();

  /** How the script fares that is counted here. */
  readingOf({ running, waiting }: Pick<Script, "running" | "waiting">): ScriptReading {
    const counted = outcomes.map((outcome) => [outcome, this.#times.of(outcome)] as const);
    return { outcomes: counted, took: this.#took, running, waiting };
  }

  answered(): void {
    this.#times.add("answered");
  }

  failed({ code }: ScriptError): void {
    this.#times.add(failures[code]);
  }

  remembered(): void {
    this.#times.add("remembered");
  }

  ran(seconds: number): void {
    this.#took.add(seconds);
  }
}
