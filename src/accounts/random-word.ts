import { randomBytes } from "node:crypto";

// RFC 4648 6, in small letters: none of these is taken for another.
const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

/** So many letters and digits that nobody can guess, five bits each. */
export function randomWord(length: number): string {
  return Array.from(randomBytes(length), (byte) => ALPHABET[byte % ALPHABET.length]).join("");
}
