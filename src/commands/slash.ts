import type { Message } from "../protocol/message.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";

/** What a typed verb is completed from. */
export interface SlashScope {
  readonly world: World;
  readonly user: User | undefined;
  readonly currentRoom: string | undefined;
}

/** What a verb is expanded from besides its words. */
interface Typed extends SlashScope {
  /** The colon that IRC took from before the last word, if there was one: inside a text it is the text's. */
  readonly colon: ":" | "";
}

interface SlashVerb {
  /** How it is typed: shown to who typed it wrong. */
  readonly usage: string;
  /** How many words it cannot do without. */
  readonly needs: number;
  /** True if it is understood without its slash, too: clients send what they do not know as it is. */
  readonly bare: boolean;
  /** What it does, in a line, if no command of that name says so. */
  readonly does?: string;
  /** The command it means, with its parameters. */
  expand(words: readonly string[], typed: Typed): readonly [command: string, ...params: string[]];
}

/**
 * The message a typed verb means: `/join lobby` is JOIN #lobby, ME waves is a PRIVMSG to the current
 * room. A line of words becomes one text, as people type it; any other message stays what it is.
 * `line` is what the message was read from, if it was read as IRC.
 */
export function expandSlash(message: Message, scope: SlashScope, line = ""): Message {
  const { command } = message;
  const slashed = command.charCodeAt(0) === SLASH;
  const row = slashVerbs.get(slashed ? command.slice(1) : command);
  if (!slashed && !(row?.bare && understoodBare(message))) return message;
  if (!row) return { ...message, command: command.slice(1) };
  const [name, ...params] = row.expand(message.params, {
    ...scopeOf(scope),
    colon: lostColon(message, line),
  });
  return { ...message, command: name, params };
}

// RFC 2812 4.6: USERS with a parameter asks a server who is logged in on its machine.
function understoodBare({ command, params }: Message): boolean {
  return command !== "USERS" || params.length === 0;
}

// A speaker may be more than a scope, and its members getters: only what is needed is read.
function scopeOf({ world, user, currentRoom }: SlashScope): SlashScope {
  return { world, user, currentRoom };
}

function lostColon({ params }: Message, line: string): ":" | "" {
  const last = params.at(-1);
  return last !== undefined && line.endsWith(` :${last}`) ? ":" : "";
}

const SLASH = 0x2f;

/** What people type after a slash, where it is not the command itself. */
export const slashVerbs: ReadonlyMap<string, SlashVerb> = new Map<string, SlashVerb>([
  ["JOIN", verb("/join ROOM [KEY]", 1, ([names = "", ...keys]) => ["JOIN", rooms(names), ...keys])],
  ["LEAVE", bare("/leave [ROOM] [REASON]", 0, leave, "Leaves a room, the current one if none is named.")],
  ["PART", verb("/part [ROOM] [REASON]", 0, leave)],
  ["USERS", bare("/users [ROOM]", 0, ([names], scope) => users(names, scope))],
  ["NAMES", verb("/names [ROOM]", 0, ([names], scope) => users(names, scope))],
  ["ROOMS", bare("/rooms", 0, (words) => ["LIST", ...words], "Lists the rooms.")],
  ["MSG", bare("/msg NAME TEXT", 2, tell, "Says something to one person, or to a room.")],
  ["PRIVMSG", verb("/privmsg NAME TEXT", 2, tell)],
  [
    "NOTICE",
    verb("/notice NAME TEXT", 2, ([to, ...said], typed) => ["NOTICE", ...given(to), ...text(said, typed)]),
  ],
  ["ME", bare("/me TEXT", 1, act, "Says in the current room what you do.")],
  ["TOPIC", verb("/topic [ROOM] [TEXT]", 0, topic)],
  ["KICK", verb("/kick [ROOM] NAME [REASON]", 1, kick)],
  ["INVITE", verb("/invite NAME [ROOM]", 0, invite)],
  ["HISTORY", bare("/history [ROOM or NAME] [COUNT]", 0, history)],
  ["AWAY", verb("/away [TEXT]", 0, (said, typed) => ["AWAY", ...text(said, typed)])],
  ["QUIT", verb("/quit [TEXT]", 0, (said, typed) => ["QUIT", ...text(said, typed)])],
  [
    "KNOCK",
    verb("/knock ROOM [TEXT]", 1, ([name = "", ...said], typed) => [
      "KNOCK",
      rooms(name),
      ...text(said, typed),
    ]),
  ],
  [
    "KILL",
    verb("/kill NAME REASON", 2, ([nick, ...said], typed) => ["KILL", ...given(nick), ...text(said, typed)]),
  ],
  ["WALLOPS", verb("/wallops TEXT", 1, (said, typed) => ["WALLOPS", ...text(said, typed)])],
  ["GLOBOPS", verb("/globops TEXT", 1, (said, typed) => ["GLOBOPS", ...text(said, typed)])],
]);

