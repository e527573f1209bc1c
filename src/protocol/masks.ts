export function matchGlob(mask: string, text: string): boolean {
  return new RegExp(
    `^${mask
      .replace(/[^*?]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`)
      .replaceAll("*", ".*")
      .replaceAll("?", ".")}$`,
  ).test(text);
}
