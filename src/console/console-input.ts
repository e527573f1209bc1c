import { type SlashScope, slashVerbs } from "../commands/slash.ts";
import { type Message, parseMessage } from "../protocol/message.ts";

/** A typed line as the message it means, or words for who typed something that means none. */
export function readTyped(line: string, scope: SlashScope): Message | string | undefined {
  if (line.trim() === "") return undefined;
  // "//" begins a text that begins with a slash.
  if (line.startsWith("//")) return saying(line.slice(1), scope);
  return line.startsWith("/") ? readCommand(line.slice(1).trim()) : saying(line, scope);
}

function saying(text: string, { currentRoom }: SlashScope): Message | string {
  if (currentRoom === undefined) return "You are in no room: /join ROOM, or /msg NAME TEXT";
  return messageOf("PRIVMSG", [currentRoom, text]);
}

function readCommand(typed: string): Message | string | undefined {
  const [verb = "", ...rest] = typed.split(" ");
  const known = slashVerbs.get(verb.toUpperCase());
  // Any other verb of IRC is written as IRC writes it.
  if (!known) return parseMessage(typed) ?? "A command follows the slash: /help lists them";
  const words = wordsOf(rest.join(" "));
  if (words.length < known.needs) return `Like this: ${known.usage}`;
  return messageOf(`/${verb.toUpperCase()}`, words);
}

/** Every space ends a word: joined again, a text is what was typed. */
function wordsOf(rest: string): readonly string[] {
  const trimmed = rest.trim();
  return trimmed === "" ? [] : trimmed.split(" ");
}

function messageOf(command: string, params: readonly string[]): Message {
  return { tags: undefined, source: undefined, command, params };
}
