import type { ServerLine } from "./context.ts";

/** A line of an answer that is for people. */
export function toldLine(text: string): ServerLine {
  return { verb: "NOTICE", params: ["*", text] };
}

/** A line for each, and one that says how many there were. */
export function* counted<T>(
  all: Iterable<T>,
  line: (one: T) => string,
  total: (count: number) => string,
): Generator<ServerLine> {
  let count = 0;
  for (const one of all) {
    count += 1;
    yield toldLine(line(one));
  }
  yield toldLine(total(count));
}
