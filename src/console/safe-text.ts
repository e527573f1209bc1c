import { stripControls, stripFormatting } from "../protocol/text.ts";

const DIRECTIONS = /[\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** Text of others as a terminal may show it: nothing in it moves the cursor, colours or turns lines around. */
export function safeText(text: string): string {
  return stripControls(stripFormatting(text)).replace(DIRECTIONS, "");
}
