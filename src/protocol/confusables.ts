/**
 * The text with what looks alike made the same, as UTS #39 (4, "Confusable Detection") has it: two names with one
 * skeleton are hard to tell apart. Case counts: a capital I is a stroke, a small one is none. `fold` is how the
 * network compares names.
 */
export function skeletonOf(text: string, fold: (text: string) => string): string {
  const shown = PLAIN.test(text) ? text : Array.from(text, (char) => twins.get(char) ?? char).join("");
  return fold(shown.replaceAll("I", "l"))
    .replace(STROKE, "l")
    .replaceAll("0", "o")
    .replaceAll("rn", "m")
    .replaceAll("vv", "w");
}

const PLAIN = /^[\0-\x7f]*$/;
const STROKE = /[1|]/g;

// Out of confusables.txt of UTS #39, Unicode 16: letters and digits that a nick of one script may have, each beside
// what it looks like. Whole names of Cyrillic or Greek letters are the case to think of: "сосо" and "coco".
const alike = [
  // Cyrillic
  ["АВЕЗКМНОРСТУХЅІЈҮԌԚԜӀ", "ABE3KMHOPCTYXSlJYGQWl"],
  ["аеорсухіјѕһԁԛԝӏгьѵ", "aeopcyxijshdqwlrbv"],
  // Greek
  ["ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹͿ", "ABEZHlKMNOPTYXCJ"],
  ["αγικνορσυϲϳ", "ayikvopoucj"],
  // Armenian
  ["ՕՍՏԼօոսհցզյ", "OUSLonuhgqj"],
  // Latin beyond its basic letters
  ["ƖǀƅĸȣƼƽƨ", "llbk8552"],
  // Zeros, ones and round letters of other scripts
  ["०০੦૦୦௦౦೦൦๐໐၀", "oooooooooooo"],
  ["\u0665\u06f5\u06c1\u0647\u05e1ഠଠဝ", "oooooooo"],
  ["\u0661\u06f1\u0627\u05d5\u05df", "lllll"],
  // Han beside Katakana and Hangul
  ["ロエカニハタトヘー一ㅡㅣ", "口工力二八夕卜へ一一一l"],
] as const;

const twins: ReadonlyMap<string, string> = new Map(
  alike.flatMap(([from, to]) => {
    const targets = Array.from(to);
    return Array.from(from, (char, index) => [char, targets[index] ?? char] as const);
  }),
);
