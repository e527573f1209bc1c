import type { ChannelKey } from "../protocol/names.ts";
import { stripFormatting } from "../protocol/text.ts";
import { utf8Fold } from "../protocol/unicode.ts";
import type { Json } from "../store/port/json.ts";
import type { MessageRow, NewMessage } from "../store/port/messages.ts";
import type { MessageSent } from "../world/changes.ts";
import type { Identity } from "../world/identity.ts";
import type { PastChange, PastEvent } from "../world/past.ts";
import type { World } from "../world/world.ts";
import type { Said } from "./said.ts";

/** Where something is read again: the channel as it is called now; a conversation has no name of its own. */
export type ShownIn = { readonly key: ChannelKey; readonly name: string } | undefined;

const kindOf = {
  "channel-modes-changed": "MODE",
  "channel-renamed": "RENAME",
  joined: "JOIN",
  kicked: "KICK",
  "nick-changed": "NICK",
  parted: "PART",
  quit: "QUIT",
  revealed: "JOIN",
  "topic-set": "TOPIC",
} as const satisfies Record<PastEvent["type"], string>;

/** The kinds of rows that are events of a channel. */
export const eventKinds: readonly string[] = [...new Set(Object.values(kindOf))];

/** The kind of a message; what goes to a status alone has its letter behind. */
export function messageKind(verb: string, status: string | undefined): string {
  return status === undefined ? verb : `${verb} ${status}`;
}

/** The row of something said or happened. */
export function rowOf(
  { names }: World,
  { change, id, seq, n, at }: Said,
  target: string,
  parties?: readonly string[],
): NewMessage {
  const { by } = change;
  return {
    ...{ id, seq, n, target, at, prefix: by.prefix },
    account: by.account === undefined ? undefined : names.fold(by.account),
    // What SEARCH is asked for; the nick as it was written stands in the prefix.
    nick: names.foldNick(by.nick),
    ...(change.type === "message-sent" ? messageColumns(change) : eventColumns(change)),
    ...(parties && { parties }),
  };
}

type Columns = Pick<NewMessage, "kind" | "text" | "folded" | "payload">;

/** The columns of a message that its text, or where it went, decides. */
export function messageColumns(message: MessageSent): Columns {
  const { verb, text, target } = message;
  const status = target.to === "channel" ? target.status : undefined;
  return {
    kind: messageKind(verb, status),
    text,
    ...(verb !== "TAGMSG" && { folded: searchable(text) }),
    payload: messagePayload(message),
  };
}

/** A text as it is searched, and what is searched for. */
export function searchable(text: string): string {
  return utf8Fold(stripFormatting(text));
}

/** What a message has beyond the columns of its row. */
export function messagePayload({ from, by, target, lines, tags, relayedBy, editedAt }: MessageSent): Json {
  return {
    from,
    ...marksOf(by),
    ...(target.to === "user" && { to: target.user, name: target.name }),
    ...(target.to === "channel" &&
      target.status !== undefined && { name: target.name, status: target.status }),
    ...(lines && { lines: lines.map(({ text, concat }) => (concat ? { text, concat } : { text })) }),
    ...(tags !== undefined && { tags }),
    ...(relayedBy !== undefined && { relayedBy }),
    ...(editedAt !== undefined && { editedAt }),
  };
}

// The account as its owner writes it, and what else of an identity is not in the prefix.
function marksOf({ account, bot, oper }: Identity): { readonly [name: string]: Json } {
  return { ...(account !== undefined && { account }), ...(bot && { bot }), ...(oper && { oper }) };
}

function eventColumns(event: PastEvent): Columns {
  const { by, ...rest } = event;
  const text = "reason" in event ? (event.reason ?? "") : "topic" in event ? event.topic.text : "";
  return { kind: kindOf[event.type], text, payload: { ...marksOf(by), event: plain(rest) } };
}

// Of a QUIT it matters that it was seen here, not where else.
const elsewhere: ReadonlySet<string> = new Set(["channels", "sessions"]);

function plain(event: Omit<PastEvent, "by">): Json {
  // The account of who was kicked stands in a row that goes with it.
  const { account: _, ...shown } = { account: undefined, ...event };
  return JSON.parse(JSON.stringify(shown, (name, value: Json) => (elsewhere.has(name) ? [] : value)));
}

/** What a row was made of, as it reads where it is shown; `undefined` if this program has not written it. */
export function saidFrom(row: MessageRow, shownIn: ShownIn): Said | undefined {
  const { id, seq, n, at, target } = row;
  const change = changeFrom(row, shownIn);
  return change && { change, id, seq, n, at, target };
}

interface KeptPayload {
  readonly from?: MessageSent["from"];
  readonly to?: MessageSent["from"];
  readonly name?: string;
  readonly status?: Extract<MessageSent["target"], { to: "channel" }>["status"];
  readonly account?: string;
  readonly bot?: boolean;
  readonly oper?: boolean;
  readonly tags?: string;
  readonly lines?: MessageSent["lines"];
  readonly relayedBy?: string;
  readonly editedAt?: number;
  readonly event?: PastEvent;
}

function changeFrom(row: MessageRow, shownIn: ShownIn): PastChange | undefined {
  // What the two functions above have written.
  const payload = row.payload as unknown as KeptPayload | null;
  if (typeof payload !== "object" || payload === null) return undefined;
  const by = identityFrom(row, payload);
  const { event, from } = payload;
  if (event) return shownIn && eventFrom(event, by, shownIn);
  const target = from === undefined ? undefined : targetFrom(payload, shownIn);
  if (from === undefined || !target) return undefined;
  const [verb = ""] = row.kind.split(" ");
  if (verb !== "PRIVMSG" && verb !== "NOTICE" && verb !== "TAGMSG") return undefined;
  const { tags, lines, relayedBy, editedAt } = payload;
  const { id, at, text } = row;
  return {
    ...{ type: "message-sent", verb, from, by, target, text, id, at },
    ...(lines && { lines }),
    ...(tags !== undefined && { tags }),
    ...(relayedBy !== undefined && { relayedBy }),
    ...(editedAt !== undefined && { editedAt }),
  };
}

function targetFrom({ to, name, status }: KeptPayload, shownIn: ShownIn): MessageSent["target"] | undefined {
  if (!shownIn) return to === undefined ? undefined : { to: "user", user: to, name: name ?? "*" };
  const prefixes = name?.slice(0, Math.max(name.indexOf("#"), 0)) ?? "";
  return { to: "channel", channel: shownIn.key, name: prefixes + shownIn.name, status };
}

function eventFrom(event: PastEvent, by: Identity, { key, name }: NonNullable<ShownIn>): PastEvent {
  const renamed = event.type === "nick-changed" || event.type === "quit" || event.type === "channel-renamed";
  // What was done before a channel was renamed reads as if it had always had its name: clients know no other.
  return { ...event, by, ...(!renamed && { channel: key, name }) } as PastEvent;
}

function identityFrom({ prefix }: MessageRow, { account, bot, oper }: KeptPayload): Identity {
  const [, nick = prefix, user = "", host = prefix] = /^([^!]*)!([^@]*)@(.*)$/.exec(prefix) ?? [];
  return { nick, user, host, account, bot: bot ?? false, oper: oper ?? false, prefix };
}
