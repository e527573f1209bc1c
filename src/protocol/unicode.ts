/**
 * Folds a text so that people see the same name in whatever has the same fold (in the way of PRECIS, RFC 8264):
 * compatibility forms and case are gone, and folding again changes nothing.
 */
export function utf8Fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  let folded = text;
  // Composing may bring up a letter that has a case again; the code points of today need two rounds.
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = foldOnce(folded);
    if (next === folded) break;
    folded = next;
  }
  return folded;
}

/** Whether a name is normalised and of one script (or of scripts that are written together). */
export function isUnmixed(name: string): boolean {
  if (ASCII.test(name)) return true;
  return (
    name.normalize("NFKC") === name && !LOOKALIKE.test(name) && SCRIPTS.some((script) => script.test(name))
  );
}

const MAX_ROUNDS = 8;
const ASCII = /^[\0-\x7f]*$/;

// Upper case first: "ß" and "ẞ" become "ss", "ı" becomes "i". A sigma at the end is no other letter.
function foldOnce(text: string): string {
  return text.normalize("NFKC").toUpperCase().toLowerCase().replaceAll("ς", "σ").normalize("NFKC");
}

// Phonetic letters are Latin by script, but "ChɑnServ" is written in no language.
const LOOKALIKE = /[\u0250-\u02ff\u1d00-\u1dbf\ua720-\ua7ff\uab30-\uab6f]/;

// UAX #31, table 5 (recommended scripts); Japanese, Korean and Bopomofo are written with Han.
const SCRIPTS: readonly RegExp[] = [
  ["Latin"],
  ["Greek"],
  ["Cyrillic"],
  ["Han", "Hiragana", "Katakana"],
  ["Han", "Hangul"],
  ["Han", "Bopomofo"],
  ["Arabic"],
  ["Armenian"],
  ["Bengali"],
  ["Devanagari"],
  ["Ethiopic"],
  ["Georgian"],
  ["Gujarati"],
  ["Gurmukhi"],
  ["Hebrew"],
  ["Kannada"],
  ["Khmer"],
  ["Lao"],
  ["Malayalam"],
  ["Myanmar"],
  ["Oriya"],
  ["Sinhala"],
  ["Tamil"],
  ["Telugu"],
  ["Thaana"],
  ["Thai"],
  ["Tibetan"],
].map(
  (scripts) =>
    new RegExp(
      `^[${["Common", "Inherited", ...scripts].map((name) => `\\p{Script=${name}}`).join("")}]*$`,
      "u",
    ),
);
