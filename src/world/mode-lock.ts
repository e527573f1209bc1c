import { formatModeChanges, type ModeRequest, parseModeString } from "../protocol/mode-string.ts";
import type { Channel } from "./channel.ts";
import { channelModeKind, channelModes } from "./channel-modes.ts";
import { checkParam } from "./mode-params.ts";
import type { NetworkLimits } from "./settings.ts";

// What cannot be both: to set one takes the other away.
const excludes: Readonly<Record<string, string>> = { p: "s", s: "p" };

/** The mode that goes when this one is set. */
export function excludedBy(letter: string): string | undefined {
  return excludes[letter];
}

/** The modes of a lock: `+nt-k`, with parameters behind. */
export function lockedModes(lock: string | undefined): readonly ModeRequest[] {
  return lock === undefined ? [] : parseModeString(lock.split(" "), kindInLock);
}

// A mode that is locked off has no parameter, whatever MODE wants of it.
function kindInLock(letter: string): "limit" | "flag" {
  return channelModes.get(letter)?.kind === "flag" ? "flag" : "limit";
}

/** True if a request is against the lock of the channel. */
export function isLocked({ registration }: Channel, { sign, letter, param }: ModeRequest): boolean {
  const lock = registration?.settings.modeLock;
  if (lock === undefined) return false;
  const modes = lockedModes(lock);
  const taken = sign === "+" ? excludedBy(letter) : undefined;
  if (taken !== undefined && modes.some((mode) => mode.sign === "+" && mode.letter === taken)) return true;
  const locked = modes.find((mode) => mode.letter === letter);
  if (!locked) return false;
  if (locked.sign !== sign) return true;
  return sign === "+" && locked.param !== undefined && param !== locked.param;
}

/** A lock as people write it, checked and in its one form; or why it is none. */
export function checkLock(
  text: string,
  limits: NetworkLimits,
): { readonly value: string } | { readonly problem: string } {
  const modes = new Map<string, ModeRequest>();
  for (const request of parseModeString(text.split(/ +/), kindInLock)) {
    const problem = problemOf(request, limits);
    if (problem !== undefined) return { problem };
    modes.delete(request.letter);
    modes.set(request.letter, request);
    const other = request.sign === "+" ? excludedBy(request.letter) : undefined;
    if (other !== undefined && modes.get(other)?.sign === "+")
      return { problem: `+${other} and +${request.letter} exclude each other` };
  }
  const ordered = [...modes.values()].sort((one, next) =>
    one.sign === next.sign ? 0 : one.sign === "+" ? -1 : 1,
  );
  return { value: formatModeChanges(ordered) };
}

function problemOf({ sign, letter, param }: ModeRequest, limits: NetworkLimits): string | undefined {
  const mode = channelModes.get(letter);
  const kind = channelModeKind(letter);
  if (
    !mode ||
    kind === "prefix" ||
    mode.kind === "list" ||
    mode.setBy === "server" ||
    mode.setBy === "irc-operators"
  )
    return `${letter} is no mode that can be locked`;
  if (mode.kind === "flag" || sign === "-") return undefined;
  // To where +f leads is judged when it is set, by who sets it.
  if (mode.param === "channel") return `+${letter} cannot be locked, only -${letter}`;
  if (param === undefined) return `+${letter} needs its parameter`;
  const checked = checkParam(mode.param ?? "key", param, limits);
  return "problem" in checked ? checked.problem : undefined;
}
