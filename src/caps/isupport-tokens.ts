import { escapeIsupportValue } from "../protocol/isupport.ts";
import { accountExtban, extbanToken } from "../world/bans.ts";
import { chanmodesToken, channelModes, channelModeTable } from "../world/channel-modes.ts";
import { extensionModes } from "../world/extensions.ts";
import type { NetworkSettings } from "../world/settings.ts";
import { prefixToken, statusPrefixes } from "../world/statuses.ts";
import { type Capability, capabilityTable } from "./capabilities.ts";

/** The 005 tokens, derived from the tables and the network's settings. */
export function isupportTokens(settings: NetworkSettings): readonly string[] {
  const { limits } = settings;
  const lists = [...channelModes.values()].filter((mode) => mode.kind === "list").map((mode) => mode.letter);
  const capabilities: readonly Capability[] = capabilityTable;
  return [
    `ACCEPT=${limits.accept}`,
    `ACCOUNTEXTBAN=${accountExtban}`,
    `AWAYLEN=${limits.awayLength}`,
    "BOT=B",
    "CALLERID=g",
    `CASEMAPPING=${settings.casemapping}`,
    `CHANLIMIT=#:${limits.channelsPerUser}`,
    `CHANMODES=${chanmodesToken([...channelModeTable, ...extensionModes(settings)])}`,
    `CHANNELLEN=${limits.channelLength}`,
    "CHANTYPES=#",
    "ELIST=CMNTU",
    "EXCEPTS=e",
    `EXTBAN=${extbanToken}`,
    `HOSTLEN=64`,
    "INVEX=I",
    `KEYLEN=${limits.keyLength}`,
    `KICKLEN=${limits.kickLength}`,
    "KNOCK",
    "LINELEN=512",
    `MAXLIST=${lists.join("")}:${limits.listEntries}`,
    `MODES=${limits.modesPerCommand}`,
    `MONITOR=${limits.monitor}`,
    `NETWORK=${escapeIsupportValue(settings.network)}`,
    `NICKLEN=${limits.nickLength}`,
    `PREFIX=${prefixToken}`,
    "SAFELIST",
    safeRate,
    `SILENCE=${limits.silence}`,
    `STATUSMSG=${statusPrefixes}`,
    `TARGMAX=${targmax(limits)}`,
    `TOPICLEN=${limits.topicLength}`,
    `USERLEN=${limits.userLength}`,
    ...(settings.utf8Only ? ["UTF8ONLY"] : []),
    "WHOX",
    ...(settings.accountRequired ? ["draft/ACCOUNTREQUIRED"] : []),
    ...urlToken("draft/EMOJI", settings.emoji),
    ...urlToken("draft/ICON", settings.icon),
    ...capabilities.flatMap(({ tokens }) => tokens?.(settings) ?? []),
  ];
}

function urlToken(name: string, url: string | undefined): readonly string[] {
  return url === undefined ? [] : [`${name}=${escapeIsupportValue(url)}`];
}

// Before registration who says too much is cut off: only then the promise of proposal 556 begins.
const safeRate = "SAFERATE";

/** The tokens that hold before registration, too. */
export function earlyIsupportTokens(settings: NetworkSettings): readonly string[] {
  return isupportTokens(settings).filter((token) => token !== safeRate);
}

/** The longest nick there may be, in bytes: 005 has to leave room for it. */
export function longestNick({ limits, utf8Nicks }: NetworkSettings): number {
  // RFC 3629 3: a character takes up to four bytes.
  return limits.nickLength * (utf8Nicks ? 4 : 1);
}

/** What to advertise when the tokens have changed: those that are new, and `-NAME` for what is gone. */
export function changedTokens(before: readonly string[], after: readonly string[]): readonly string[] {
  const names = new Set(after.map(nameOf));
  return [
    ...after.filter((token) => !before.includes(token)),
    ...before.filter((token) => !names.has(nameOf(token))).map((token) => `-${nameOf(token)}`),
  ];
}

function nameOf(token: string): string {
  return token.replace(/=.*/s, "");
}

function targmax(limits: NetworkSettings["limits"]): string {
  const { messageTargets, commandTargets } = limits;
  const single = ["INVITE", "KILL", "TOPIC", "WHOWAS"];
  const many = ["JOIN", "KICK", "LIST", "NAMES", "PART", "WHOIS"];
  return [
    ...["NOTICE", "PRIVMSG"].map((name) => `${name}:${messageTargets}`),
    ...many.map((name) => `${name}:${commandTargets}`),
    ...single.map((name) => `${name}:1`),
  ].join(",");
}
