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
  // What is left of the mask stands for so many units of the text at least; so it was after the last star.
  let least = leastLength(mask);
  let leastAfterStar = 0;
  while (t < text.length) {
    if (least > text.length - t && (afterStar === -1 || leastAfterStar >= text.length - retry)) return false;
    const kind = mask.charCodeAt(m);
    if (kind === star) {
      afterStar = ++m;
      retry = t;
      leastAfterStar = least;
      continue;
    }
    // Modern IRC, "Wildcard Expressions": a backslash escapes a wildcard and is itself otherwise.
    const escaped = kind === backslash && isWildcard(mask.charCodeAt(m + 1));
    if (kind === question) {
      m++;
      t += codePointLength(text, t);
      least--;
    } else if (m < mask.length && mask.charCodeAt(escaped ? m + 1 : m) === text.charCodeAt(t)) {
      m += escaped ? 2 : 1;
      t++;
      least--;
    } else if (afterStar !== -1) {
      m = afterStar;
      t = ++retry;
      least = leastAfterStar;
    } else return false;
  }
  while (mask.charCodeAt(m) === star) m++;
  return m === mask.length;
}

const star = 0x2a;
const question = 0x3f;
const backslash = 0x5c;

/** Somebody as a mask is matched on them, folded: no part has `!` or `@` in it. */
export interface MatchedUser {
  readonly nick: string;
  readonly user: string;
  /** Each host they are known by. */
  readonly hosts: readonly string[];
}

/** Whether a mask matches one of `nick!user@host`, as `matchGlob` has it: part by part, so that hosts cost only themselves. */
export function matchHostmask(mask: string, { nick, user, hosts }: MatchedUser): boolean {
  const bang = mask.indexOf("!");
  const at = mask.lastIndexOf("@");
  if (bang === -1 || at === -1)
    return hosts.some((host) => matchGlob(mask, formatHostmask(nick, user, host)));
  // There is one of each in everybody.
  if (at < bang || mask.lastIndexOf("!") !== bang || mask.indexOf("@") !== at) return false;
  if (!matchGlob(mask.slice(0, bang), nick) || !matchGlob(mask.slice(bang + 1, at), user)) return false;
  const ofHost = mask.slice(at + 1);
  return hosts.some((host) => matchGlob(ofHost, host));
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
  // Quiets are completed whenever somebody speaks: nearly none has several stars in a row.
  return mask.includes("**") ? mask.replace(STARS, (found) => (found.startsWith("*") ? "*" : found)) : mask;
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

/** How many units a text has at least that matches. */
function leastLength(mask: string): number {
  let least = mask.length;
  for (let m = 0; m < mask.length; m++) {
    const kind = mask.charCodeAt(m);
    const escapes = kind === backslash && isWildcard(mask.charCodeAt(m + 1));
    if (kind !== star && !escapes) continue;
    least--;
    if (escapes) m++;
  }
  return least;
}

function isWildcard(char: number): boolean {
  return char === star || char === question;
}

function codePointLength(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}
