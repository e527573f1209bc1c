import { isInForce } from "../caps/capabilities.ts";
import { tagsOf, withTag } from "../caps/event-tags.ts";
import type { MessageLine, MessageSent } from "../world/changes.ts";
import type { Occasion } from "./codec.ts";
import { spokenLine, taggedMessage } from "./irc-lines.ts";
import type { View } from "./profiles.ts";

/** multiline.md: a message of several lines as a batch, or line by line for who knows no such batch. */
export function multilineLines(change: MessageSent, view: View, occasion: Occasion): readonly string[] {
  return isInForce("draft/multiline", view.capabilities)
    ? asBatch(change, view, occasion)
    : asLines(change, view, occasion);
}

function asBatch(change: MessageSent, view: View, { at, batch }: Occasion): readonly string[] {
  const { by, target, lines = [] } = change;
  const tags = tagsOf(taggedMessage(change, at), view.tags);
  return [
    `${tags}:${by.prefix} BATCH +${batch} draft/multiline ${target.name}`,
    ...lines.map((line) => withTag(spokenLine(change, line.text), innerTags(batch, line))),
    `:${by.prefix} BATCH -${batch}`,
  ];
}

function innerTags(batch: string, { concat }: MessageLine): string {
  return concat ? `batch=${batch};draft/multiline-concat` : `batch=${batch}`;
}

/** "Fallback": no blank lines, and what belongs to the message as a whole stands on its first line alone. */
function asLines(change: MessageSent, view: View, { at }: Occasion): readonly string[] {
  const { by, lines = [] } = change;
  return lines
    .filter(({ text }) => text !== "")
    .map((line, index) => {
      const event = index === 0 ? taggedMessage(change, at) : { by, at };
      return tagsOf(event, view.tags) + spokenLine(change, line.text);
    });
}
