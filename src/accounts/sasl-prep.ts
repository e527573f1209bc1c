// RFC 3454 C.1.2, but for U+200B first of all: RFC 4013 2.1 maps these to a space.
const SPACES = /[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]/g;
// RFC 3454 B.1: mapped to nothing.
const NOTHING = /\u00ad|\u034f|\u1806|[\u180b-\u180d]|\u200c|\u200d|\u2060|[\ufe00-\ufe0f]|\ufeff/g;
// RFC 3454 C.2.1, C.2.2, C.3 to C.5, C.6, C.7, C.8 and C.9, in this order.
const PROHIBITED = new RegExp(
  [
    "[\\0-\\x1f\\x7f]",
    "[\\x80-\\x9f\\u06dd\\u070f\\u180e\\u2028\\u2029\\u2061-\\u2063\\u206a-\\u206f\\ufff9-\\ufffc]",
    "[\\u{1d173}-\\u{1d17a}]|\\p{Co}|\\p{Noncharacter_Code_Point}|\\p{Cs}",
    "\\ufffd|[\\u2ff0-\\u2ffb]",
    "[\\u0340\\u0341\\u200e\\u200f\\u202a-\\u202e]",
    "[\\u{e0001}\\u{e0020}-\\u{e007f}]",
  ].join("|"),
  "u",
);

/**
 * A name or password as SCRAM has it, whoever typed it where (SASLprep, RFC 4013); nothing if it has signs that are
 * prohibited, or none at all. Unlike there, the Unicode is Node's and not 3.2, and texts that mix directions pass:
 * Node does not tell the direction of a character, and to take them harms nobody.
 */
export function saslPrep(text: string): string | undefined {
  const prepared = text.replace(SPACES, " ").replace(NOTHING, "").normalize("NFKC");
  return prepared === "" || PROHIBITED.test(prepared) ? undefined : prepared;
}
