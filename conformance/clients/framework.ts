import { Client } from "irc-framework";
import { type Deed, raw } from "./deeds.ts";
import { type Person, type Program, quoted } from "./person.ts";

/** irc-framework: its events, as it emits them, are what it shows. */
export const framework: Program = {
  name: "irc-framework",
  nick: "frank",
  needs: {},
  async start({ host, port, nick }) {
    const client = new Client();
    const lines = keptEvents(client);
    client.connect({
      host,
      port,
      nick,
      username: nick,
      gecos: `${nick} at irc-framework`,
      auto_reconnect: false,
      enable_setname: true,
    });
    return atFramework(nick, client, lines);
  },
};

/** Event → the fields that are kept of it. */
const FIELDS = {
  registered: ["nick"],
  join: ["nick", "channel"],
  part: ["nick", "channel", "message"],
  privmsg: ["nick", "target", "message"],
  topic: ["nick", "channel", "topic"],
  nick: ["nick", "new_nick"],
  kick: ["nick", "channel", "kicked", "message"],
  quit: ["nick", "message"],
  away: ["nick", "message"],
  account: ["nick", "account"],
  "user updated": ["nick", "new_gecos"],
  userlist: ["channel", "users"],
  whois: ["nick", "ident", "hostname", "server"],
  "channel list": ["rooms"],
} as const;

function keptEvents(client: Client): string[] {
  const lines: string[] = [];
  for (const [name, fields] of Object.entries(FIELDS)) {
    client.on(name, (event: unknown) => {
      const kept = name === "channel list" ? { rooms: event } : event;
      lines.push([name, ...fields.map((field) => readable(field, kept))].join(" "));
    });
  }
  return lines;
}

/** A list of users or rooms becomes their names, anything else is shown as it is. */
function readable(field: string, event: unknown): string {
  const value: unknown = Object.entries(event ?? {}).find(([key]) => key === field)?.[1];
  if (!Array.isArray(value)) return String(value);
  return value.map((entry: unknown) => namesIn(entry)).join(" ");
}

function namesIn(entry: unknown): string {
  return Object.entries(entry ?? {})
    .filter(([key]) => ["nick", "channel", "num_users"].includes(key))
    .map(([, value]) => String(value))
    .join(":");
}

function atFramework(nick: string, client: Client, lines: string[]): Person {
  return {
    program: framework.name,
    nick,
    greeting: /^registered /m,
    do: async (deed) => act(client, deed),
    screen: async () => lines.join("\n"),
    forget: async () => {
      lines.length = 0;
    },
    looks: (by, deed) => [new RegExp(looks(quoted(by), nick, deed), "m")].concat(members(deed)),
    leave: async () => client.quit(),
  };
}

function act(client: Client, deed: Deed): void {
  switch (deed.type) {
    case "join":
      client.join(deed.room);
      break;
    case "part":
      client.part(deed.room, deed.reason);
      break;
    case "say":
      client.say(deed.room, deed.text);
      break;
    case "tell":
      client.say(deed.to, deed.text);
      break;
    case "topic":
      client.setTopic(deed.room, deed.text);
      break;
    case "rename":
      client.changeNick(deed.to);
      break;
    case "quit":
      client.quit(deed.reason);
      break;
    case "whois":
      client.whois(deed.whom);
      break;
    default:
      client.raw(raw(deed));
  }
}

function looks(by: string, me: string, deed: Deed): string {
  switch (deed.type) {
    case "join":
      return `^join ${by} ${quoted(deed.room)}$`;
    case "part":
      return `^part ${by} ${quoted(deed.room)} ${quoted(deed.reason)}$`;
    case "say":
      return `^privmsg ${by} ${quoted(deed.room)} ${quoted(deed.text)}$`;
    case "tell":
      return `^privmsg ${by} ${me} ${quoted(deed.text)}$`;
    case "topic":
      return `^topic ${by} ${quoted(deed.room)} ${quoted(deed.text)}$`;
    case "rename":
      return `^nick ${by} ${quoted(deed.to)}$`;
    case "kick":
      return `^kick ${by} ${quoted(deed.room)} ${deed.whom} ${quoted(deed.reason)}$`;
    case "quit":
      return `^quit ${by} .*${quoted(deed.reason)}`;
    case "names":
      return `^userlist ${quoted(deed.room)} `;
    case "whois":
      return `^whois ${deed.whom} \\S+ \\S+ (?!undefined)\\S+$`;
    case "rooms":
      return `^channel list (.* )?${quoted(deed.room)}:${deed.count}( |$)`;
    case "away":
      return `^away ${by} ${quoted(deed.text)}$`;
    case "real name":
      return `^user updated ${by} ${quoted(deed.name)}$`;
    case "log in":
      return `^account ${by} ${quoted(deed.account.name)}$`;
  }
}

function members(deed: Deed): RegExp[] {
  if (deed.type !== "names") return [];
  return deed.members.map((nick) => new RegExp(`^userlist .* ${nick}( |$)`, "m"));
}
