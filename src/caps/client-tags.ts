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
