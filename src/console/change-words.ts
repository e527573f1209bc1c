import { formatModeChanges } from "../protocol/mode-string.ts";
import { isAction, isCtcp } from "../protocol/text.ts";
import type { Announced, Change, MessageEdited, MessageSent, RedactedTarget } from "../world/changes.ts";
import type { Paint } from "./paint.ts";
import { safeText } from "./safe-text.ts";

/** A change as a person reads it: `[#lobby] <bob> hi`, `* alice joined #lobby`. */
export function changeWords(change: Change, paint: Paint): string | undefined {
  if (change.type === "message-sent")
    return change.verb === "TAGMSG" ? undefined : messageWords(change, paint);
  const event = eventWords(change);
  return event === undefined ? undefined : paint.event(`* ${safeText(event)}`);
}

/** A message of several lines as a person reads it: each line as if it had been said alone, without blank ones. */
export function severalLinesWords(change: MessageSent, paint: Paint): readonly string[] {
  const lines = change.text.split("\n").filter((line) => line !== "");
  return lines.map((text) => messageWords({ ...change, text }, paint));
}

function messageWords({ verb, by, target, text }: MessageSent, paint: Paint): string {
  const who = paint.nick(safeText(by.nick));
  const said = ctcpWords(text) ?? safeText(text);
  const place = safeText(target.name);
  if (target.to !== "channel")
    return `${who} -> ${target.to === "user" ? place : "everyone"}: ${actor(who, text)}${said}`;
  const room = paint.room(`[${place}]`);
  if (isAction(text)) return `${room} * ${who} ${said}`;
  return verb === "NOTICE" ? `${room} -${who}- ${said}` : `${room} <${who}> ${said}`;
}

function actor(who: string, text: string): string {
  return isAction(text) ? `* ${who} ` : "";
}

/** What stands inside a CTCP message: an action is its text, the rest is named. */
function ctcpWords(text: string): string | undefined {
  if (!isCtcp(text)) return undefined;
  const inside = safeText(text);
  return isAction(text) ? inside.slice("ACTION".length).trimStart() : `(CTCP ${inside})`;
}

function eventWords(change: Exclude<Change, MessageSent>): string | undefined {
  switch (change.type) {
    case "joined":
    case "revealed":
      return `${change.by.nick} joined ${change.name}`;
    case "parted":
      return `${change.by.nick} left ${change.name}${because(change.reason)}`;
    case "kicked":
      return `${change.by.nick} kicked ${change.nick} from ${change.name}${because(change.reason)}`;
    case "quit":
      return `${change.by.nick} left the network${because(change.reason)}`;
    case "killed":
      return `${change.by.nick} puts you off the network${because(change.reason)}`;
    case "nick-changed":
      return `${change.by.nick} is now called ${change.identity.nick}`;
    case "channel-renamed":
      return `${change.by.nick} renamed ${change.name} to ${change.next.name}${because(change.reason)}`;
    case "message-redacted": {
      const { by, author, target, reason } = change;
      return `${by.nick} took back a message of ${author}${whereSaid(target)}${because(reason)}`;
    }
    case "message-edited":
      return editWords(change);
    case "topic-set":
      if (change.topic.text === "") return `${change.by.nick} removed the topic of ${change.name}`;
      return `${change.by.nick} set the topic of ${change.name}: ${change.topic.text}`;
    case "channel-modes-changed":
      return `${change.by.nick} set ${formatModeChanges(change.modes)} in ${change.name}`;
    case "user-modes-changed":
      return `Your modes changed: ${formatModeChanges(change.modes.map((mode) => ({ ...mode, param: undefined })))}`;
    case "invited":
      return `${change.by.nick} invites ${change.nick} to ${change.name}`;
    case "announced":
      return announcementWords(change);
    default:
      return undefined;
  }
}

function editWords({ by, target, message: { text } }: MessageEdited): string {
  return `${by.nick} changed a message${whereSaid(target)}: ${text.replaceAll("\n", " / ")}`;
}

function whereSaid(target: RedactedTarget): string {
  return target.to === "channel" ? ` in ${target.name}` : "";
}

function announcementWords({ kind, by, text }: Announced): string {
  if (kind === "snotice") return `Notice of ${by.nick}: ${text}`;
  return `${by.nick} to ${kind === "wallops" ? "all with +w" : "all operators"}: ${text}`;
}

// Who quits without a word quits with "Quit: ".
function because(reason: string | undefined): string {
  return reason === undefined || reason === "" ? "" : ` (${reason.replace(/: $/, "")})`;
}
