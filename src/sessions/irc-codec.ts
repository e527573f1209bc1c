import { type TaggedEvent, tagsOf, withTag } from "../caps/event-tags.ts";
import { expandSlash } from "../commands/slash.ts";
import { parseMessage } from "../protocol/message.ts";
import { renderReply } from "../protocol/reply.ts";
import type { Change } from "../world/changes.ts";
import type { Codec, Occasion } from "./codec.ts";
import { editLines } from "./irc-edit.ts";
import { fitted, lineOf, taggedMessage, trailing } from "./irc-lines.ts";
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
  occasion: Occasion,
): string | readonly string[] | undefined {
  if (change.type === "message-sent" && change.lines) return multilineLines(change, view, occasion);
  if (change.type === "message-edited") return editLines(change, view, occasion);
  const line = lineOf(change, view);
  if (line === undefined) return undefined;
  const tagged =
    view.tags.length > 0 && "by" in change ? tagsOf(eventOf(change, occasion.at), view.tags) + line : line;
  // Only of those who leave with their node there is a batch.
  const isInBatch = change.type === "quit" && view.capabilities.has("batch");
  return isInBatch ? withTag(tagged, `batch=${occasion.batch}`) : tagged;
}

function eventOf(change: Extract<Change, { by: unknown }>, at: number): TaggedEvent {
  return change.type === "message-sent" ? taggedMessage(change, at) : { by: change.by, at };
}

/** The last parameter always has its colon: old clients look for it. */
function formatSay(server: string, verb: string, params: readonly string[]): string {
  const middle = params.slice(0, -1).map((param) => ` ${param}`);
  const source = verb === "ERROR" || verb === "PING" ? "" : `:${server} `;
  return `${source}${verb}${middle.join("")}${trailing(params.at(-1))}`;
}
