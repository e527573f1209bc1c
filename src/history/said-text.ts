import { isAction } from "../protocol/text.ts";
import type { Said } from "./said.ts";

const dayMs = 86_400_000;

/** A message as a plain line with its time in UTC: `[12:34:56] <bob> hi`. */
export function saidText({ at, nick, text, verb }: Said, now: number): string {
  const time = timeText(at, now);
  if (isAction(text)) return `[${time}] * ${nick} ${actionOf(text)}`;
  return verb === "NOTICE" ? `[${time}] -${nick}- ${text}` : `[${time}] <${nick}> ${text}`;
}

function actionOf(text: string): string {
  return text.slice("\x01ACTION ".length).replace(/\x01$/, "");
}

/** The time of day; with its day once that is not clear any more. */
function timeText(at: number, now: number): string {
  const text = new Date(at).toISOString().replace("T", " ");
  return now - at < dayMs ? text.slice(11, 19) : text.slice(0, 19);
}
