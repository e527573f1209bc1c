import { onOneLine } from "../protocol/text.ts";

/** For how many ms a line may wait for one rule. */
export const rulingMs = 2000;

const longestReason = 300;

/** What a rule came to: nothing, a refusal, or another text. */
export type Decision = { readonly refuse: string } | { readonly text: string } | undefined;

/** What a rule has returned, each part of it looked at once; throws a TypeError for nonsense. */
export function rulingIn(ruling: unknown): Decision {
  if (ruling === undefined) return undefined;
  const { refuse, text } = (typeof ruling === "object" && ruling !== null ? ruling : {}) as {
    readonly refuse?: unknown;
    readonly text?: unknown;
  };
  if (typeof refuse === "string" && text === undefined)
    return { refuse: onOneLine(refuse).slice(0, longestReason) };
  if (typeof text !== "string" || refuse !== undefined)
    throw new TypeError("a rule gives nothing, { refuse: why } or { text }");
  return { text };
}
