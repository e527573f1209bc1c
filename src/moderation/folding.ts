import { skeletonOf } from "../protocol/confusables.ts";
import { isAction, stripFormatting } from "../protocol/text.ts";

/** How texts and patterns are made alike before they are compared: as they read, or as they look. */
export type Folding = "plain" | "lookalikes";

/** The form in which texts and patterns are compared: case, width, formatting and what nobody sees make no difference. */
export function foldText(text: string, folding: Folding = "plain"): string {
  // What nearly every message is.
  if (folding === "plain" && PRINTABLE.test(text)) return text.toLowerCase();
  const shown = shownText(text);
  if (folding === "lookalikes") return skeletonOf(withoutMarks(shown), lowered);
  return lowered(shown);
}

/** The text of a message as it is read: ACTION is speech, and its frame is none of the words. */
export function spokenText(text: string): string {
  return isAction(text) ? text.slice("\x01ACTION ".length).replace(/\x01$/, "") : text;
}

function shownText(text: string): string {
  const plain = stripFormatting(text).replace(CONTROLS, "");
  return ASCII.test(plain) ? plain : plain.replace(UNSEEN, "");
}

function lowered(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text.normalize("NFKC").replace(ROUNDED, plainCyrillic).toLowerCase();
}

/** Old forms of Cyrillic letters have no capitals of their own. */
function plainCyrillic(letter: string): string {
  return letter.toUpperCase();
}

function withoutMarks(text: string): string {
  return ASCII.test(text) ? text : text.normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFKC");
}

const PRINTABLE = /^[\t\n -~]*$/;
const ASCII = /^[\0-\x7f]*$/;
const ROUNDED = /[\u1c80-\u1c88]/g;
// All but tab and line feed, which part words.
const CONTROLS = /[\0-\x08\x0b-\x1f\x7f]+/g;
// Joiners, marks of direction, fillers, selectors of variants, controls beyond ASCII.
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}\x80-\x9f]+/gu;
