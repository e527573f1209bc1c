import { type Message, parseTags } from "../protocol/message.ts";
import type { MessageLine } from "../world/changes.ts";
import { splitStatus } from "../world/statuses.ts";
import { spokenText } from "./folding.ts";
import type { Occasion } from "./occasion.ts";

/** A message of a client, by the name of its command in the table, with what may come with it. */
export interface Spoken {
  readonly message: Pick<Message, "command" | "params">;
  /** Client-only tags, as they stand in a line. */
  readonly tags?: string | undefined;
  /** The lines of a message that came as a batch; the text of the message is all of them. */
  readonly lines?: readonly MessageLine[] | undefined;
}

const nothing: readonly Occasion[] = [];

/** What there is to judge in a message: a word split over lines that go on is one in the whole text. */
export function occasionsOf({ message: { command, params }, tags, lines }: Spoken): readonly Occasion[] {
  const [first = "", second] = params;
  switch (command) {
    case "PRIVMSG":
    case "NOTICE":
      return said(first, [...spokenLines(second ?? "", lines), ...taggedTexts(tags)]);
    case "TAGMSG":
      return said(first, taggedTexts(tags));
    case "RELAYMSG":
      return said(first, [...spokenLines(params[2] ?? "", lines), ...taggedTexts(tags)]);
    case "EDIT":
      return said(first, spokenLines(params[2] ?? "", undefined));
    // Words with which something is done to a channel: everybody there reads them, or its operators.
    case "KICK":
    case "REDACT":
    case "RENAME":
      return params[2] === undefined ? nothing : said(first, [params[2]]);
    case "KNOCK":
      return second === undefined ? nothing : said(first, [second]);
    case "TOPIC":
      return second === undefined ? nothing : [one("topic", second, first)];
    case "PART":
      return second === undefined ? nothing : targets(first).map((target) => one("part", second, target));
    case "NICK":
      return [one("nick", first)];
    case "QUIT":
      return first === "" ? nothing : [one("quit", first)];
    case "SETNAME":
      return [one("realname", first)];
    case "AWAY":
      return first === "" ? nothing : [one("away", first)];
    default:
      return nothing;
  }
}

function one(what: Occasion["what"], text: string, target?: string): Occasion {
  return { what, texts: [text], ...(target !== undefined && placed(target)) };
}

function placed(target: string): Pick<Occasion, "target" | "channel"> {
  const channel = channelNamed(target);
  return { target, ...(channel !== undefined && { channel }) };
}

function said(list: string, texts: readonly string[]): readonly Occasion[] {
  if (texts.length === 0) return nothing;
  return targets(list).map((target) => {
    const place = placed(target);
    return { what: place.channel === undefined ? "private" : "message", texts, ...place };
  });
}

/** The channel a target names, as it is written; `@#room` is for some of those in it. */
export function channelNamed(target: string): string | undefined {
  // What nearly every target is.
  if (target.startsWith("#")) return target;
  const { rest } = splitStatus(target);
  return rest.startsWith("#") ? rest : undefined;
}

function targets(list: string): readonly string[] {
  return list.includes(",") ? [...new Set(list.split(","))].filter((target) => target !== "") : [list];
}

/** The whole, and of several lines each as it is shown. */
function spokenLines(text: string, lines: readonly MessageLine[] | undefined): readonly string[] {
  if (!lines && !text.includes("\n")) return [spokenText(text)];
  return [...new Set([text, ...text.split("\n")])].filter((shown) => shown !== "").map(spokenText);
}

// What a tag names is no text: another message, a channel, whether somebody types.
const naming: ReadonlySet<string> = new Set([
  ...["+reply", "+draft/reply", "+typing", "+draft/channel-context", "+draft/unreact"],
]);

/** What can be read in the tags of a client: reactions above all. */
function taggedTexts(tags: string | undefined): readonly string[] {
  if (!tags) return [];
  return [...parseTags(tags)].flatMap(([key, value]) => (value === "" || naming.has(key) ? [] : [value]));
}
