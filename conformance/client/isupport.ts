import type { Line } from "./line.ts";

/** A mode that puts a sign before a member's nick. */
export interface Prefix {
  readonly letter: string;
  readonly sign: string;
}

/** What the 005 lines of a server say, with the defaults modern-irc gives for what they leave out. */
export class Isupport {
  readonly tokens: ReadonlyMap<string, string>;

  constructor(lines: readonly Line[]) {
    this.tokens = new Map(lines.flatMap((line) => tokensOf(line)).map(splitToken));
  }

  /** The text after the `=`; empty for a bare token, undefined when it is not advertised. */
  value(name: string): string | undefined {
    return this.tokens.get(name);
  }

  /** A value that is a number, or the fallback. */
  number(name: string, fallback: number): number {
    const value = Number(this.tokens.get(name) || Number.NaN);
    return Number.isInteger(value) ? value : fallback;
  }

  /** The four groups of CHANMODES: list, always with parameter, parameter when set, flag. */
  get chanmodes(): {
    readonly list: string;
    readonly both: string;
    readonly set: string;
    readonly flag: string;
  } {
    const [list = "", both = "", set = "", flag = ""] = (this.value("CHANMODES") ?? "").split(",");
    return { list, both, set, flag };
  }

  /** The member prefixes from highest to lowest. */
  get prefixes(): readonly Prefix[] {
    const [, letters = "", signs = ""] = /^\((.*)\)(.*)$/.exec(this.value("PREFIX") ?? "(ov)@+") ?? [];
    return [...letters].map((letter, at) => ({ letter, sign: signs[at] ?? "" }));
  }

  /** The limit TARGMAX (or MAXTARGETS) gives a command; 1 when it may not take a list. */
  targetsOf(command: string): number {
    const entries = (this.value("TARGMAX") ?? "").split(",").map((entry) => entry.split(":"));
    const entry = entries.find(([name]) => name?.toUpperCase() === command);
    if (entry === undefined) return this.number("MAXTARGETS", 1);
    return entry[1] ? Number(entry[1]) : Number.POSITIVE_INFINITY;
  }
}

/** The tokens of one 005 line: neither the nick before them nor the text after them. */
export function tokensOf(line: Line): readonly string[] {
  return line.params.slice(1, -1);
}

function splitToken(token: string): readonly [string, string] {
  const at = token.indexOf("=");
  return at < 0 ? [token, ""] : [token.slice(0, at), token.slice(at + 1)];
}
