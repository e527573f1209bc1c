import { type Reply, reply } from "../protocol/reply.ts";
import type { AppliedMode, Change, ChannelModesChanged, MessageSent } from "./changes.ts";

/** The changes that a client's line may be kept from, or that may be altered, before it enters the log. */
export const vettedTypes = [
  "message-sent",
  "message-edited",
  "joined",
  "parted",
  "kicked",
  "topic-set",
  "nick-changed",
  "channel-modes-changed",
  "user-modes-changed",
  "channel-renamed",
  "invited",
  "knocked",
  "away-changed",
  "realname-changed",
  "host-changed",
  "metadata-set",
  "message-redacted",
] as const satisfies readonly Change["type"][];

/** One of them. */
export type VettedType = (typeof vettedTypes)[number];

/** A change of one of these types. */
export type VettedChange = Extract<Change, { readonly type: VettedType }>;

/** What was decided at home about a change that a line proposes. Plain JSON: it enters the log with the line. */
export interface Verdict {
  /** Which change it is about: its `subjectOf`; or which mode of it: its `modeSubject`. */
  readonly about: string;
  /** The change is not made; left out: it is. */
  readonly isRefused?: true;
  /** What the client reads of that; a NOTICE is never answered. */
  readonly reply?: Reply;
  /** What it says instead, or the parameter the mode has instead; with neither it goes as it is: it was looked at. */
  readonly text?: string;
}

/** A change that was refused where the rest of its line has no sense without it. */
export class LineRefused extends Error {}

/** True for changes of which there may be a verdict. */
export function isVetted(change: Change): change is VettedChange {
  return (vettedTypes as readonly string[]).includes(change.type);
}

/** What tells a change from the others of its line: its type, and what it is about. */
export function subjectOf(change: VettedChange): string {
  // What is said to all of a channel, and to some of it, are two messages.
  const isToChannel = change.type === "message-sent" && change.target.to === "channel";
  return `${change.type} ${isToChannel ? change.target.name : (placeOf(change) ?? "")}`;
}

/** Changes about somebody, or a place, that a line finds by name: another may bear it when it comes to be made. */
const byName: ReadonlySet<Change["type"]> = new Set(["message-sent", "kicked", "invited"]);

/** True for changes of which it is told, too, that they may be made: all others of their kind in the line may not. */
export function isByName(change: Change): boolean {
  return byName.has(change.type);
}

/** What tells a mode with a parameter from the others that its line would set. */
export function modeSubject(
  { channel }: Pick<ChannelModesChanged, "channel">,
  { letter, param }: AppliedMode,
): string {
  return `mode ${channel} +${letter} ${param}`;
}

/** What tells a status that a line gives to, or takes from, somebody it finds by name. */
export function statusSubject(
  { channel }: Pick<ChannelModesChanged, "channel">,
  { sign, letter, user }: AppliedMode,
): string {
  return `status ${channel} ${sign}${letter} ${user}`;
}

function placeOf(change: Change): string | undefined {
  // A line may put out several: each is another.
  if (change.type === "kicked" || change.type === "invited") return `${change.channel} ${change.user}`;
  if ("channel" in change) return change.channel;
  if (!("target" in change)) return "user" in change ? change.user : undefined;
  const { target } = change;
  if (typeof target === "string") return target;
  if ("channel" in target) return target.channel;
  return "user" in target ? target.user : target.name;
}

/** The change with another text; as it is where it has none. */
export function withText(change: VettedChange, text: string): VettedChange {
  switch (change.type) {
    case "message-edited":
      return { ...change, message: withMessageText(change.message, text) };
    case "message-sent":
      return withMessageText(change, text);
    case "topic-set":
      return { ...change, topic: { ...change.topic, text } };
    case "parted":
    case "kicked":
    case "channel-renamed":
    case "message-redacted":
      return { ...change, reason: text };
    case "away-changed":
      return { ...change, text };
    case "realname-changed":
      return { ...change, realname: text };
    case "metadata-set":
      return { ...change, value: text };
    default:
      return change;
  }
}

function withMessageText(message: MessageSent, text: string): MessageSent {
  return {
    ...message,
    text,
    ...(message.lines && { lines: text.split("\n").map((line) => ({ text: line })) }),
  };
}

/** The text of a change that may be altered. */
export function textOf(change: VettedChange): string | undefined {
  switch (change.type) {
    case "message-sent":
    case "away-changed":
      return change.text;
    case "message-edited":
      return change.message.text;
    case "topic-set":
      return change.topic.text;
    case "parted":
    case "kicked":
    case "channel-renamed":
    case "message-redacted":
      return change.reason;
    case "realname-changed":
      return change.realname;
    case "metadata-set":
      return change.value;
    default:
      return undefined;
  }
}

/** The subject of the message that a change comes before, and is not made without: it shows who speaks, or opens the conversation. */
function announced(change: Change): string | undefined {
  if (change.type === "query-changed") return `message-sent ${change.user}`;
  return change.type === "revealed" ? wordsIn(change.channel) : undefined;
}

/** Whatever a line says in a channel, to all or to some. */
function wordsIn(channel: string): string {
  return `words-in ${channel}`;
}

