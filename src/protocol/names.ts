import { skeletonOf } from "./confusables.ts";
import { isUnmixed, utf8Fold } from "./unicode.ts";

/** How names are compared; fixed for a network at its first start. */
export type Casemapping = "ascii" | "rfc1459" | "utf8";

declare const brand: unique symbol;

/** A nickname after folding: what users are looked up by. */
export type FoldedNick = string & { readonly [brand]: "nick" };

/** A channel name after folding: what channels are looked up by. */
export type ChannelKey = string & { readonly [brand]: "channel" };

/** The rules for names on one network. */
export interface Names {
  foldNick(nick: string): FoldedNick;
  foldChannel(name: string): ChannelKey;
  /** Folds any other text the same way: masks, hosts, accounts. */
  fold(text: string): string;
  /** What the names have in common that are hard to tell apart from this one, written as it is. */
  skeleton(text: string): string;
  isNick(text: string): boolean;
  isChannel(text: string): boolean;
  isUser(text: string): boolean;
}

/** What may differ between networks; lengths are in code points. */
export interface NamesOptions {
  readonly casemapping: Casemapping;
  readonly utf8Nicks: boolean;
  readonly nickLength: number;
  readonly channelLength: number;
}

/** Makes the rules for names that every index, ban and comparison of a network shares. */
export function createNames(options: NamesOptions): Names {
  const fold = folds[options.casemapping];
  const nickShape = options.utf8Nicks ? UTF8_NICK : ASCII_NICK;
  return {
    foldNick: (nick) => fold(nick) as FoldedNick,
    foldChannel: (name) => fold(name) as ChannelKey,
    fold,
    skeleton: (text) => skeletonOf(text, fold),
    isNick: (text) =>
      fits(text, options.nickLength) && nickShape.test(text) && (!options.utf8Nicks || isUnmixed(text)),
    isChannel: (text) => fits(text, options.channelLength) && CHANNEL.test(text),
    isUser: (text) => USER.test(text),
  };
}

const folds: Readonly<Record<Casemapping, (text: string) => string>> = {
  ascii: asciiFold,
  rfc1459: rfc1459Fold,
  utf8: utf8Fold,
};

// RFC 2812 2.3.1: a letter or special, then letters, digits, specials and hyphens.
const ASCII_NICK = /^[A-Za-z[\]\\`_^{|}][A-Za-z0-9[\]\\`_^{|}-]*$/;
const UTF8_NICK = /^[\p{L}[\]\\`_^{|}][\p{L}\p{M}\p{N}[\]\\`_^{|}-]*$/u;
// Modern IRC, "Channels": no space, comma or BEL; we refuse every control and what cannot be seen or written.
const CHANNEL = /^#[^\s,:\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]*$/u;
// RFC 2812 2.3.1 excludes NUL, CR, LF, space and "@"; "!" and wildcards would confuse masks.
const USER = /^[^\s\p{Cc}\p{Cf}\p{Cs}@!*?:][^\s\p{Cc}\p{Cf}\p{Cs}@!*?]*$/u;

function asciiFold(text: string): string {
  if (!ASCII_UPPER.test(text)) return text;
  return ASCII.test(text) ? text.toLowerCase() : text.replace(ASCII_UPPERS, (run) => run.toLowerCase());
}

// RFC 1459 2.2, as everybody has it: {}|^ are the lower case of []\~.
function rfc1459Fold(text: string): string {
  const folded = asciiFold(text);
  return RFC1459_UPPER.test(folded)
    ? folded.replace(RFC1459_UPPERS, (char) => RFC1459_LOWER[char] ?? char)
    : folded;
}

const ASCII = /^[\0-\x7f]*$/;
const ASCII_UPPER = /[A-Z]/;
const ASCII_UPPERS = /[A-Z]+/g;
const RFC1459_UPPER = /[[\]\\~]/;
const RFC1459_UPPERS = /[[\]\\~]/g;
const RFC1459_LOWER: Readonly<Record<string, string>> = { "[": "{", "]": "}", "\\": "|", "~": "^" };

function fits(text: string, maxLength: number): boolean {
  if (text.length <= maxLength) return true;
  if (text.length > maxLength * 2) return false;
  let length = 0;
  for (const _ of text) length++;
  return length <= maxLength;
}
