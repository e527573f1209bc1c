import { isInForce } from "../caps/capabilities.ts";
import type { TaggedEvent } from "../caps/event-tags.ts";
import { formatModeChanges } from "../protocol/mode-string.ts";
import { byteLength, cutToBytes } from "../protocol/text.ts";
import type { Change, Joined, MessageSent, MetadataSet, Revealed } from "../world/changes.ts";
import type { View } from "./profiles.ts";

// RFC 1459 2.3: 512 bytes with CRLF.
const maxLine = 510;

/** A change as a line of IRC, without its tags; `undefined` shows nothing to a client with these capabilities. */
export function lineOf(change: Change, { capabilities }: View): string | undefined {
  switch (change.type) {
    case "message-sent":
      return messageLine(change, capabilities);
    case "joined":
    case "revealed":
      return joinLine(change, capabilities.has("extended-join"));
    case "parted":
      return fitted(`:${change.by.prefix} PART ${change.name}${trailing(change.reason)}`);
    case "kicked":
      return fitted(`:${change.by.prefix} KICK ${change.name} ${change.nick} :${change.reason}`);
    case "quit":
      return fitted(`:${change.by.prefix} QUIT :${change.reason}`);
    case "killed":
      return fitted(`:${change.by.prefix} KILL ${change.nick} :${change.reason}`);
    case "nick-changed":
      return `:${change.by.prefix} NICK :${change.identity.nick}`;
    case "topic-set":
      return fitted(`:${change.by.prefix} TOPIC ${change.name} :${change.topic.text}`);
    case "channel-modes-changed":
      return fitted(`:${change.by.prefix} MODE ${change.name} ${formatModeChanges(change.modes)}`);
    case "user-modes-changed":
      // Only the categories of +s changed: 008 says it.
      if (change.modes.length === 0) return undefined;
      return `:${change.by.prefix} MODE ${change.by.nick} :${formatModeChanges(change.modes.map(withoutParam))}`;
    case "invited":
      return `:${change.by.prefix} INVITE ${change.nick} ${change.name}`;
    case "silence-changed":
      return fitted(`:${change.by.prefix} SILENCE ${change.sign}${change.mask}`);
    case "announced":
      return fitted(announcementLine(change));
    default:
      return negotiatedLine(change, capabilities);
  }
}

/** What only those are shown who asked for it. */
function negotiatedLine(change: Change, capabilities: View["capabilities"]): string | undefined {
  switch (change.type) {
    case "account-changed":
      if (!capabilities.has("account-notify")) return undefined;
      return `:${change.by.prefix} ACCOUNT ${change.identity.account ?? "*"}`;
    case "away-changed":
      if (!capabilities.has("away-notify")) return undefined;
      return fitted(`:${change.by.prefix} AWAY${trailing(change.text)}`);
    case "host-changed": {
      const { user, host } = change.identity;
      return capabilities.has("chghost") ? `:${change.by.prefix} CHGHOST ${user} ${host}` : undefined;
    }
    case "realname-changed":
      if (!capabilities.has("setname")) return undefined;
      return fitted(`:${change.by.prefix} SETNAME :${change.realname}`);
    case "channel-renamed":
      if (!capabilities.has("draft/channel-rename")) return undefined;
      return fitted(`:${change.by.prefix} RENAME ${change.name} ${change.next.name} :${change.reason}`);
    case "metadata-set":
      return isInForce("draft/metadata-2", capabilities) ? metadataLine(change) : undefined;
    case "message-redacted": {
      // message-redaction.md: "MUST not forward this REDACT to target recipients that have not negotiated".
      if (!capabilities.has("draft/message-redaction")) return undefined;
      const { by, target, id, reason } = change;
      return fitted(`:${by.prefix} REDACT ${target.name} ${id}${trailing(reason)}`);
    }
    default:
      return undefined;
  }
}

/** metadata.md has no word for a key that is gone: it comes without a value, since the empty text is one. */
function metadataLine({ by, target, key, visibility, value }: MetadataSet): string {
  return fitted(`:${by.prefix} METADATA ${target.name} ${key} ${visibility}${trailing(value)}`);
}

function messageLine(change: MessageSent, capabilities: View["capabilities"]): string | undefined {
  const { by, verb, target, text } = change;
  if (verb !== "TAGMSG") return spokenLine(change, text);
  // message-tags.md: never to clients that have not negotiated the tags.
  return capabilities.has("message-tags") ? `:${by.prefix} TAGMSG ${target.name}` : undefined;
}

/** A line of what is said with PRIVMSG or NOTICE. */
export function spokenLine({ by, verb, target }: MessageSent, text: string): string {
  return fitted(`:${by.prefix} ${verb} ${target.name} :${text}`);
}

/** What the tags of a message's line say, or of its first. */
export function taggedMessage(change: MessageSent, at: number): TaggedEvent {
  return { by: change.by, at, id: change.id, clientTags: change.tags, relayedBy: change.relayedBy };
}

function joinLine({ by, name, realname }: Joined | Revealed, isExtended: boolean): string {
  if (!isExtended) return `:${by.prefix} JOIN ${name}`;
  return fitted(`:${by.prefix} JOIN ${name} ${by.account ?? "*"} :${realname}`);
}

function announcementLine(change: Extract<Change, { type: "announced" }>): string {
  if (change.kind === "wallops") return `:${change.by.prefix} WALLOPS :${change.text}`;
  const label = change.kind === "globops" ? "*** Global -- " : "*** ";
  return `:${change.by.prefix} NOTICE * :${label}${change.text}`;
}

function withoutParam(mode: { readonly sign: "+" | "-"; readonly letter: string }) {
  return { ...mode, param: undefined };
}

/** A last parameter with its colon. */
export function trailing(text: string | undefined): string {
  return text === undefined ? "" : ` :${text}`;
}

/** The line, cut at a code point where it is longer than one may be. */
export function fitted(line: string): string {
  return line.length * 3 <= maxLine || byteLength(line) <= maxLine ? line : cutToBytes(line, maxLine);
}
