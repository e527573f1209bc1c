const units: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};
const shape = /^(?:\d{1,6}[smhdwy])+$/i;

/** How many ms `1d12h` or `2w` are; `undefined` for what is no length of time. */
export function durationOf(text: string): number | undefined {
  if (text.length > 40 || !shape.test(text)) return undefined;
  const parts = text.toLowerCase().matchAll(/(\d+)([a-z])/g);
  const ms = [...parts].reduce(
    (sum, [, count = "0", unit = ""]) => sum + Number(count) * (units[unit] ?? 0),
    0,
  );
  return ms > 0 ? ms : undefined;
}