function verb(usage: string, needs: number, expand: SlashVerb["expand"]): SlashVerb {
  return { usage, needs, bare: false, expand };
}

function bare(usage: string, needs: number, expand: SlashVerb["expand"], does?: string): SlashVerb {
  return { usage, needs, bare: true, expand, ...(does === undefined ? {} : { does }) };
}

function leave([names, ...reason]: readonly string[], typed: Typed): [string, ...string[]] {
  const left = names === undefined ? typed.currentRoom : rooms(names);
  return ["PART", ...given(left), ...(left === undefined ? [] : text(reason, typed))];
}

function users(names: string | undefined, { currentRoom }: SlashScope): [string, ...string[]] {
  if (names !== undefined) return ["NAMES", rooms(names)];
  // Without a room there is nobody to name: what RFC 2812 4.6 answers to USERS is left.
  return currentRoom === undefined ? ["USERS"] : ["NAMES", currentRoom];
}

function tell([to, ...said]: readonly string[], typed: Typed): [string, ...string[]] {
  return ["PRIVMSG", ...given(to), ...text(said, typed)];
}

function act(said: readonly string[], typed: Typed): [string, ...string[]] {
  const { currentRoom } = typed;
  const action = `\x01ACTION ${text(said, typed).join("")}\x01`;
  return ["PRIVMSG", ...(currentRoom === undefined ? [] : [currentRoom, action])];
}

function topic(words: readonly string[], typed: Typed): [string, ...string[]] {
  const [name, ...said] = inRoom(words, typed.currentRoom);
  return ["TOPIC", ...given(name), ...text(said, typed)];
}

function kick(words: readonly string[], typed: Typed): [string, ...string[]] {
  const [name, nick, ...reason] = inRoom(words, typed.currentRoom);
  return ["KICK", ...given(name), ...given(nick), ...text(reason, typed)];
}

function invite([nick, name]: readonly string[], { currentRoom }: SlashScope): [string, ...string[]] {
  if (nick === undefined) return ["INVITE"];
  return ["INVITE", nick, ...given(name === undefined ? currentRoom : rooms(name))];
}

function history([target, count]: readonly string[], scope: SlashScope): [string, ...string[]] {
  const { currentRoom } = scope;
  if (target === undefined) return ["HISTORY", ...given(currentRoom)];
  if (/^\d+$/.test(target) && count === undefined) {
    return ["HISTORY", ...(currentRoom === undefined ? [target] : [currentRoom, target])];
  }
  return ["HISTORY", isRoomOf(scope, target) ? `#${target}` : target, ...given(count)];
}

function isRoomOf({ user, world }: SlashScope, name: string): boolean {
  return !name.startsWith("#") && user?.channels.has(world.names.foldChannel(`#${name}`)) === true;
}

/** The words with the room they are about before them: the one they begin with, or the current one. */
function inRoom(words: readonly string[], currentRoom: string | undefined): readonly string[] {
  if (words[0]?.startsWith("#")) return words;
  return currentRoom === undefined ? [] : [currentRoom, ...words];
}

/** The rooms of a list, each with its `#`. "0" is what JOIN calls none. */
function rooms(names: string): string {
  if (names === "0") return names;
  const named = names.split(",").map((name) => (name === "" || name.startsWith("#") ? name : `#${name}`));
  return named.join(",");
}

/** One text of the words. A colon before the first of them only began it, as IRC writes it. */
function text(words: readonly string[], { colon }: Typed): readonly string[] {
  if (words.length < 2) return words;
  return [`${words.slice(0, -1).join(" ")} ${colon}${words.at(-1)}`];
}

function given(word: string | undefined): readonly string[] {
  return word === undefined ? [] : [word];
}