/** The verdicts on what a line proposes, with those that follow: where nothing is said nobody is shown. */
export function withSilence(proposed: readonly Change[], verdicts: readonly Verdict[]): readonly Verdict[] {
  const refused = refusedIn(verdicts);
  const words = proposed.flatMap((change) =>
    change.type === "message-sent" && change.target.to === "channel"
      ? [{ channel: change.target.channel, isRefused: refused.has(subjectOf(change)) }]
      : [],
  );
  const channels = new Set(words.filter(({ isRefused }) => isRefused).map(({ channel }) => channel));
  for (const { channel, isRefused } of words) if (!isRefused) channels.delete(channel);
  return [
    ...verdicts,
    ...[...channels].map((channel) => ({ about: wordsIn(channel), isRefused: true }) as const),
  ];
}

/** True if nothing is left of what a line proposes. */
export function refuseAll(proposed: readonly Change[], verdicts: readonly Verdict[]): boolean {
  const refused = refusedIn(verdicts);
  return proposed.every((change) => {
    const about = announced(change) ?? (isVetted(change) ? subjectOf(change) : undefined);
    return about !== undefined && refused.has(about);
  });
}

function refusedIn(verdicts: readonly Verdict[]): ReadonlySet<string> {
  return new Set(verdicts.flatMap(({ about, isRefused }) => (isRefused ? [about] : [])));
}

// A line may go on to its other targets without these.
const oneOfMany: readonly string[] = ["message-sent", "joined", "parted", "kicked"];

/** The verdicts on one line, as its changes come to be made. */
export class Verdicts {
  readonly #verdicts: ReadonlyMap<string, Verdict>;
  /** Of which kinds of changes found by name there are any. */
  readonly #judged: ReadonlySet<string>;
  readonly #refused = new Set<string>();

  constructor(verdicts: readonly Verdict[]) {
    this.#verdicts = new Map(verdicts.map((verdict) => [verdict.about, verdict]));
    this.#judged = new Set(verdicts.map(({ about }) => about.slice(0, about.indexOf(" "))));
  }

  /** The change as it is to be made; `undefined`: not at all. Throws a LineRefused where the line ends with it. */
  on(change: Change, answer: (reply: Reply) => void): Change | undefined {
    const message = announced(change);
    if (message !== undefined && this.#isSilent(change, message)) return undefined;
    const place = placeOf(change);
    // What follows from a change that was not made is not made either.
    if (place !== undefined && this.#refused.has(place)) return undefined;
    const verdict = isVetted(change) ? this.#verdictOn(change) : undefined;
    if (!verdict || !isVetted(change))
      return change.type === "channel-modes-changed" ? this.#onModes(change, answer) : change;
    if (!verdict.isRefused) return verdict.text === undefined ? change : withText(change, verdict.text);
    if (verdict.reply) answer(verdict.reply);
    if (!oneOfMany.includes(change.type)) throw new LineRefused(change.type);
    // Of a channel that nobody speaks to, some may be spoken to.
    if (place !== undefined && change.type !== "message-sent") this.#refused.add(place);
    return undefined;
  }

  #isSilent({ type }: Change, message: string): boolean {
    if (this.#verdicts.get(message)?.isRefused) return true;
    return type === "query-changed" && this.#judged.has("message-sent") && !this.#verdicts.has(message);
  }

  /** Whom nobody was asked about bears a name now that was another's then. */
  #verdictOn(change: VettedChange): Verdict | undefined {
    const about = subjectOf(change);
    const verdict = this.#verdicts.get(about);
    if (verdict || !isByName(change) || !this.#judged.has(change.type)) return verdict;
    return { about, isRefused: true, ...namesNobody(change) };
  }

  /** The modes that are left of it: the others are refused, each by itself. */
  #onModes(change: ChannelModesChanged, answer: (reply: Reply) => void): Change | undefined {
    const judged = change.modes.map((mode) => ({ mode, verdict: this.#onMode(change, mode) }));
    if (judged.every(({ verdict }) => !verdict)) return change;
    for (const { verdict } of judged) if (verdict?.reply) answer(verdict.reply);
    const modes = judged
      .filter(({ verdict }) => !verdict?.isRefused)
      .map(({ mode, verdict }) => (verdict?.text === undefined ? mode : { ...mode, param: verdict.text }));
    return modes.length === 0 ? undefined : { ...change, modes };
  }

  #onMode(change: ChannelModesChanged, mode: AppliedMode): Verdict | undefined {
    if (mode.user !== undefined) return this.#onStatus(change, mode);
    return mode.sign === "+" ? this.#verdicts.get(modeSubject(change, mode)) : undefined;
  }

  #onStatus(change: ChannelModesChanged, mode: AppliedMode): Verdict | undefined {
    const about = statusSubject(change, mode);
    if (this.#verdicts.has(about) || !this.#judged.has("status")) return undefined;
    return { about, isRefused: true, reply: reply("ERR_NOSUCHNICK", { nick: mode.param ?? "" }) };
  }
}

/** What is answered where a name is another's by now: there is nobody of that name whom it was meant for. */
function namesNobody(change: VettedChange): Pick<Verdict, "reply"> {
  if (change.type === "kicked" || change.type === "invited")
    return { reply: reply("ERR_NOSUCHNICK", { nick: change.nick }) };
  // RFC 2812 3.3.2: a NOTICE is never answered; nor are tags alone.
  if (change.type !== "message-sent" || change.verb !== "PRIVMSG") return {};
  const { target } = change;
  return {
    reply:
      target.to === "channel"
        ? reply("ERR_NOSUCHCHANNEL", { channel: target.name })
        : reply("ERR_NOSUCHNICK", { nick: target.name }),
  };
}
