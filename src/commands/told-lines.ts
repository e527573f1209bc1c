import type { AnswerStep } from "./context.ts";

/** A line of an answer that is for people. */
export function toldLine(text: string): AnswerStep {
  return { verb: "NOTICE", params: ["*", text] };
}
