/** A set of mode letters as a sorted string: short, comparable and the same on every node. */
export type Letters = string;

/** The set with one letter more. */
export function withLetter(letters: Letters, letter: string): Letters {
  return letters.includes(letter) ? letters : [...letters, letter].sort().join("");
}

/** The set without a letter. */
export function withoutLetter(letters: Letters, letter: string): Letters {
  return letters.replace(letter, "");
}
