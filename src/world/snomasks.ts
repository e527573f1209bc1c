import { type Letters, withLetter, withoutLetter } from "./letters.ts";

/** One category of server notices: operators choose theirs with `MODE nick +s +ck`. */
export interface Snomask {
  readonly letter: string;
  /** What its notices are about. */
  readonly about: string;
  /** Part of what +s without a mask gives. */
  readonly byDefault: boolean;
}

/** Every category, once. */
export const snomaskTable = [
  { letter: "a", about: "all that is done with a privilege, as the audit log has it", byDefault: false },
  { letter: "c", about: "users who connect", byDefault: false },
  { letter: "f", about: "what filters catch", byDefault: true },
  { letter: "k", about: "kills", byDefault: true },
  { letter: "n", about: "nick changes", byDefault: false },
  { letter: "o", about: "who becomes an operator, and who could not", byDefault: true },
  { letter: "q", about: "users who leave", byDefault: false },
  { letter: "r", about: "clients that were refused", byDefault: true },
  { letter: "s", about: "the server itself", byDefault: true },
  { letter: "v", about: "what operators do over the heads of others", byDefault: true },
  { letter: "x", about: "bans of the whole network", byDefault: true },
] as const satisfies readonly Snomask[];

/** The letter of a category. */
export type SnomaskLetter = (typeof snomaskTable)[number]["letter"];

const known = new Set<string>(snomaskTable.map((snomask) => snomask.letter));

/** The categories of +s without a mask. */
export const defaultSnomask: Letters = snomaskTable
  .filter((snomask) => snomask.byDefault)
  .map((snomask) => snomask.letter)
  .join("");

/** A mask changed as `+ck-n` says; letters before any sign are added, unknown ones mean nothing. */
export function changedSnomask(current: Letters, change: string): Letters {
  let adding = true;
  let letters = current;
  for (const letter of change) {
    if (letter === "+" || letter === "-") adding = letter === "+";
    else if (known.has(letter))
      letters = adding ? withLetter(letters, letter) : withoutLetter(letters, letter);
  }
  return letters;
}
