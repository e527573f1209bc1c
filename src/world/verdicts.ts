import type { Reply } from "../protocol/reply.ts";
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
  /** What it says instead, or the parameter the mode has instead. */
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
  return `${change.type} ${placeOf(change) ?? ""}`;
}

/** What tells a mode with a parameter from the others that its line would set. */
export function modeSubject(
  { channel }: Pick<ChannelModesChanged, "channel">,
  { letter, param }: AppliedMode,
): string {
  return `mode ${channel} +${letter} ${param}`;
}

function placeOf(change: Change): string | undefined {
  // A line may put out several: each is another.
  if (change.type === "kicked") return `${change.channel} ${change.user}`;
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

/** The message that a change comes before, and is not made without: it shows who speaks, or opens the conversation. */
function announces(change: Change): string | undefined {
  if (change.type === "query-changed") return `message-sent ${change.user}`;
  return change.type === "revealed" ? `message-sent ${change.channel}` : undefined;
}

/** True if a change is not made, under these verdicts. */
export function isKept(change: Change, refused: (about: string) => boolean): boolean {
  const message = announces(change);
  if (message !== undefined) return refused(message);
  return isVetted(change) && refused(subjectOf(change));
}

// A line may go on to its other targets without these.
const oneOfMany: readonly string[] = ["message-sent", "joined", "parted", "kicked"];

/** The verdicts on one line, as its changes come to be made. */
export class Verdicts {
  readonly #verdicts: ReadonlyMap<string, Verdict>;
  readonly #refused = new Set<string>();

  constructor(verdicts: readonly Verdict[]) {
    this.#verdicts = new Map(verdicts.map((verdict) => [verdict.about, verdict]));
  }

  /** The change as it is to be made; `undefined`: not at all. Throws a LineRefused where the line ends with it. */
  on(change: Change, reply: (reply: Reply) => void): Change | undefined {
    const place = placeOf(change);
    const message = announces(change);
    if (message !== undefined && this.#verdicts.get(message)?.isRefused) return undefined;
    // What follows from a change that was not made is not made either.
    if (place !== undefined && this.#refused.has(place)) return undefined;
    const verdict = isVetted(change) ? this.#verdicts.get(subjectOf(change)) : undefined;
    if (!verdict || !isVetted(change))
      return change.type === "channel-modes-changed" ? this.#onModes(change, reply) : change;
    if (!verdict.isRefused) return verdict.text === undefined ? change : withText(change, verdict.text);
    if (verdict.reply) reply(verdict.reply);
    if (!oneOfMany.includes(change.type)) throw new LineRefused(change.type);
    if (place !== undefined) this.#refused.add(place);
    return undefined;
  }

  /** The modes that are left of it: the others are refused, each by itself. */
  #onModes(change: ChannelModesChanged, reply: (reply: Reply) => void): Change | undefined {
    const judged = change.modes.map((mode) => ({ mode, verdict: this.#onMode(change, mode) }));
    if (judged.every(({ verdict }) => !verdict)) return change;
    for (const { verdict } of judged) if (verdict?.reply) reply(verdict.reply);
    const modes = judged
      .filter(({ verdict }) => !verdict?.isRefused)
      .map(({ mode, verdict }) => (verdict ? { ...mode, param: verdict.text } : mode));
    return modes.length === 0 ? undefined : { ...change, modes };
  }

  #onMode(change: ChannelModesChanged, mode: AppliedMode): Verdict | undefined {
    return mode.sign === "+" ? this.#verdicts.get(modeSubject(change, mode)) : undefined;
  }
}
