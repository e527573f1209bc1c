import { type Soon, soon } from "../history/soon.ts";
import { type Reply, reply } from "../protocol/reply.ts";
import { stripFormatting } from "../protocol/text.ts";
import { type EditRequest, mayEdit } from "../world/access-edits.ts";
import type { MessageSent } from "../world/changes.ts";
import { isChannel } from "../world/place.ts";
import { isRefusal, named, optional } from "./args.ts";
import { defineCommand } from "./command.ts";
import { findMeant, type Meant, talkNow, targetNow } from "./meant-message.ts";
import { reveal } from "./reveal.ts";

/** Changes the text of a message: proposal 425 (message-edit). */
export const edit = defineCommand({
  name: "EDIT",
  when: "registered",
  args: [named("target"), optional(named("message id")), optional(named("text"))],
  tagArgs: ["draft/target-msgid", "draft/edit-text"],
  help: "Changes the text of a message of yours; the tags of the line say which, and to what.",
  cost: 2,
  // "To edit a message, a client MUST negotiate the draft/message-edit capability", and message-tags with it.
  negotiated: {
    capability: "draft/message-edit",
    refusal: reply("ERR_UNKNOWNCOMMAND", { command: "EDIT" }),
  },
  // What was said is no part of the world: the user's own node looks it up, and the rest is decided in the log.
  prepare(ctx, target, id = ""): Soon<EditRequest["said"] | Reply> {
    if (!isId.test(id)) return reply("FAIL_EDIT_NO_MESSAGE", { target });
    return soon(
      findMeant(ctx, target, id),
      (found) => editable(found) ?? reply("FAIL_EDIT_FORBIDDEN", { target, id }),
    );
  },
  run(ctx, target, id = "", text = "") {
    const { user, world, prepared: said } = ctx;
    const place = talkNow(world, user, target, said);
    if (!place) return ctx.reply(reply("FAIL_EDIT_FORBIDDEN", { target, id }));
    const verdict = mayEdit(world, user, { target, place, said, text });
    if (isRefusal(verdict)) return ctx.reply(verdict);
    if (isChannel(place)) reveal(ctx, place, user);
    const shown = isChannel(place) && place.has("S") ? stripFormatting(text) : text;
    ctx.commit({
      type: "message-edited",
      user: user.id,
      by: user.identity,
      from: said.from,
      target: targetNow(place, said),
      message: worded(said.message, shown, ctx.now),
      id: ctx.nextMessageId(),
      ...(verdict === "silenced" && { unseen: true }),
      at: ctx.now,
    });
  },
});

// What can be said back in a line.
const isId = /^[!-9;-~][!-~]{0,99}$/;

/** What decides; the words that were said enter no log a second time. */
function editable(meant: Meant | undefined): EditRequest["said"] | undefined {
  // Tags alone have no text.
  if (!meant || meant.message.verb === "TAGMSG") return undefined;
  const { text: _text, lines: _lines, ...message } = meant.message;
  return { ...meant.said, message };
}

/** The message with its new text; a line feed in it begins another line. */
function worded(message: EditRequest["said"]["message"], text: string, at: number): MessageSent {
  const lines = text.split("\n").map((line) => ({ text: line }));
  return { ...message, text, ...(lines.length > 1 && { lines }), editedAt: at };
}
