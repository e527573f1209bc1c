/**
 * Client-only tags, as they stand in a line, without those the network denies: message-tags.md, CLIENTTAGDENY.
 * `undefined` if none is left. `*` denies all, `-name` exempts one from that.
 */
export function allowedTags(tags: string, denied: readonly string[]): string | undefined {
  if (denied.length === 0) return tags;
  const left = tags.split(";").filter((tag) => isAllowed(tag.slice(1).replace(/=.*/s, ""), denied));
  return left.length === 0 ? undefined : left.join(";");
}

function isAllowed(name: string, denied: readonly string[]): boolean {
  if (denied.includes(name)) return false;
  return !denied.includes("*") || denied.includes(`-${name}`);
}
