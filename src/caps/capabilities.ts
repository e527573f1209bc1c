import type { VendorCapability } from "../world/extensions.ts";
import { METADATA_KEY_BYTES } from "../world/metadata.ts";
import { historyPage, type MetadataSettings, type NetworkSettings } from "../world/settings.ts";
import { accountTag, messageTags, operTag, relayTag, type TagMaker, timeTag } from "./event-tags.ts";

/** What a connection may be offered, besides what the network is set to. */
export interface OfferFacts {
  readonly settings: NetworkSettings;
  /** The SASL mechanisms; none where nobody can log in. */
  readonly mechanisms: readonly string[];
  /** What `draft/account-registration` says of registering here; `undefined`: nobody may. */
  readonly registration: string | undefined;
  /** The policy of sts.md for this connection; `undefined`: none. */
  readonly sts: string | undefined;
}

/** One IRCv3 capability. */
export interface Capability {
  readonly name: string;
  /** What it changes, in a line. */
  readonly does: string;
  /** The text it follows: a file of the specification repository, or the number of a proposal. */
  readonly spec: string;
  /** A capability without which it changes nothing. */
  readonly needs?: string;
  /** The tags it adds to what others do. */
  readonly tags?: TagMaker;
  /** What stands after `=` in CAP LS 302; `undefined`: it is not offered at all. */
  readonly value?: (facts: OfferFacts) => string | undefined;
  /** 005 tokens that belong to it. */
  readonly tokens?: (settings: NetworkSettings) => readonly string[];
  /** False: it is only told of, and a request is refused. */
  readonly mayBeRequested?: false;
}

/** Offered where anything is kept of what was said. */
function whereHistoryIs({ settings }: OfferFacts): string | undefined {
  return settings.history.lines === 0 ? undefined : "";
}

/**
 * Every capability the server offers, once, in the order of CAP LS: what a client needs first is first. CAP LS,
 * the tags of deliveries, 005 tokens and the documentation are derived from the rows.
 */
