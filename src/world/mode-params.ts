import { normalizeHostmask } from "../protocol/masks.ts";
import { byteLength } from "../protocol/text.ts";
import { extbanOf } from "./bans.ts";
import type { ChannelMode } from "./channel-modes.ts";
import { floodActions } from "./flood-limits.ts";
import type { NetworkLimits } from "./settings.ts";

/** A parameter as the channel will hold it, or why it cannot: the text of 696. */
export type CheckedParam = { readonly value: string } | { readonly problem: string };

/** Checks the parameter of a mode that is being set. */
export function checkParam(
  kind: NonNullable<ChannelMode["param"]>,
  param: string,
  limits: NetworkLimits,
): CheckedParam {
  switch (kind) {
    case "mask":
      return checkMask(param);
    case "key":
      return checkKey(param, limits.keyLength);
    case "word":
      return checkWord(param);
    case "count":
      return checkCount(param);
    case "joins:seconds":
      return checkRate(param, "Joins");
    case "times:seconds":
      return checkRate(param, "Times");
    case "lines:seconds:action":
      return checkFlood(param);
    case "rejoin-seconds":
      return checkSeconds(param, maxSeconds);
    case "slow-seconds":
      return checkSeconds(param, maxSlowSeconds);
    case "channel":
      return { value: param };
    default:
      return kind satisfies never;
  }
}

// With the setter and the channel beside it, a mask of this size still fits into a line.
const maxMaskBytes = 200;

/** A ban as it stands in a list: completed to `nick!user@host`, except an extended one. */
function checkMask(param: string): CheckedParam {
  const mask = storedMask(param);
  if (mask === undefined) return { problem: "The mask is empty or has a space in it" };
  return byteLength(mask) > maxMaskBytes ? { problem: "The mask is too long" } : { value: mask };
}

/** The form a mask of users has in a list of one's own; `undefined` if it can have none. */
export function storedHostmask(param: string): string | undefined {
  if (!isMask(param)) return undefined;
  const mask = normalizeHostmask(param);
  return byteLength(mask) > maxMaskBytes ? undefined : mask;
}

/** The form a mask has in a list; `undefined` if it can have none. */
export function storedMask(param: string): string | undefined {
  if (!isMask(param)) return undefined;
  const extban = extbanOf(param);
  if (!extban) return normalizeHostmask(param);
  return extban.rest === "" ? undefined : param;
}

function isMask(param: string): boolean {
  return param !== "" && !/[\s\p{Cc}]/u.test(param);
}

// RFC 2812 2.3.1: a key has no space and no control; a comma would end it in JOIN, a colon begin it.
function checkKey(param: string, maxBytes: number): CheckedParam {
  if (!/^[^\s,:\p{Cc}][^\s,\p{Cc}]*$/u.test(param)) {
    return { problem: "A key has no space, comma or leading colon" };
  }
  return byteLength(param) > maxBytes ? { problem: "The key is too long" } : { value: param };
}

// What plugins make of it is theirs; it has to come back out of a MODE line as it went in.
function checkWord(param: string): CheckedParam {
  if (isWord(param)) return { value: param };
  return { problem: `The parameter is a word of at most ${maxWordBytes} bytes, without a leading colon` };
}

const maxWordBytes = 100;

/** True for what the parameter of a plugin's mode may be. */
export function isWord(param: string): boolean {
  return /^[^\s:\p{Cc}][^\s\p{Cc}]*$/u.test(param) && byteLength(param) <= maxWordBytes;
}

const maxCount = 2 ** 31 - 1;

function checkCount(param: string): CheckedParam {
  const count = /^\d{1,10}$/.test(param) ? Number(param) : 0;
  if (count >= 1 && count <= maxCount) return { value: String(count) };
  return { problem: `A limit is a number from 1 to ${maxCount}` };
}

const maxEvents = 100;
const maxSeconds = 3600;
const maxSlowSeconds = 21_600;

function checkRate(param: string, what: string): CheckedParam {
  const [, count = 0, seconds = 0] = (/^(\d{1,4}):(\d{1,4})$/.exec(param) ?? []).map(Number);
  const fits = count >= 1 && count <= maxEvents && seconds >= 1 && seconds <= maxSeconds;
  if (fits) return { value: `${count}:${seconds}` };
  return { problem: `${what} and seconds are given as n:s, up to ${maxEvents}:${maxSeconds}` };
}

function checkFlood(param: string): CheckedParam {
  const [, rate = "", action = ""] = /^(\d{1,4}:\d{1,4})(?::([a-z]+))?$/.exec(param) ?? [];
  const checked = checkRate(rate, "Lines");
  const isKnown = action === "" || floodActions.some((one) => one === action);
  if ("problem" in checked || !isKnown)
    return {
      problem: `Lines and seconds are given as n:s, up to ${maxEvents}:${maxSeconds}, or n:s:action, which is ${floodActions.join(", ")}`,
    };
  // What is done anyway needs no word.
  return { value: action === "" || action === "block" ? checked.value : `${checked.value}:${action}` };
}

function checkSeconds(param: string, most: number): CheckedParam {
  const seconds = /^\d{1,6}$/.test(param) ? Number(param) : 0;
  if (seconds >= 1 && seconds <= most) return { value: String(seconds) };
  return { problem: `Seconds are a number from 1 to ${most}` };
}
