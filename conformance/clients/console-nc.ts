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
    greeting: new RegExp(nick),
    do: async (deed) => nc.type(typedAtConsole(deed)),
    screen: async () => nc.shown(),
    forget: async () => nc.forget(),
    looks: (by, deed) => looks(quoted(by), deed).map((line) => new RegExp(line, "m")),
    leave: () => nc.close(),
  };
}

/** As in any client, but the room is the current one, plain text is said there, and `#` may be left out. */
function typedAtConsole(deed: Deed): string {
  switch (deed.type) {
    case "join":
      return `/join ${deed.room.slice(1)}`;
    case "part":
      return `/leave ${deed.reason}`;
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

function looks(by: string, deed: Deed): string[] {
  switch (deed.type) {
    case "join":
      return [`^\\* ${by} joined ${quoted(deed.room)}`];
    case "part":
      return [`^\\* ${by} left ${quoted(deed.room)}.*${quoted(deed.reason)}`];
    case "say":
      return [`^\\[${quoted(deed.room)}\\] <${by}> ${quoted(deed.text)}$`];
    case "tell":
      return [`^(?!\\[#).*\\b${by}\\b.*${quoted(deed.text)}$`];
    case "topic":
      return [`${by}.*${quoted(deed.room)}.*${quoted(deed.text)}`];
    case "rename":
      return [`^\\* ${by} .*\\b${quoted(deed.to)}$`];
    case "kick":
      return [`^\\* (?=.*\\b${by}\\b)(?=.*\\b${deed.whom}\\b).*${quoted(deed.room)}.*${quoted(deed.reason)}`];
    case "quit":
      return [`^\\* ${by} .*${quoted(deed.reason)}`];
    case "names":
      return deed.members.map((nick) => `(^|[ @+%&~,])${nick}([ ,]|$)`);
    case "whois":
      return [`${deed.whom}.*\\S+@\\S+`];
    case "rooms":
      return [`${quoted(deed.room)}\\b.*\\b${deed.count}\\b`];
  }
}
