import { Buffer } from "node:buffer";

/** How many bytes a text takes on the wire (UTF-8). */
export function byteLength(text: string): number {
  return Buffer.byteLength(text, "utf8");
}

/** The longest beginning of a text that fits into so many bytes, never ending inside a code point. */
export function cutToBytes(text: string, maxBytes: number): string {
  // A UTF-16 unit takes at most three bytes of UTF-8.
  if (text.length * 3 <= maxBytes) return text;
  if (text.length <= maxBytes && byteLength(text) <= maxBytes) return text;
  const bytes = Buffer.from(text.slice(0, Math.max(0, maxBytes) + 1), "utf8");
  let end = Math.min(bytes.length, Math.max(0, maxBytes));
  while (end > 0 && isContinuation(bytes[end])) end--;
  return bytes.toString("utf8", 0, end);
}

/** The same text in memory of its own: V8's slices would keep the whole string they were cut from. */
export function ownCopy(text: string): string {
  // Told apart because joining one two-byte string makes the whole of an outbox two bytes wide.
  const encoding = LATIN1.test(text) ? "latin1" : "utf16le";
  return Buffer.from(text, encoding).toString(encoding);
}

/** The text without NUL, CR and LF, which end a line wherever they stand. */
export function stripLineControls(text: string): string {
  return LINE_CONTROL.test(text) ? text.replace(LINE_CONTROLS, "") : text;
}

/** The text on one line: a blank stands for each NUL, CR and LF. */
export function onOneLine(text: string): string {
  return text.replaceAll(/[\0\r\n]/g, " ");
}

/** The text without any control character (C0, DEL, C1). */
export function stripControls(text: string): string {
  return CONTROL.test(text) ? text.replace(CONTROLS, "") : text;
}

/** Whether a text sets a colour (mIRC \x03 and \x04) or swaps them (\x16). */
export function hasColour(text: string): boolean {
  return COLOUR.test(text);
}

/** The text without mIRC formatting: colours, bold, italics, underline and the rest. */
export function stripFormatting(text: string): string {
  return FORMAT.test(text) ? text.replace(FORMATS, "") : text;
}

/** Whether a message's text is a CTCP request or answer. */
export function isCtcp(text: string): boolean {
  return text.charCodeAt(0) === 1;
}

/** Whether a message's text is a CTCP ACTION (`/me`), the one CTCP that is speech. */
export function isAction(text: string): boolean {
  return text.startsWith("\x01ACTION") && (text.length === 7 || text[7] === " " || text[7] === "\x01");
}

/** Whether any line of a message is a CTCP request or answer that is no speech. */
export function hasCtcp(text: string): boolean {
  return text.includes("\x01") && text.split("\n").some((line) => isCtcp(line) && !isAction(line));
}

const LATIN1 = /^[\0-\xff]*$/;
const LINE_CONTROL = /[\0\r\n]/;
const LINE_CONTROLS = /[\0\r\n]+/g;
const CONTROL = /[\0-\x1f\x7f-\x9f]/;
const CONTROLS = /[\0-\x1f\x7f-\x9f]+/g;
const COLOUR = /[\x03\x04\x16]/;
const FORMAT = /[\x02-\x04\x0f\x11\x16\x1d-\x1f]/;
// A background needs a foreground: "\x03,4" is a reset and then the text ",4".
const FORMATS =
  /\x03(?:\d{1,2}(?:,\d{1,2})?)?|\x04(?:[\da-f]{6}(?:,[\da-f]{6})?)?|[\x02\x0f\x11\x16\x1d-\x1f]/gi;

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

/** Words joined by a separator of one byte, on as few lines as they need, each at most so many bytes. */
export function joinedLines(words: Iterable<string>, room: number, separator = " "): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    if (line !== "" && byteLength(line) + 1 + byteLength(word) > room) {
      lines.push(line);
      line = "";
    }
    line += line === "" ? word : separator + word;
  }
  return line === "" ? lines : [...lines, line];
}

/** How many there are, in words: `1 ban`, `2 bans`. */
export function numberOf(count: number, one: string, several: string): string {
  return `${count} ${count === 1 ? one : several}`;
}
