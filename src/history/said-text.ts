import { isAction } from "../protocol/text.ts";
import type { Said } from "./said.ts";

const dayMs = 86_400_000;

/** A message as plain lines with its time in UTC: `[12:34:56] <bob> hi`. */
export function saidLines({ message }: Said, now: number): readonly string[] {
  const { at, text } = message;
  const time = timeText(at, now);
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => `[${time}] ${spoken(message, line)}`);
}

function spoken({ verb, by }: Said["message"], line: string): string {
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
