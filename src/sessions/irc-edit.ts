import { isInForce } from "../caps/capabilities.ts";
import { tagsOf } from "../caps/event-tags.ts";
import type { MessageEdited } from "../world/changes.ts";
import type { Occasion } from "./codec.ts";
import { fitted } from "./irc-lines.ts";
import type { View } from "./profiles.ts";

/** message-edit: a message has another text; who knows no EDIT reads it in a NOTICE. */
export function editLines(change: MessageEdited, view: View, { at }: Occasion): readonly string[] {
  const { by, id, message, target } = change;
  if (!isInForce("draft/message-edit", view.capabilities)) return asNotices(change, view, at);
  const edits = { id: message.id, text: message.text };
  return [`${tagsOf({ by, at, id, edits }, view.tags)}:${by.prefix} EDIT ${target.name}`];
}

/** "Fallback": of the one who changed it, so that it is shown where they are spoken with, and ignored with them. */
function asNotices({ by, id, message, target }: MessageEdited, view: View, at: number): readonly string[] {
  const said = `edited a message from ${age(at - message.at)} ago: `;
  const lines = message.text.split("\n").filter((line) => line !== "");
  return lines.map((line, index) => {
    const tags = tagsOf(index === 0 ? { by, at, id } : { by, at }, view.tags);
    return tags + fitted(`:${by.prefix} NOTICE ${target.name} :${index === 0 ? said : ""}${line}`);
  });
}

const units = [
  { name: "day", ms: 86_400_000 },
  { name: "hour", ms: 3_600_000 },
  { name: "minute", ms: 60_000 },
  { name: "second", ms: 1000 },
] as const;

/** "It might be preferable to use relative time descriptions": `5 seconds`, in the largest unit there is one of. */
function age(ms: number): string {
  const unit = units.find((one) => ms >= one.ms) ?? { name: "second", ms: 1000 };
  const count = Math.floor(ms / unit.ms);
  return `${count} ${unit.name}${count === 1 ? "" : "s"}`;
}
