import type { Channel } from "./channel.ts";

/** The modes of a channel with their parameters, in the order of their letters; `*` for those not to be shown. */
export function modesText(
  { flags, params }: Channel,
  isShown: (letter: string, value: string) => boolean,
): string {
  const sorted = [...params].sort(([one], [other]) => (one < other ? -1 : 1));
  const letters = flags + sorted.map(([letter]) => letter).join("");
  return [`+${letters}`, ...sorted.map(([letter, value]) => (isShown(letter, value) ? value : "*"))].join(
    " ",
  );
}