export const capabilityTable = [
  {
    name: "sasl",
    does: "logging in with AUTHENTICATE",
    spec: "sasl-3.2",
    value: ({ mechanisms }) => (mechanisms.length === 0 ? undefined : mechanisms.join(",")),
  },
  {
    name: "sts",
    does: "tells that the server is to be reached over TLS",
    spec: "sts",
    value: ({ sts }) => sts,
    mayBeRequested: false,
  },
  { name: "cap-notify", does: "CAP NEW and CAP DEL", spec: "capability-negotiation" },
  { name: "server-time", does: "`time`: when it happened", spec: "server-time", tags: timeTag },
  { name: "account-tag", does: "`account`: who did it", spec: "account-tag", tags: accountTag },
  {
    name: "draft/oper-tag",
    does: "`draft/oper`: an operator did it",
    spec: "oper-tag",
    tags: operTag,
  },
  {
    name: "draft/relaymsg",
    does: "RELAYMSG, and `draft/relaymsg` on what it says",
    spec: "proposal 417",
    tags: relayTag,
    value: ({ settings }) => settings.relaySeparators || undefined,
  },
  {
    // The last of those with tags: what clients say comes behind what the server does.
    name: "message-tags",
    does: "`msgid`, `bot`, client-only tags and TAGMSG",
    spec: "message-tags",
    tags: messageTags,
    tokens: ({ clientTagDeny }) =>
      clientTagDeny.length === 0 ? [] : [`CLIENTTAGDENY=${clientTagDeny.join(",")}`],
  },
  { name: "batch", does: "lines that belong together come as a batch", spec: "batch" },
  {
    name: "labeled-response",
    does: "`label`: which line is being answered",
    spec: "labeled-response",
    needs: "batch",
  },
  { name: "echo-message", does: "one's own messages come back", spec: "echo-message" },
  { name: "multi-prefix", does: "all status prefixes in NAMES, WHO and WHOIS", spec: "multi-prefix" },
  { name: "userhost-in-names", does: "full hostmasks in NAMES", spec: "userhost-in-names" },
  { name: "no-implicit-names", does: "JOIN is not followed by NAMES", spec: "no-implicit-names" },
  { name: "extended-join", does: "account and real name in JOIN", spec: "extended-join" },
  { name: "account-notify", does: "ACCOUNT: who logs in and out", spec: "account-notify" },
  { name: "away-notify", does: "AWAY: who goes away and comes back", spec: "away-notify" },
  { name: "chghost", does: "CHGHOST: who has another user name or host", spec: "chghost" },
  {
    name: "setname",
    does: "SETNAME: who has another real name",
    spec: "setname",
    tokens: ({ limits }) => [`NAMELEN=${limits.realnameLength}`],
  },
  { name: "invite-notify", does: "INVITE: whom others invite", spec: "invite-notify" },
  {
    name: "extended-monitor",
    does: "AWAY, ACCOUNT, CHGHOST and SETNAME of those one monitors",
    spec: "extended-monitor",
  },
  { name: "standard-replies", does: "any FAIL, WARN and NOTE", spec: "standard-replies" },
  {
    name: "draft/multiline",
    does: "messages of several lines, as a batch",
    spec: "multiline",
    needs: "batch",
    value: ({ settings: { limits } }) =>
      `max-bytes=${limits.multilineBytes},max-lines=${limits.multilineLines}`,
  },
  {
    name: "draft/chathistory",
    does: "CHATHISTORY: what was said, a page at a time; none of it is shown on joining",
    spec: "chathistory",
    value: whereHistoryIs,
    tokens: (settings) =>
      settings.history.lines === 0
        ? []
        : [`CHATHISTORY=${historyPage(settings)}`, "MSGREFTYPES=msgid,timestamp"],
  },
  {
    name: "draft/event-playback",
    does: "CHATHISTORY shows who came and went, topics, modes and reactions, too",
    spec: "chathistory",
    value: whereHistoryIs,
  },
  {
    name: "znc.in/playback",
    does: "what was said is asked for from `*playback`; none of it is shown on joining or coming back",
    spec: "module of ZNC",
    value: whereHistoryIs,
  },
  {
    name: "draft/search",
    does: "SEARCH: messages by their words, who said them, where and when",
    spec: "proposal 496",
    value: whereHistoryIs,
  },
  { name: "draft/channel-rename", does: "RENAME: a channel has another name", spec: "channel-rename" },
  {
    name: "draft/message-redaction",
    does: "REDACT: a message is taken back; without it nothing tells of that",
    spec: "message-redaction",
  },
  {
    name: "draft/message-edit",
    does: "EDIT: the text of a message is changed; without it a NOTICE may tell of that",
    spec: "proposal 425",
    needs: "message-tags",
    value: ({ settings: { history } }) => (history.edits && history.lines > 0 ? "" : undefined),
  },
  {
    name: "draft/metadata-2",
    does: "METADATA: what users and channels say of themselves, and who is told when that changes",
    spec: "metadata",
    needs: "batch",
    value: ({ settings: { metadata } }) => (metadata.keys === 0 ? undefined : metadataTokens(metadata)),
  },
  {
    name: "draft/read-marker",
    does: "MARKREAD: how far one has read, the same on all of one's devices",
    spec: "read-marker",
    value: ({ settings: { limits } }) => (limits.readMarkers === 0 ? undefined : ""),
  },
  {
    name: "draft/user-query",
    does: "USERQUERY: which conversations are open, the same on all of one's devices",
    spec: "proposal 569",
    value: ({ settings: { limits } }) => (limits.userQueries === 0 ? undefined : ""),
  },
  {
    name: "draft/extended-isupport",
    does: "ISUPPORT before registration, and 005 as a batch",
    spec: "extended-isupport",
  },
  {
    name: "draft/channel-flood-limits",
    does: "CHANLIMITS: how much one may say in a channel, and how many may join",
    spec: "proposal 589",
  },
  {
    name: "draft/persistence",
    does: "PERSISTENCE: whether one stays without a session",
    spec: "proposal 503",
  },
  { name: "draft/pre-away", does: "AWAY before registration", spec: "pre-away" },
  {
    name: "draft/whoami",
    does: "SETNAME among the welcome, with one's own hostmask",
    spec: "proposal 603",
    needs: "chghost",
  },
  { name: "draft/sasl-ir", does: "AUTHENTICATE with the first response", spec: "proposal 520" },
  {
    name: "draft/account-registration",
    does: "REGISTER and VERIFY: accounts are made here",
    spec: "account-registration",
    value: ({ registration }) => registration,
  },
] as const satisfies readonly Capability[];

function metadataTokens({ keys, subscriptions, valueLength }: MetadataSettings): string {
  const limits = { subs: subscriptions, keys, "value-bytes": valueLength, "key-bytes": METADATA_KEY_BYTES };
  return ["before-connect", ...Object.entries(limits).map(([name, limit]) => `max-${name}=${limit}`)].join(
    ",",
  );
}

/** The name of a capability. */
export type CapabilityName = (typeof capabilityTable)[number]["name"];

/** What a client may have asked for: a capability of the server, or one of a plugin. */
export type ClientCapability = CapabilityName | VendorCapability;

const rows: readonly Capability[] = capabilityTable;
const byName: ReadonlyMap<string, Capability> = new Map(rows.map((row) => [row.name, row]));

/** True if there is such a capability. */
export function isCapability(name: string): name is CapabilityName {
  return byName.has(name);
}

/** True if a capability is asked for, and so is the one it needs. */
export function isInForce(name: CapabilityName, capabilities: ReadonlySet<string>): boolean {
  const needs = byName.get(name)?.needs;
  return capabilities.has(name) && (needs === undefined || capabilities.has(needs));
}

/** The capabilities that add tags, in the order of the tags. */
export const taggingCapabilities: readonly Capability[] = rows.filter((row) => row.tags);
