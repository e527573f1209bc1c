import { fixedReply, type Reply, reply } from "./reply.ts";
import { byteLength } from "./text.ts";

/** The 005 lines that advertise these tokens, in their order; `longestNick` in bytes is whom they are for at most. */
export function isupportReplies(tokens: readonly string[], longestNick: number): readonly Reply[] {
  const room = BYTES_BESIDE_NICK - longestNick;
  const lines: string[][] = [];
  let line: string[] = [];
  let length = 0;
  for (const token of tokens) {
    const needed = byteLength(token) + 1;
    if (line.length === 0 || line.length === MAX_TOKENS || length + needed > room) {
      line = [];
      length = 0;
      lines.push(line);
    }
    line.push(token);
    length += needed;
  }
  return lines.map((words) => fixedReply(reply("RPL_ISUPPORT", { tokens: words.join(" ") })));
}

/** A value as a token may carry it (Modern IRC, "RPL_ISUPPORT": space, backslash and "=" are escaped). */
export function escapeIsupportValue(value: string): string {
  return value.replace(/[ \\=]/g, (char) => `\\x${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Modern IRC: with the client and the text, 15 parameters. */
const MAX_TOKENS = 13;
/** What is left of 510 bytes after a server name of 63, the text and the fixed parts. */
const BYTES_BESIDE_NICK = 410;
