import { tagsOf } from "../caps/event-tags.ts";
import { expandSlash } from "../commands/slash.ts";
import { parseMessage } from "../protocol/message.ts";
import { renderReply } from "../protocol/reply.ts";
import type { Change } from "../world/changes.ts";
import type { Codec, Occasion } from "./codec.ts";
import { fitted, lineOf, trailing } from "./irc-lines.ts";
import { multilineLines } from "./irc-multiline.ts";
import type { View } from "./profiles.ts";

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

function renderChange(
  change: Change,
  view: View,
  { at, batch }: Occasion,
): string | readonly string[] | undefined {
  if (change.type === "message-sent" && change.lines) return multilineLines(change, view, { at, batch });
  const line = lineOf(change, view);
  if (line === undefined || !("by" in change)) return line;
  const tags = tagsOf({ ...taggedBy(change), at }, view.tags);
  // Only of those who leave with their node there is a batch.
  if (change.type !== "quit" || !view.capabilities.has("batch")) return tags + line;
  return `@batch=${batch}${tags === "" ? " " : `;${tags.slice(1)}`}${line}`;
}

function taggedBy(change: Extract<Change, { by: unknown }>) {
  const { by } = change;
  return change.type === "message-sent"
    ? { by, id: change.id, clientTags: change.tags, relayedBy: change.relayedBy }
    : { by };
}

/** The last parameter always has its colon: old clients look for it. */
function formatSay(server: string, verb: string, params: readonly string[]): string {
  const middle = params.slice(0, -1).map((param) => ` ${param}`);
  const source = verb === "ERROR" || verb === "PING" ? "" : `:${server} `;
  return `${source}${verb}${middle.join("")}${trailing(params.at(-1))}`;
}
