import type { ServerLine } from "./context.ts";

/** A line of an answer that is for people. */
export function toldLine(text: string): ServerLine {
  return { verb: "NOTICE", params: ["*", text] };
}
