/** One line a server sent, taken apart, and as it came. */
export interface Line {
  readonly raw: string;
  readonly bytes: Buffer;
  readonly tags: string;
  readonly source: string;
  /** The nick (or server name) the source begins with. */
  readonly nick: string;
  readonly command: string;
  readonly params: readonly string[];
}

/** What a parameter is compared with: its exact text, an expression, or anything. */
export type Pattern = string | RegExp | undefined;

/** Takes a line apart by the grammar of modern-irc "Message Format"; the line ending is already gone. */
export function parseLine(bytes: Buffer): Line {
  const raw = bytes.toString("utf8");
  const [tags, afterTags] = takeWord(raw, "@");
  const [source, afterSource] = takeWord(afterTags, ":");
  const [command = "", ...params] = splitParams(afterSource);
  return { raw, bytes, tags, source, nick: source.split(/[!@]/, 1)[0] ?? "", command, params };
}

/** The last parameter, where free text and lists stand. */
export function lastOf(line: Line): string {
  return line.params.at(-1) ?? "";
}

/** Whether the line has this command and, position by position, these parameters. */
export function matches(line: Line, command: string, patterns: readonly Pattern[]): boolean {
  return line.command === command && patterns.every((pattern, at) => matchesOne(line.params[at], pattern));
}

/** The expectation in words, for failure messages. */
export function inWords(command: string, patterns: readonly Pattern[]): string {
  return [command, ...patterns.map((pattern) => String(pattern ?? "…"))].join(" ");
}

function takeWord(text: string, sign: string): readonly [string, string] {
  if (!text.startsWith(sign)) return ["", text];
  const end = text.indexOf(" ");
  if (end < 0) return [text.slice(1), ""];
  return [text.slice(1, end), text.slice(end).replace(/^ +/, "")];
}

function splitParams(text: string): string[] {
  const colon = text.indexOf(" :");
  const middle = (colon < 0 ? text : text.slice(0, colon)).split(" ").filter((word) => word !== "");
  return colon < 0 ? middle : [...middle, text.slice(colon + 2)];
}

function matchesOne(param: string | undefined, pattern: Pattern): boolean {
  if (pattern === undefined) return true;
  if (param === undefined) return false;
  return typeof pattern === "string" ? param === pattern : pattern.test(param);
}
