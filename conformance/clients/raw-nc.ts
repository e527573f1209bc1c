import { type Deed, raw } from "./deeds.ts";
import { Netcat } from "./netcat.ts";
import { type Person, type Program, quoted } from "./person.ts";

/** `nc` on the IRC port, speaking the protocol by hand. */
export const rawNc: Program = {
  name: "nc",
  nick: "nancy",
  needs: { nc: "netcat-openbsd" },
  async start(seat) {
    const nc = new Netcat(seat);
    nc.type(`NICK ${seat.nick}`);
    nc.type(`USER ${seat.nick} 0 * :${seat.nick} at nc`);
    return atNc(seat.nick, nc);
  },
};

function atNc(nick: string, nc: Netcat): Person {
  return {
    program: rawNc.name,
    nick,
    greeting: new RegExp(` 001 ${nick} `),
    do: async (deed) => nc.type(raw(deed)),
    screen: async () => nc.shown(),
    forget: async () => nc.forget(),
    looks: (by, deed) => looks(`^:${quoted(by)}!\\S+@\\S+`, nick, deed).map((line) => new RegExp(line, "m")),
    leave: () => nc.close(),
  };
}

function looks(by: string, me: string, deed: Deed): string[] {
  switch (deed.type) {
    case "join":
      return [`${by} JOIN :?${quoted(deed.room)}$`];
    case "part":
      return [`${by} PART ${quoted(deed.room)} :${quoted(deed.reason)}$`];
    case "say":
      return [`${by} PRIVMSG ${quoted(deed.room)} :${quoted(deed.text)}$`];
    case "tell":
      return [`${by} PRIVMSG ${me} :${quoted(deed.text)}$`];
    case "topic":
      return [`${by} TOPIC ${quoted(deed.room)} :${quoted(deed.text)}$`];
    case "rename":
      return [`${by} NICK :?${quoted(deed.to)}$`];
    case "kick":
      return [`${by} KICK ${quoted(deed.room)} ${deed.whom} :${quoted(deed.reason)}$`];
    case "quit":
      return [`${by} QUIT :.*${quoted(deed.reason)}.*$`];
    case "names":
      return deed.members.map((nick) => ` 353 ${me} . ${quoted(deed.room)} :(.* )?[@+%&~]*${nick}( |$)`);
    case "whois":
      return ["311", "312", "318"].map((numeric) => `^:\\S+ ${numeric} ${me} ${deed.whom} `);
    case "rooms":
      return [` 322 ${me} ${quoted(deed.room)} ${deed.count} :`, ` 323 ${me} `];
    default:
      return []; // It is not asked: it shows none of these.
  }
}
