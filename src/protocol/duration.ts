const units: ReadonlyMap<string, number> = new Map([
  ["s", 1],
  ["m", 60],
  ["h", 3600],
  ["d", 86_400],
  ["w", 604_800],
  ["y", 31_536_000],
]);

/** `1d12h`, `30m`, `90` (minutes, as operators have typed it for decades): in seconds; `undefined` for what is none. */
export function parseDuration(text: string): number | undefined {
  if (/^\d{1,9}$/.test(text)) return Number(text) * 60;
  if (!/^(?:\d{1,9}[smhdwy])+$/i.test(text)) return undefined;
  let seconds = 0;
  for (const [, count, unit = ""] of text.matchAll(/(\d+)([a-z])/gi))
    seconds += Number(count) * (units.get(unit.toLowerCase()) ?? 0);
  return seconds;
}

/** When something is over that holds for so many seconds; without them, or for 0, it has no end. Both times in ms. */
export function endOf(at: number, seconds: number | undefined): number | undefined {
  return seconds === undefined || seconds === 0 ? undefined : at + seconds * 1000;
}

/** The same in the first of these units that it is a whole number of: `30d`; `undefined` if there is none. */
export function formatInOneOf(letters: string, seconds: number): string | undefined {
  for (const letter of letters) {
    const count = seconds / (units.get(letter) ?? Number.NaN);
    if (Number.isInteger(count)) return `${count}${letter}`;
  }
  return undefined;
}

/** A length of time for people, in its two largest units: `1d12h`. */
export function formatDuration(seconds: number): string {
  let left = Math.max(0, Math.round(seconds));
  const parts: string[] = [];
  for (const [unit, length] of [...units].reverse()) {
    const count = Math.floor(left / length);
    if (count > 0 && parts.length < 2) parts.push(`${count}${unit}`);
    left -= count * length;
  }
  return parts.join("") || "0s";
}
