import { RE2JS } from "re2js";
import { SHORTEST_LITERAL } from "../protocol/literal-index.ts";
import { longestLiteral } from "../protocol/mask-index.ts";
import { matchGlob } from "../protocol/masks.ts";
import { literalOf } from "./expression-literal.ts";
import { type Folding, foldText } from "./folding.ts";

/** What a rule looks for, as it is configured; one of these. */
export type Match =
  /** A word of its own. */
  | { readonly word: string }
  /** Anywhere, be it inside a word. */
  | { readonly literal: string }
  /** The whole text, with `*` and `?`. */
  | { readonly glob: string }
  /** RE2, anywhere in the text: it never tracks back. */
  | { readonly regex: string };

/** What a rule looks for, ready to be tried. */
export interface Pattern {
  /** A piece every text has in it that matches; `undefined`: it has to be tried on every text. */
  readonly literal: string | undefined;
  /** Whether a folded text matches. */
  matches(text: string): boolean;
}

const ASCII = /^[\0-\x7f]*$/;
const WORD = /[\p{L}\p{N}_]/u;

/** Makes a pattern ready; throws an Error that says what is wrong with it. */
export function compilePattern(match: Match, folding: Folding = "plain"): Pattern {
  if ("word" in match) return wordPattern(folded(match.word, folding));
  if ("literal" in match) {
    const literal = folded(match.literal, folding);
    return { literal: usable(literal), matches: (text) => text.includes(literal) };
  }
  if ("glob" in match) return globPattern(folded(match.glob, folding));
  return regexPattern(match.regex);
}

/** A pattern in the form texts have; what is left of it must be something to look for. */
function folded(pattern: string, folding: Folding): string {
  const text = foldText(pattern, folding);
  if (/^\s*$/.test(text)) throw new Error("There is nothing to look for in it that anybody could see");
  return text;
}

function wordPattern(word: string): Pattern {
  return {
    literal: usable(word),
    matches(text) {
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
        if (!isInWord(text, at - 1) && !isInWord(text, at + word.length)) return true;
      }
      return false;
    },
  };
}

function isInWord(text: string, at: number): boolean {
  return at >= 0 && WORD.test(text.charAt(at));
}

function globPattern(glob: string): Pattern {
  return { literal: usable(longestLiteral(glob)), matches: (text) => matchGlob(glob, text) };
}

function regexPattern(regex: string): Pattern {
  const compiled = compileRe2(regex);
  if (compiled.test("")) throw new Error("It matches the empty text, and so every text");
  return { literal: literalIn(regex), matches: (text) => compiled.test(text) };
}

/** The longest piece of a literal that folding leaves as it is, whatever the case of what stands there. */
function literalIn(regex: string): string | undefined {
  const pieces = (literalOf(regex)?.toLowerCase() ?? "").split(/[^\0-\x7f\p{Script=Cyrillic}ß-öø-ü]+/u);
  const folds = pieces.filter((piece) => ASCII.test(piece) || foldText(piece) === piece);
  return usable(folds.reduce((longest, piece) => (piece.length > longest.length ? piece : longest), ""));
}

function compileRe2(regex: string): RE2JS {
  try {
    return RE2JS.compile(regex, RE2JS.CASE_INSENSITIVE);
  } catch (cause) {
    throw new Error(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function usable(literal: string): string | undefined {
  return literal.length >= SHORTEST_LITERAL ? literal : undefined;
}
