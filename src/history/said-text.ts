import { isAction } from "../protocol/text.ts";
import type { MessageSent } from "../world/changes.ts";
import type { PastChange } from "../world/past.ts";

const dayMs = 86_400_000;

/** A message as plain lines with its time in UTC: `[12:34:56] <bob> hi`; an event has none. */
export function saidLines(change: PastChange, now: number): readonly string[] {
  if (change.type !== "message-sent" || change.verb === "TAGMSG") return [];
  const time = timeText(change.at, now);
  // message-edit: "Edited messages SHOULD be clearly marked as such".
  const mark = change.editedAt === undefined ? "" : " (edited)";
  return change.text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => `[${time}] ${spoken(change, line)}${mark}`);
}

function spoken({ verb, by }: MessageSent, line: string): string {
  if (isAction(line)) return `* ${by.nick} ${actionOf(line)}`;
  return verb === "NOTICE" ? `-${by.nick}- ${line}` : `<${by.nick}> ${line}`;
}

function actionOf(text: string): string {
  return text.slice("\x01ACTION ".length).replace(/\x01$/, "");
}

/** The time of day; with its day once that is not clear any more. */
function timeText(at: number, now: number): string {
  const text = new Date(at).toISOString().replace("T", " ");
  return now - at < dayMs ? text.slice(11, 19) : text.slice(0, 19);
}
