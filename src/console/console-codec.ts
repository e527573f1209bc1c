import { expandSlash } from "../commands/slash.ts";
import type { Message } from "../protocol/message.ts";
import type { Codec, Speaker } from "../sessions/codec.ts";
import { changeWords, severalLinesWords } from "./change-words.ts";
import { readTyped } from "./console-input.ts";
import { comeInAsGuest, greet } from "./greeting.ts";
import { helpLines } from "./help.ts";
import { colours, noPaint, type Paint } from "./paint.ts";
import { replyForPeople } from "./reply-words.ts";
import { safeText } from "./safe-text.ts";

/** For a person at a terminal: typed lines in, words out, without colours until they are asked for. */
export const consoleCodec: Codec = codecWith(noPaint, "console");
const colouredCodec: Codec = codecWith(colours, "coloured console");

function codecWith(paint: Paint, name: string): Codec {
  return {
    name,
    change: (change) =>
      change.type === "message-sent" && change.lines
        ? severalLinesWords(change, paint)
        : changeWords(change, paint),
    reply: (reply, _server, nick) => replyForPeople(reply, nick, paint),
    say: (server, verb, params) => sayWords(server, verb, params, paint),
    read: (line, speaker) => read(line, speaker, paint),
    greet,
    answersPings: false,
  };
}

function read(line: string, speaker: Speaker, paint: Paint): Message | undefined {
  const typed = readTyped(line, speaker);
  if (typed === undefined) return undefined;
  const command = typeof typed === "string" ? "" : typed.command;
  if (command === "COLOUR" || command === "COLOR") return choosePaint(line, speaker);
  if (command === "HELP" && typeof typed !== "string" && typed.params.length === 0) {
    for (const help of helpLines) speaker.show(help);
    return undefined;
  }
  if (speaker.registration && !comesFirst.has(command)) comeInAsGuest(speaker);
  if (typeof typed !== "string") return expandSlash(typed, speaker);
  speaker.show(paint.error(`! ${typed}`));
  return undefined;
}

// What a person says before they are somebody; anything else makes them a guest.
const comesFirst: ReadonlySet<string> = new Set(["NICK", "PASS", "/QUIT"]);

function choosePaint(line: string, speaker: Speaker): undefined {
  const on = !/\boff\s*$/i.test(line);
  speaker.writeIn(on ? colouredCodec : consoleCodec);
  speaker.show(on ? colours.event("* Colours are on: /colour off ends them") : "* Colours are off");
}

function sayWords(server: string, verb: string, params: readonly string[], paint: Paint): string | undefined {
  const text = safeText(params.at(-1) ?? "");
  switch (verb) {
    case "PING":
    case "CAP":
      return undefined;
    case "ERROR":
      // Who quits without a word is sent "(Quit: )".
      return paint.error(`! ${text.replace(/: \)$/, ")")}`);
    case "FAIL":
      return paint.error(`! ${text}`);
    case "NOTICE": {
      const [target = ""] = params;
      const from = target.startsWith("#") ? paint.room(`[${safeText(target)}]`) : `-${server}-`;
      return `${from} ${text}`;
    }
    default:
      return `${verb} ${safeText(params.join(" "))}`;
  }
}
