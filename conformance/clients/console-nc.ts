import { type Deed, typed } from "./deeds.ts";
import { Netcat } from "./netcat.ts";
import { type Person, type Program, quoted } from "./person.ts";

/** `nc` on the IRC port as a console: the first byte is a slash, the rest is read by a person. */
export const consoleNc: Program = {
  name: "console",
  nick: "connie",
  needs: { nc: "netcat-openbsd" },
  oursOnly: true,
  async start(seat) {
    const nc = new Netcat(seat);
    nc.type(`/nick ${seat.nick}`);
    return atConsole(seat.nick, nc);
  },
};

function atConsole(nick: string, nc: Netcat): Person {
  return {
    program: consoleNc.name,
    nick,
    greeting: new RegExp(`You are ${nick}\\.`),
    do: async (deed) => nc.type(typedAtConsole(deed)),
    screen: async () => nc.shown(),
    forget: async () => nc.forget(),
    looks: (by, deed) => looks(quoted(by), nick, deed).map((line) => new RegExp(line, "m")),
    leave: () => nc.close(),
  };
}

/** As in any client, but plain text is said in the current room, other commands mean it, and `#` may be left out. */
function typedAtConsole(deed: Deed): string {
  switch (deed.type) {
    case "join":
      return `/join ${deed.room.slice(1)}`;
    case "part":
      return `/leave ${deed.room.slice(1)} ${deed.reason}`;
    case "say":
      return deed.text;
    case "topic":
      return `/topic ${deed.text}`;
    case "kick":
      return `/kick ${deed.whom} ${deed.reason}`;
    case "names":
      return "/users";
    default:
      return typed(deed);
  }
}

function looks(by: string, me: string, deed: Deed): string[] {
  switch (deed.type) {
    case "join":
      return [`^\\* ${by} joined ${quoted(deed.room)}$`];
    case "part":
      return [`^\\* ${by} left ${quoted(deed.room)} \\(${quoted(deed.reason)}\\)$`];
    case "say":
      return [`^\\[${quoted(deed.room)}\\] <${by}> ${quoted(deed.text)}$`];
    case "tell":
      return [`^${by} -> ${me}: ${quoted(deed.text)}$`];
    case "topic":
      return [`^\\* ${by} set the topic of ${quoted(deed.room)}: ${quoted(deed.text)}$`];
    case "rename":
      return [`^\\* ${by} is now called ${quoted(deed.to)}$`];
    case "kick":
      return [`^\\* ${by} kicked ${deed.whom} from ${quoted(deed.room)} \\(${quoted(deed.reason)}\\)$`];
    case "quit":
      return [`^\\* ${by} left the network \\(.*${quoted(deed.reason)}.*\\)$`];
    case "names":
      return deed.members.map((nick) => `^\\[${quoted(deed.room)}\\] Here: (.* )?[@+%&~]?${nick}( |$)`);
    case "whois":
      return [`^${deed.whom} is \\S+@\\S+ \\(.*\\)$`, `^${deed.whom} is on \\S+`];
    case "rooms":
      return [`^${quoted(deed.room)} \\(${deed.count}\\)`];
    default:
      return []; // It is not asked: it shows none of these.
  }
}
