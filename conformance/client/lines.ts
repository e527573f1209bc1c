import { CaseFailure } from "./failure.ts";
import { inWords, type Line, matches, type Pattern } from "./line.ts";

const SHOWN_IN_A_FAILURE = 12;

/** The lines one client received in a stretch of time, and what a case may demand of them. */
export class Lines {
  readonly list: readonly Line[];

  constructor(list: readonly Line[]) {
    this.list = list;
  }

  /** All lines with this command and these parameters. */
  all(command: string, ...patterns: readonly Pattern[]): readonly Line[] {
    return this.list.filter((line) => matches(line, command, patterns));
  }

  /** Whether there is such a line. */
  has(command: string, ...patterns: readonly Pattern[]): boolean {
    return this.all(command, ...patterns).length > 0;
  }

  /** The first such line; the case fails without one. */
  first(command: string, ...patterns: readonly Pattern[]): Line {
    const [line] = this.all(command, ...patterns);
    return line ?? this.#fail(`expected ${inWords(command, patterns)}`);
  }

  /** The only such line; the case fails unless there is exactly one. */
  one(command: string, ...patterns: readonly Pattern[]): Line {
    const found = this.all(command, ...patterns);
    const [line] = found;
    if (line === undefined || found.length > 1) {
      return this.#fail(`expected ${inWords(command, patterns)} once, found it ${found.length} times`);
    }
    return line;
  }

  /** The first line with one of these commands; the case fails without one. */
  anyOf(commands: readonly string[], ...patterns: readonly Pattern[]): Line {
    const line = this.list.find((one) => commands.some((command) => matches(one, command, patterns)));
    return line ?? this.#fail(`expected ${inWords(commands.join(" or "), patterns)}`);
  }

  /** Fails the case if there is such a line. */
  none(command: string, ...patterns: readonly Pattern[]): void {
    if (this.has(command, ...patterns)) this.#fail(`did not expect ${inWords(command, patterns)}`);
  }

  /** Fails the case unless these commands are all there and begin in this order. */
  order(...commands: readonly string[]): void {
    const places = commands.map((command) => this.list.findIndex((line) => line.command === command));
    const sorted = places.every((place, at) => place >= 0 && place >= (places[at - 1] ?? 0));
    if (!sorted) this.#fail(`expected ${commands.join(", then ")}`);
  }

  #fail(what: string): never {
    const shown = this.list.slice(-SHOWN_IN_A_FAILURE).map((line) => `    ${line.raw}`);
    throw new CaseFailure([`${what}; received:`, ...(shown.length > 0 ? shown : ["    nothing"])].join("\n"));
  }
}
