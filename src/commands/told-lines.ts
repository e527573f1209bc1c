import type { AnswerStep, ServerLine } from "./context.ts";

/** A line of an answer that is for people. */
export function toldLine(text: string): ServerLine {
  return { verb: "NOTICE", params: ["*", text] };
}

/** A line for each, but no more than `most`, and one that says how many there were; steps that found nothing stay so. */
export function* counted<T extends object>(
  all: Iterable<T | undefined>,
  line: (one: T) => string,
  total: (count: number) => string,
  most = Number.POSITIVE_INFINITY,
): Generator<AnswerStep> {
  let count = 0;
  for (const one of all) {
    if (one) count += 1;
    yield one && count <= most ? toldLine(line(one)) : undefined;
  }
  yield toldLine(total(count));
}
