import { RE2JS } from "re2js";
import { SHORTEST_LITERAL } from "../protocol/literal-index.ts";
import { longestLiteral } from "../protocol/mask-index.ts";
import { matchGlob } from "../protocol/masks.ts";
import { stripFormatting } from "../protocol/text.ts";
import { literalOf } from "./expression-literal.ts";

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

/** The form in which texts and patterns are compared: case, width and formatting make no difference. */
export function foldText(text: string): string {
  const plain = stripFormatting(text);
  return ASCII.test(plain) ? plain.toLowerCase() : plain.normalize("NFKC").toLowerCase();
}

const ASCII = /^[\0-\x7f]*$/;
const WORD = /[\p{L}\p{N}_]/u;

/** Makes a pattern ready; throws an Error that says what is wrong with it. */
export function compilePattern(match: Match): Pattern {
  if ("word" in match) return wordPattern(foldText(match.word));
  if ("literal" in match) {
    const literal = foldText(match.literal);
    return { literal: usable(literal), matches: (text) => text.includes(literal) };
  }
  if ("glob" in match) return globPattern(foldText(match.glob));
  return regexPattern(match.regex);
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
  // What is compared is folded, so the piece must be; a class may hold other letters, a piece may not.
  const literal = literalOf(regex)?.toLowerCase();
  const isPlain = literal !== undefined && ASCII.test(literal);
  return {
    literal: isPlain ? usable(literal) : undefined,
    matches: (text) => compiled.test(text),
  };
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
