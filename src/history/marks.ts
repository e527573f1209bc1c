import type { Mark } from "./page.ts";

// server-time.md: YYYY-MM-DDThh:mm:ss.sssZ.
const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** `msgid=x` or `timestamp=2019-01-04T14:33:26.123Z`; otherwise what is wrong with it. */
export function parseMark(text: string): Mark | "unknown type" | "no time" {
  const split = text.indexOf("=");
  const value = text.slice(split + 1);
  switch (text.slice(0, Math.max(split, 0))) {
    case "msgid":
      return { id: value };
    case "timestamp": {
      const at = parseTimestamp(value);
      return at === undefined ? "no time" : { at };
    }
    default:
      return "unknown type";
  }
}

/** The time behind `timestamp=`, in ms since 1970; `undefined` for what is no time of the calendar. */
export function parseTimestamp(text: string): number | undefined {
  if (!timestamp.test(text)) return undefined;
  const at = Date.parse(text);
  // A 30th of February is taken for a day in March.
  return Number.isNaN(at) || timestampOf(at) !== text ? undefined : at;
}

/** A time in ms since 1970, as it stands behind `timestamp=`. */
export function timestampOf(at: number): string {
  return new Date(at).toISOString();
}
