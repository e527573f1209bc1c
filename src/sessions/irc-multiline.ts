import { tagsOf, withTag } from "../caps/event-tags.ts";
import type { MessageLine, MessageSent } from "../world/changes.ts";
import type { Occasion } from "./codec.ts";
import { fitted } from "./irc-lines.ts";
import type { View } from "./profiles.ts";

/** multiline.md: a message of several lines as a batch, or line by line for who knows no such batch. */
export function multilineLines(change: MessageSent, view: View, occasion: Occasion): readonly string[] {
  const knowsBatch = view.capabilities.has("draft/multiline") && view.capabilities.has("batch");
  return knowsBatch ? asBatch(change, view, occasion) : asLines(change, view, occasion);
}

function asBatch(change: MessageSent, view: View, { at, batch }: Occasion): readonly string[] {
  const { by, target, id, tags: clientTags, lines = [] } = change;
  const tags = tagsOf({ by, at, id, clientTags }, view.tags);
  return [
    `${tags}:${by.prefix} BATCH +${batch} draft/multiline ${target.name}`,
    ...lines.map((line) => withTag(messageLine(change, line), innerTags(batch, line))),
    `:${by.prefix} BATCH -${batch}`,
  ];
}

function innerTags(batch: string, { concat }: MessageLine): string {
  return concat ? `batch=${batch};draft/multiline-concat` : `batch=${batch}`;
}

/** "Fallback": no blank lines, and what belongs to the message as a whole stands on its first line alone. */
function asLines(change: MessageSent, view: View, { at }: Occasion): readonly string[] {
  const { by, id, tags: clientTags, lines = [] } = change;
  return lines
    .filter(({ text }) => text !== "")
    .map((line, index) => {
      const whole = index === 0 ? { id, clientTags } : {};
      return tagsOf({ by, at, ...whole }, view.tags) + messageLine(change, line);
    });
}

function messageLine({ by, verb, target }: MessageSent, { text }: MessageLine): string {
  return fitted(`:${by.prefix} ${verb} ${target.name} :${text}`);
}
