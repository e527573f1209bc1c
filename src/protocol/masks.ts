/**
 * Whether a text matches a mask of `*` (any run) and `?` (one code point). Both come folded. Time is at most
 * the product of the two lengths, whatever the mask: only the last star is ever tried again.
 */
export function matchGlob(mask: string, text: string): boolean {
  if (!endsAlike(mask, text)) return false;
  let m = 0;
  let t = 0;
  let afterStar = -1;
  let retry = 0;
  while (t < text.length) {
    const kind = mask[m];
    // Modern IRC, "Wildcard Expressions": a backslash escapes a wildcard and is itself otherwise.
    const escaped = kind === "\\" && isWildcard(mask[m + 1]);
    if (kind === "*") {
      afterStar = ++m;
      retry = t;
    } else if (kind === "?") {
      m++;
      t += codePointLength(text, t);
    } else if (m < mask.length && mask[escaped ? m + 1 : m] === text[t]) {
      m += escaped ? 2 : 1;
      t++;
    } else if (afterStar !== -1) {
      m = afterStar;
      t = ++retry;
    } else return false;
  }
  while (mask[m] === "*") m++;
  return m === mask.length;
}

/** A ban as servers complete it: `nick`, `user@host`, `host.name` … become `nick!user@host`. */
export function normalizeHostmask(mask: string): string {
  const bang = mask.indexOf("!");
  const rest = bang === -1 ? mask : mask.slice(bang + 1);
  const at = rest.lastIndexOf("@");
  if (bang === -1 && at === -1) return HOST.test(mask) ? complete("", "", mask) : complete(mask, "", "");
  const nick = bang === -1 ? "" : mask.slice(0, bang);
  return at === -1 ? complete(nick, rest, "") : complete(nick, rest.slice(0, at), rest.slice(at + 1));
}

/** Who somebody is, as others see it: `nick!user@host`. */
export function formatHostmask(nick: string, user: string, host: string): string {
  return `${nick}!${user}@${host}`;
}

/** Names with dots, IPv6 addresses and cloaks like `user/alice`: none of these can be a nick. */
const HOST = /[.:/]/;
const STARS = /\\[*?]|\*+/g;

function complete(nick: string, user: string, host: string): string {
  const mask = formatHostmask(nick || "*", user || "*", host || "*");
  return mask.replace(STARS, (found) => (found.startsWith("*") ? "*" : found));
}

/** Whether what follows the last wildcard of the mask ends the text: most masks are about nobody who is asked for. */
function endsAlike(mask: string, text: string): boolean {
  for (let m = mask.length - 1, t = text.length - 1; m >= 0; m--, t--) {
    const char = mask[m];
    if (char === "*" || char === "?" || char === "\\") return true;
    if (char !== text[t]) return false;
  }
  return mask.length <= text.length;
}

function isWildcard(char: string | undefined): boolean {
  return char === "*" || char === "?";
}

function codePointLength(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}
