import type { Names } from "../protocol/names.ts";

// What services are called here and elsewhere: people send passwords to them.
const serviceNicks = [
  "NickServ",
  "ChanServ",
  "HostServ",
  "MemoServ",
  "BotServ",
  "OperServ",
  "AuthServ",
  "SaslServ",
  "HelpServ",
  "InfoServ",
  "GroupServ",
  "StatServ",
  "RootServ",
  "HistServ",
  "PlayServ",
  "Global",
  "Services",
] as const;

/** True for the nick of a service, and for what looks like one: it is nobody's. */
export function isServiceNick(names: Names, nick: string): boolean {
  // Nearly every nick is told by its length alone.
  if (nick.length < shortest || nick.length > longest * 2) return false;
  return known.has(stroked(names.fold(nick))) || known.has(stroked(names.skeleton(nick)));
}

// With i for l: whatever the case in which somebody writes it.
function stroked(folded: string): string {
  return folded.replaceAll("i", "l");
}

const known: ReadonlySet<string> = new Set(serviceNicks.map((nick) => stroked(nick.toLowerCase())));
const lengths = serviceNicks.map((nick) => nick.length);
const shortest = Math.min(...lengths);
const longest = Math.max(...lengths);
