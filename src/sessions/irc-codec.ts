import { expandSlash } from "../commands/slash.ts";
import { parseMessage } from "../protocol/message.ts";
import { formatModeChanges } from "../protocol/mode-string.ts";
import { renderReply } from "../protocol/reply.ts";
import { byteLength, cutToBytes } from "../protocol/text.ts";
import type { Change } from "../world/changes.ts";
import type { Codec } from "./codec.ts";

// RFC 1459 2.3: 512 bytes with CRLF.
const maxLine = 510;

/** IRC as clients speak it. */
export const ircCodec: Codec = {
  name: "irc",
  change: renderChange,
  reply: renderReply,
  say: (server, verb, params) => fitted(formatSay(server, verb, params)),
  read(line, speaker) {
    const message = parseMessage(line);
    return message && expandSlash(message, speaker, line);
  },
  answersPings: true,
};

function renderChange(change: Change): string | undefined {
  switch (change.type) {
    case "message-sent":
      return fitted(`:${change.by.prefix} ${change.verb} ${change.target.name} :${change.text}`);
    case "joined":
    case "revealed":
      return `:${change.by.prefix} JOIN ${change.name}`;
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
      return fitted(renderAnnouncement(change));
    default:
      return undefined;
  }
}

function renderAnnouncement(change: Extract<Change, { type: "announced" }>): string {
  if (change.kind === "wallops") return `:${change.by.prefix} WALLOPS :${change.text}`;
  const label = change.kind === "globops" ? "*** Global -- " : "*** ";
  return `:${change.by.prefix} NOTICE * :${label}${change.text}`;
}

function withoutParam(mode: { readonly sign: "+" | "-"; readonly letter: string }) {
  return { ...mode, param: undefined };
}

function trailing(text: string | undefined): string {
  return text === undefined ? "" : ` :${text}`;
}

/** The last parameter always has its colon: old clients look for it. */
function formatSay(server: string, verb: string, params: readonly string[]): string {
  const middle = params.slice(0, -1).map((param) => ` ${param}`);
  const source = verb === "ERROR" || verb === "PING" ? "" : `:${server} `;
  return `${source}${verb}${middle.join("")}${trailing(params.at(-1))}`;
}

function fitted(line: string): string {
  return line.length * 3 <= maxLine || byteLength(line) <= maxLine ? line : cutToBytes(line, maxLine);
}
