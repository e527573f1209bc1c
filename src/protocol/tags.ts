/** A tag value as it is written in a line (message-tags, "Escaping values"). */
export function escapeTagValue(value: string): string {
  return SPECIAL.test(value) ? value.replace(SPECIALS, (char) => ESCAPES[char] ?? "") : value;
}

/** A tag value as it was meant; a backslash that escapes nothing is dropped. */
export function unescapeTagValue(value: string): string {
  return value.includes("\\") ? value.replace(ESCAPED, (_, char: string) => MEANINGS[char] ?? char) : value;
}

const ESCAPES: Readonly<Record<string, string>> = {
  ";": "\\:",
  " ": "\\s",
  "\\": "\\\\",
  "\r": "\\r",
  "\n": "\\n",
};
const MEANINGS: Readonly<Record<string, string>> = { ":": ";", s: " ", r: "\r", n: "\n" };
const SPECIAL = /[; \\\r\n]/;
const SPECIALS = /[; \\\r\n\0]/g;
const ESCAPED = /\\(.?)/gsu;
