import { escapeTagValue } from "../protocol/tags.ts";

/**
 * Client-only tags, as they stand in a line, without those the network denies: message-tags.md, CLIENTTAGDENY.
 * Empty if none is left. `*` denies all, `-name` exempts one from that.
 */
export function allowedTags(tags: string, denied: readonly string[]): string {
  if (denied.length === 0) return tags;
  return tags
    .split(";")
    .filter((tag) => isAllowed(tag.slice(1).replace(/=.*/s, ""), denied))
    .join(";");
}

function isAllowed(name: string, denied: readonly string[]): boolean {
  if (denied.includes(name)) return false;
  return !denied.includes("*") || denied.includes(`-${name}`);
}

/** Those tags behind the one that says which filters mark the message; no client can send it. */
export function markedTags(
  tags: string | undefined,
  marks: readonly string[] | undefined,
): string | undefined {
  if (!marks || marks.length === 0) return tags;
  const mark = `ircd-ts/filter=${escapeTagValue(marks.join(","))}`;
  return tags ? `${mark};${tags}` : mark;
}
