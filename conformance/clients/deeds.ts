import type { Credentials } from "../suite/facts.ts";
import { plainResponse } from "../suite/login.ts";

/** What somebody does in front of others, or asks; every program types it and shows it in its own way. */
export type Deed =
  | { readonly type: "join"; readonly room: string }
  | { readonly type: "part"; readonly room: string; readonly reason: string }
  | { readonly type: "say"; readonly room: string; readonly text: string }
  | { readonly type: "tell"; readonly to: string; readonly text: string }
  | { readonly type: "topic"; readonly room: string; readonly text: string }
  | { readonly type: "rename"; readonly to: string }
  | { readonly type: "kick"; readonly room: string; readonly whom: string; readonly reason: string }
  | { readonly type: "quit"; readonly reason: string }
  | { readonly type: "names"; readonly room: string; readonly members: readonly string[] }
  | { readonly type: "whois"; readonly whom: string }
  | { readonly type: "rooms"; readonly room: string; readonly count: number }
  | { readonly type: "away"; readonly text: string }
  | { readonly type: "real name"; readonly name: string }
  | { readonly type: "log in"; readonly account: Credentials };

/** The line a user types for a deed in a client that follows the usual slash commands. */
export function typed(deed: Deed): string {
  switch (deed.type) {
    case "join":
      return `/join ${deed.room}`;
    case "part":
      return `/part ${deed.room} ${deed.reason}`;
    case "say":
      return `/msg ${deed.room} ${deed.text}`;
    case "tell":
      return `/msg ${deed.to} ${deed.text}`;
    case "topic":
      return `/topic ${deed.room} ${deed.text}`;
    case "rename":
      return `/nick ${deed.to}`;
    case "kick":
      return `/kick ${deed.room} ${deed.whom} ${deed.reason}`;
    case "quit":
      return `/quit ${deed.reason}`;
    case "names":
      return `/names ${deed.room}`;
    case "whois":
      return `/whois ${deed.whom}`;
    case "rooms":
      return "/rooms";
    case "away":
      return `/away ${deed.text}`;
    case "real name":
      return `/setname ${deed.name}`;
    case "log in":
      return `/quote AUTHENTICATE PLAIN ${plainResponse(deed.account)}`;
  }
}

/** The line of the IRC protocol for a deed, or the lines. */
export function raw(deed: Deed): string {
  switch (deed.type) {
    case "join":
      return `JOIN ${deed.room}`;
    case "part":
      return `PART ${deed.room} :${deed.reason}`;
    case "say":
      return `PRIVMSG ${deed.room} :${deed.text}`;
    case "tell":
      return `PRIVMSG ${deed.to} :${deed.text}`;
    case "topic":
      return `TOPIC ${deed.room} :${deed.text}`;
    case "rename":
      return `NICK ${deed.to}`;
    case "kick":
      return `KICK ${deed.room} ${deed.whom} :${deed.reason}`;
    case "quit":
      return `QUIT :${deed.reason}`;
    case "names":
      return `NAMES ${deed.room}`;
    case "whois":
      return `WHOIS ${deed.whom}`;
    case "rooms":
      return "/rooms";
    case "away":
      return `AWAY :${deed.text}`;
    case "real name":
      return `SETNAME :${deed.name}`;
    case "log in":
      return `CAP REQ :sasl draft/sasl-ir\r\nAUTHENTICATE PLAIN ${plainResponse(deed.account)}`;
  }
}
