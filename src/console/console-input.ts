import { expandSlash, type SlashScope, slashVerbs } from "../commands/slash.ts";
import { type Message, parseMessage } from "../protocol/message.ts";

/** A typed line as the message it means, or words for who typed something that means none. */
export function readTyped(line: string, scope: SlashScope): Message | string | undefined {
  if (line.trim() === "") return undefined;
  // "//" begins a text that begins with a slash.
  if (line.startsWith("//")) return saying(line.slice(1), scope);
  return line.startsWith("/") ? readCommand(line.slice(1).trim(), scope) : saying(line, scope);
}

const inNoRoom = "You are in no room: /join ROOM, or /msg NAME TEXT";

function saying(text: string, { currentRoom }: SlashScope): Message | string {
  if (currentRoom === undefined) return inNoRoom;
  return messageOf("PRIVMSG", [currentRoom, text]);
}

function readCommand(typed: string, scope: SlashScope): Message | string | undefined {
  const [verb = "", ...rest] = typed.split(" ");
  const known = slashVerbs.get(verb.toUpperCase());
  // Any other verb of IRC is written as IRC writes it.
  if (!known) return parseMessage(typed) ?? "A command follows the slash: /help lists them";
  const words = wordsOf(rest.join(" "));
  if (words.length < known.needs) return `Like this: ${known.usage}`;
  const message = messageOf(`/${verb.toUpperCase()}`, words);
  return wantsRoom(message, scope) ? inNoRoom : message;
}

/** True if the line is about the current room and there is none: with one it would mean something else. */
function wantsRoom(message: Message, scope: SlashScope): boolean {
  if (scope.currentRoom !== undefined) return false;
  const { world, user } = scope;
  const here = expandSlash(message, scope);
  const there = expandSlash(message, { world, user, currentRoom: "#room" });
  return here.command !== there.command || here.params.length !== there.params.length;
}

/** Every space ends a word: joined again, a text is what was typed. */
function wordsOf(rest: string): readonly string[] {
  const trimmed = rest.trim();
  return trimmed === "" ? [] : trimmed.split(" ");
}

function messageOf(command: string, params: readonly string[]): Message {
  return { tags: undefined, source: undefined, command, params };
}
