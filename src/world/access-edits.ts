import { type Reply, reply } from "../protocol/reply.ts";
import { escapeTagValue } from "../protocol/tags.ts";
import { byteLength, hasCtcp, stripFormatting } from "../protocol/text.ts";
import { maySpeak } from "./access.ts";
import { isAuthor, isStillFound, mayReach, type RedactableSaid } from "./access-history.ts";
import type { MessageSent } from "./changes.ts";
import { isChannel, type Talk } from "./place.ts";
import { isAtLeast } from "./statuses.ts";
import type { User } from "./user.ts";
import type { World } from "./world.ts";

/** All of a message but its text, which is to be another. */
export type Unworded = Omit<MessageSent, "text" | "lines">;

/** A message whose text is to be another: where and how that is asked for. */
export interface EditRequest {
  /** As typed. */
  readonly target: string;
  readonly place: Talk;
  readonly said: RedactableSaid & { readonly message: Unworded };
  readonly text: string;
}

/**
 * May the user change what was said? Who said it may, in time, if they could say the new text there now. `silenced`:
 * the other one is not to be told.
 */
export function mayEdit(world: World, user: User, request: EditRequest): "heard" | "silenced" | Reply {
  const { place, said, target, text } = request;
  const { edits, editSeconds: seconds } = world.settings.history;
  const named = { target, id: said.id };
  const forbidden = reply("FAIL_EDIT_FORBIDDEN", named);
  // What may not be read any more is answered as another's message is.
  if (!edits || !isStillFound(world, place, user, said) || !isAuthor(user, said)) return forbidden;
  if (seconds > 0 && world.at > said.at + seconds * 1000)
    return reply("FAIL_EDIT_WINDOW_EXPIRED", { ...named, seconds: String(seconds) });
  if (!isSayable(world, target, text)) return reply("FAIL_EDIT_INVALID", named);
  return mayBeSaid(world, user, request) ?? forbidden;
}

/** Moderation holds as for the message itself. */
function mayBeSaid(
  world: World,
  user: User,
  { place, said: { message, target }, text }: EditRequest,
): "heard" | "silenced" | undefined {
  if (!isChannel(place)) {
    const verdict = mayReach(world, user, place, text);
    return verdict === "heard" || verdict === "silenced" ? verdict : undefined;
  }
  // A text of nothing but formatting is none where that is taken away.
  if (place.has("S") && stripFormatting(text).trim() === "" && text.trim() !== "") return undefined;
  const verdict = maySpeak(world, place, user, message.verb, text);
  if (verdict === "everyone") return "heard";
  const status = target.to === "channel" ? target.status : undefined;
  // +U: what operators alone were told may be changed for them.
  return verdict === "operators" && status !== undefined && isAtLeast(status, "o") ? "heard" : undefined;
}

// Of the 4094 bytes of tags a line may have, the others need some.
const mostTagBytes = 3500;
// RFC 1459 2.3, without CRLF.
const mostLineBytes = 510;

/** True for a text a PRIVMSG could have: in no more and no longer lines than there may be, and no request of a program. */
function isSayable({ settings: { limits } }: World, target: string, text: string): boolean {
  const lines = text.split("\n");
  const room = mostLineBytes - byteLength(`PRIVMSG ${target} :`);
  return (
    lines.some((line) => line !== "") &&
    !/[\r\0]/.test(text) &&
    !hasCtcp(text) &&
    lines.length <= limits.multilineLines &&
    byteLength(text) <= limits.multilineBytes &&
    byteLength(escapeTagValue(text)) <= mostTagBytes &&
    lines.every((line) => byteLength(line) <= room)
  );
}
