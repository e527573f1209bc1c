import { type Line, parseLine } from "../client/line.ts";

/** Which way a line is going. */
export type Direction = "to-client" | "to-server";

/** What a fault remembers of one connection. */
export type Memory = Map<string, string>;

/** What becomes of a line: itself, another, several, or none. */
export type Transform = (line: string, direction: Direction, memory: Memory) => readonly string[];

/** One way in which a server could be wrong, and the cases that must notice it. */
export interface Fault {
  readonly name: string;
  /** Titles of cases. */
  readonly cites: readonly string[];
  readonly transform: Transform;
}

/** Does something to the lines of one command that the server sends. */
export function toClient(
  command: string,
  change: (line: string, parsed: Line, memory: Memory) => readonly string[],
): Transform {
  return (line, direction, memory) => {
    if (direction !== "to-client") return [line];
    const parsed = parseLine(Buffer.from(line, "latin1"));
    return parsed.command === command ? change(line, parsed, memory) : [line];
  };
}

/** Does something to the lines of one command that the client sends. */
export function toServer(command: string, change: (line: string) => readonly string[]): Transform {
  return (line, direction) =>
    direction === "to-server" && commandOf(line) === command ? change(line) : [line];
}

/** Several faults in one server. */
export function together(...transforms: readonly Transform[]): Transform {
  return (line, direction, memory) =>
    transforms.reduce<readonly string[]>(
      (lines, transform) => lines.flatMap((one) => transform(one, direction, memory)),
      [line],
    );
}

/** The server never sends this. */
export function drops(command: string): Transform {
  return toClient(command, () => []);
}

/** The server sends this twice. */
export function doubles(command: string): Transform {
  return toClient(command, (line) => [line, line]);
}

/** The server sends one numeric in place of another. */
export function renumbers(from: string, to: string): Transform {
  return toClient(from, (line) => [line.replace(` ${from} `, ` ${to} `)]);
}

/** The server writes something else in these lines. */
export function rewrites(command: string, pattern: RegExp | string, text: string): Transform {
  return toClient(command, (line) => [line.replace(pattern, text)]);
}

/** The server does not do what the client asks by this command. */
export function ignores(command: string, pattern = /^/): Transform {
  return toServer(command, (line) => (pattern.test(line) ? [] : [line]));
}

/** The server does something else than what the client asks. */
export function mishears(command: string, pattern: RegExp | string, text: string): Transform {
  return toServer(command, (line) => [line.replace(pattern, text)]);
}

/** The server sends this only after the next line. */
export function delays(command: string): Transform {
  return (line, direction, memory) => {
    if (direction !== "to-client") return [line];
    const held = memory.get(command);
    memory.delete(command);
    const isLate = commandOf(line) === command && held === undefined;
    if (isLate) memory.set(command, line);
    return isLate ? [] : [line, ...(held === undefined ? [] : [held])];
  };
}

function commandOf(line: string): string {
  return parseLine(Buffer.from(line, "latin1")).command;
}
