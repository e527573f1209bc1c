import { type Reply, replyWords } from "../protocol/reply.ts";
import type { Paint } from "./paint.ts";
import { safeText } from "./safe-text.ts";

/** A numeric as a person reads it; `undefined` for one that only programs need. */
export function replyForPeople(reply: Reply, nick: string, paint: Paint): string | undefined {
  if (reply.numeric.startsWith("ERR_")) return paint.error(`! ${safeText(replyWords(reply))}`);
  const words = wordings[reply.numeric];
  if (words === null) return undefined;
  return safeText(words?.(fieldsOf(reply, nick)) ?? replyWords(reply));
}

type Field = (name: string) => string;

function fieldsOf({ fields }: Reply, nick: string): Field {
  return (name) => (name === "you" ? nick : String(fields[name] ?? ""));
}

const theLine = (of: Field) => of("line");
const time = (of: Field, name: string) =>
  new Date(Number(of(name)) * 1000).toISOString().slice(0, 16).replace("T", " ");

/** What reads better than the text clients get; `null`: nothing is shown. */
const wordings: Readonly<Partial<Record<Reply["numeric"], ((of: Field) => string) | null>>> = {
  RPL_WELCOME: (of) => `Welcome to ${of("network")}. You are ${of("you")}.`,
  RPL_YOURHOST: null,
  RPL_CREATED: null,
  RPL_MYINFO: null,
  RPL_ISUPPORT: null,
  RPL_LUSERCLIENT: (of) => `People here: ${Number(of("users")) + Number(of("invisible"))}.`,
  RPL_LUSEROP: null,
  RPL_LUSERUNKNOWN: null,
  RPL_LUSERCHANNELS: (of) => `Rooms: ${of("count")}. /rooms lists them.`,
  RPL_LUSERME: null,
  RPL_LOCALUSERS: null,
  RPL_GLOBALUSERS: null,
  RPL_MOTDSTART: null,
  RPL_MOTD: theLine,
  RPL_ENDOFMOTD: null,
  RPL_RULESSTART: null,
  RPL_RULES: theLine,
  RPL_ENDOFRULES: null,
  RPL_INFO: theLine,
  RPL_ENDOFINFO: null,
  RPL_HELPSTART: theLine,
  RPL_HELPTXT: theLine,
  RPL_ENDOFHELP: theLine,
  RPL_MAP: theLine,
  RPL_MAPEND: null,
  RPL_NAMREPLY: (of) => `[${of("channel")}] Here: ${of("names")}`,
  RPL_ENDOFNAMES: null,
  RPL_TOPIC: (of) => `[${of("channel")}] Topic: ${of("topic")}`,
  RPL_NOTOPIC: (of) => `[${of("channel")}] No topic is set`,
  RPL_TOPICWHOTIME: (of) => `[${of("channel")}] Set by ${of("by").split("!")[0]} at ${time(of, "at")} UTC`,
  RPL_CHANNELMODEIS: (of) => `[${of("channel")}] Modes: ${of("modes")}`,
  RPL_CREATIONTIME: (of) => `[${of("channel")}] Made at ${time(of, "at")} UTC`,
  RPL_LISTSTART: null,
  RPL_LIST: (of) => `${of("channel")} (${of("users")})${of("topic") === "" ? "" : `: ${of("topic")}`}`,
  RPL_LISTEND: null,
  RPL_UMODEIS: (of) => `Your modes: ${of("modes")}`,
  RPL_AWAY: (of) => `${of("nick")} is away: ${of("message")}`,
  RPL_INVITING: (of) => `You invited ${of("nick")} to ${of("channel")}`,
  RPL_INVITELIST: (of) => `You are invited to ${of("channel")}`,
  RPL_ENDOFINVITELIST: null,
  RPL_WHOISUSER: (of) => `${of("nick")} is ${of("user")}@${of("host")} (${of("realname")})`,
  RPL_WHOISSERVER: (of) => `${of("nick")} is on ${of("server")} (${of("text")})`,
  RPL_WHOISIDLE: (of) =>
    `${of("nick")} has said nothing for ${of("seconds")} s, here since ${time(of, "signon")} UTC`,
  RPL_WHOISCHANNELS: (of) => `${of("nick")} is in ${of("channels")}`,
  RPL_WHOISACCOUNT: (of) => `${of("nick")} is logged in as ${of("account")}`,
  RPL_ENDOFWHOIS: null,
  RPL_WHOREPLY: (of) => `${of("nick")} is ${of("user")}@${of("host")} (${of("realname")})`,
  RPL_ENDOFWHO: null,
  RPL_ENDOFWHOWAS: null,
  RPL_BANLIST: (of) => `[${of("channel")}] Banned: ${of("mask")}`,
  RPL_ENDOFBANLIST: null,
  RPL_ENDOFEXCEPTLIST: null,
  RPL_ENDOFINVEXLIST: null,
  RPL_TIME: (of) => of("time"),
};
