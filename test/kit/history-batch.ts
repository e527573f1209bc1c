import { expect } from "vitest";
import { type TaggedLine, tagged } from "./tagged.ts";

/** The lines of the one chathistory batch there is, about this target; they must be all of them. */
export function inBatch(lines: readonly string[], target: string): TaggedLine[] {
  const [open, ...rest] = lines.map(tagged);
  const ref = new RegExp(`^:irc.test BATCH \\+(\\S+) chathistory ${target}$`).exec(open?.line ?? "")?.[1];
  const close = rest.pop();
  const { "draft/chathistory-end": _, ...tags } = open?.tags ?? {};
  expect([tags, close]).toEqual([{}, { tags: {}, line: `:irc.test BATCH -${ref}` }]);
  expect(rest.map(({ tags }) => tags["batch"])).toEqual(rest.map(() => ref));
  return rest;
}
