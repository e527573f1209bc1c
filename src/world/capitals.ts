import { isAction, stripFormatting } from "../protocol/text.ts";

// A word or an abbreviation is no shouting.
const fewestLetters = 10;
const mostCapitals = 0.7;

/** +B: whether a text is in capitals: ten letters or more that have two cases, and seven of ten are capitals. */
export function isShouting(text: string): boolean {
  // "ACTION" itself is none of the words.
  const words = text
    .split("\n")
    .map((line) => stripFormatting(isAction(line) ? line.slice(7) : line))
    .join("\n");
  let capitals = 0;
  let letters = 0;
  for (const char of words) {
    const [small, large] = [char.toLowerCase(), char.toUpperCase()];
    if (small === large) continue;
    letters += 1;
    if (char !== small) capitals += 1;
  }
  return letters >= fewestLetters && capitals >= letters * mostCapitals;
}
