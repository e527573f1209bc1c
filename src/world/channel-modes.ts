import type { ModeKind } from "../protocol/mode-string.ts";
import { isStatus } from "./statuses.ts";

/** One mode of a channel. */
export interface ChannelMode {
  readonly letter: string;
  /** Its column in CHANMODES: `list` A, `key` B, `limit` C, `flag` D. */
  readonly kind: Exclude<ModeKind, "prefix">;
  /** What it does, in a few words: HELP and the documentation show it. */
  readonly does: string;
  /** Who may set it, if not every operator of the channel: fewer, or half-operators too. */
  readonly setBy?: "server" | "irc-operators" | "half-operators";
  /** The letter has a meaning, but nothing stands behind it yet: not advertised, refused with 472. */
  readonly reserved?: true;
  /** What the parameter must look like, as 696 explains it. */
  readonly param?:
    | "mask"
    | "key"
    | "count"
    | "channel"
    | "word"
    | "joins:seconds"
    | "times:seconds"
    | "lines:seconds:action"
    | "rejoin-seconds"
    | "slow-seconds";
}

/** Every channel mode, once. CHANMODES, 004, HELP and the documentation are derived from the rows. */
export const channelModeTable = [
  { letter: "b", kind: "list", does: "ban: may not join or speak", param: "mask", setBy: "half-operators" },
  {
    letter: "e",
    kind: "list",
    does: "exception from bans and quiets",
    param: "mask",
    setBy: "half-operators",
  },
  { letter: "I", kind: "list", does: "exception from invite-only", param: "mask", setBy: "half-operators" },
  { letter: "k", kind: "key", does: "key needed to join", param: "key", setBy: "half-operators" },
  {
    letter: "E",
    kind: "limit",
    does: "the same is said at most n times in s seconds",
    param: "times:seconds",
  },
  {
    letter: "F",
    kind: "limit",
    does: "flood limit, lines:seconds[:block|kick|ban]",
    param: "lines:seconds:action",
  },
  { letter: "H", kind: "limit", does: "history policy", reserved: true },
  { letter: "J", kind: "limit", does: "seconds before rejoining after a kick", param: "rejoin-seconds" },
  { letter: "W", kind: "limit", does: "slow mode, seconds between messages", param: "slow-seconds" },
  { letter: "f", kind: "limit", does: "forward: who may not join goes there", param: "channel" },
  { letter: "j", kind: "limit", does: "at most n joins in s seconds", param: "joins:seconds" },
  { letter: "l", kind: "limit", does: "at most this many members", param: "count", setBy: "half-operators" },
  { letter: "B", kind: "flag", does: "lines in capitals are refused" },
  { letter: "C", kind: "flag", does: "no CTCP but ACTION" },
  { letter: "D", kind: "flag", does: "joins are shown at the first word" },
  { letter: "G", kind: "flag", does: "word filter: what the network has for channels that want it" },
  { letter: "K", kind: "flag", does: "no KNOCK" },
  { letter: "M", kind: "flag", does: "only the logged-in speak" },
  { letter: "N", kind: "flag", does: "no nick change" },
  { letter: "O", kind: "flag", does: "IRC operators only", setBy: "irc-operators" },
  { letter: "P", kind: "flag", does: "stays when empty", setBy: "irc-operators" },
  { letter: "Q", kind: "flag", does: "no KICK" },
  { letter: "R", kind: "flag", does: "only the logged-in join" },
  { letter: "S", kind: "flag", does: "colour and formatting are stripped" },
  { letter: "T", kind: "flag", does: "no NOTICE" },
  { letter: "U", kind: "flag", does: "what the mute say, operators see" },
  { letter: "V", kind: "flag", does: "no INVITE" },
  { letter: "c", kind: "flag", does: "colour is refused" },
  { letter: "i", kind: "flag", does: "invite only", setBy: "half-operators" },
  { letter: "m", kind: "flag", does: "moderated: only voice and above speak", setBy: "half-operators" },
  { letter: "n", kind: "flag", does: "no messages from outside", setBy: "half-operators" },
  { letter: "p", kind: "flag", does: "private: not in LIST and WHOIS" },
  { letter: "r", kind: "flag", does: "registered", setBy: "server" },
  { letter: "s", kind: "flag", does: "secret: as if it did not exist" },
  { letter: "t", kind: "flag", does: "only operators set the topic", setBy: "half-operators" },
  { letter: "u", kind: "flag", does: "auditorium: members see operators only" },
  { letter: "z", kind: "flag", does: "TLS only" },
] as const satisfies readonly ChannelMode[];

/** The modes that take effect, by letter. */
export const channelModes: ReadonlyMap<string, ChannelMode> = new Map(
  (channelModeTable as readonly ChannelMode[])
    .filter((mode) => !mode.reserved)
    .map((mode) => [mode.letter, mode]),
);

/** `beI,k,fjl,CD…`, the value of CHANMODES. */
export function chanmodesToken(table: readonly ChannelMode[] = channelModeTable): string {
  const kinds = ["list", "key", "limit", "flag"] as const;
  return kinds
    .map((kind) =>
      table
        .filter((mode) => mode.kind === kind && !mode.reserved)
        .map((mode) => mode.letter)
        .join(""),
    )
    .join(",");
}

/** What a letter takes in a channel's mode string; `undefined`: no such mode, or a reserved one. */
export function channelModeKind(letter: string): ModeKind | undefined {
  return isStatus(letter) ? "prefix" : channelModes.get(letter)?.kind;
}
