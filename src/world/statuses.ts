/** The status modes of a member, the highest first: letter and the prefix shown for it. */
export const statuses = [
  { letter: "q", prefix: "~", name: "founder" },
  { letter: "a", prefix: "&", name: "protected" },
  { letter: "o", prefix: "@", name: "operator" },
  { letter: "h", prefix: "%", name: "half-operator" },
  { letter: "v", prefix: "+", name: "voice" },
] as const;

/** The letter of a status. */
export type StatusLetter = (typeof statuses)[number]["letter"];

const letters = statuses.map((status) => status.letter).join("");
const prefixes = statuses.map((status) => status.prefix).join("");

/** `(qaohv)~&@%+`, the value of PREFIX. */
export const prefixToken = `(${letters})${prefixes}`;

/** `~&@%+`, the value of STATUSMSG. */
export const statusPrefixes = prefixes;

/** True if the letter is a status mode. */
export function isStatus(letter: string): letter is StatusLetter {
  return letter.length === 1 && letters.includes(letter);
}

/** The status a prefix stands for: `@` → `o`. */
export function statusOfPrefix(prefix: string): StatusLetter | undefined {
  return statuses.find((status) => status.prefix === prefix)?.letter;
}

/** The status before a channel's name in STATUSMSG, and the name: of several prefixes the lowest counts. */
export function splitStatus(target: string): {
  readonly status: StatusLetter | undefined;
  readonly rest: string;
} {
  let status: StatusLetter | undefined;
  let at = 0;
  for (let next = statusOfPrefix(target.charAt(0)); next; next = statusOfPrefix(target.charAt(at))) {
    if (status === undefined || rankOf(next) < rankOf(status)) status = next;
    at += 1;
  }
  return { status, rest: target.slice(at) };
}

/** 0 for no status, then one more for each step up from voice. Takes a set of letters or one. */
export function rankOf(status: string): number {
  const highest = status.charAt(0);
  return highest === "" ? 0 : letters.length - letters.indexOf(highest);
}

/** True if the member's status is at least this one. */
export function isAtLeast(status: string, least: StatusLetter): boolean {
  return rankOf(status) >= rankOf(least);
}

/** The status with a letter added, the highest first. */
export function withStatus(status: string, letter: string): string {
  return status.includes(letter) ? status : sorted(status + letter);
}

/** The status without a letter. */
export function withoutStatus(status: string, letter: string): string {
  return status.replace(letter, "");
}

/** The prefixes of a status, the highest first: `ov` → `@+`. */
export function prefixesOf(status: string): string {
  let shown = "";
  for (const letter of status) shown += prefixes.charAt(letters.indexOf(letter));
  return shown;
}

/** What stands before a member's name: all prefixes for who has multi-prefix, otherwise the highest. */
export function shownPrefixes(status: string, all: boolean): string {
  return prefixesOf(all ? status : status.charAt(0));
}

function sorted(status: string): string {
  return [...status].sort((a, b) => letters.indexOf(a) - letters.indexOf(b)).join("");
}
