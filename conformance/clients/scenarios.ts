import type { Credentials } from "../suite/facts.ts";
import type { Deed } from "./deeds.ts";
import type { Person } from "./person.ts";

/** One thing somebody does in a room, and what whom it concerns then sees. */
export interface Scenario {
  readonly name: string;
  /** The others are in the room already; the actor only comes in with the deed. */
  readonly comesIn?: boolean;
  /** Only the actor looks: it asked the server. */
  readonly asks?: boolean;
  /** Only this server understands it. */
  readonly oursOnly?: boolean;
  /** The programs that can do it; any, unless it says. */
  readonly by?: readonly string[];
  /** The programs that show it; any, unless it says. */
  readonly shownBy?: readonly string[];
  /** What is done for this observer; deeds that are the same for everybody are done once. */
  deed(stage: Stage, observer: Person): Deed;
  /** Leaves the actor as it was. */
  after?(stage: Stage): Deed | "start again";
}

/** Who plays, and where. */
export interface Stage {
  readonly actor: Person;
  readonly others: readonly Person[];
  readonly room: string;
  readonly account: Credentials | undefined;
}

/** In the order they are played; whoever quits starts again, and so can be seen by all. */
export const scenarios: readonly Scenario[] = [
  { name: "join", comesIn: true, deed: ({ room }) => ({ type: "join", room }) },
  {
    name: "message",
    deed: ({ actor, room }) => ({ type: "say", room, text: `greetings from ${actor.nick} – ünïcode ✓` }),
  },
  {
    name: "private message",
    deed: ({ actor }, { nick }) => ({ type: "tell", to: nick, text: `only for ${nick} from ${actor.nick}` }),
  },
  { name: "topic", deed: ({ actor, room }) => ({ type: "topic", room, text: `what ${actor.nick} likes` }) },
  {
    name: "nick change",
    deed: ({ actor }) => ({ type: "rename", to: `${actor.nick}2` }),
    after: ({ actor }) => ({ type: "rename", to: actor.nick }),
  },
  {
    name: "kick",
    deed: ({ others, room }) => ({ type: "kick", room, whom: nextOf(others), reason: "out with you" }),
  },
  {
    name: "away",
    shownBy: ["irc-framework"],
    deed: () => ({ type: "away", text: "gone fishing" }),
    after: () => ({ type: "away", text: "" }),
  },
  {
    name: "real name",
    by: ["weechat", "nc", "irc-framework"],
    shownBy: ["weechat", "irc-framework"],
    deed: ({ actor }) => ({ type: "real name", name: `${actor.nick} of another name` }),
  },
  {
    name: "login",
    by: ["nc"],
    shownBy: ["weechat", "irc-framework"],
    oursOnly: true,
    deed: ({ account }) => ({ type: "log in", account: known(account) }),
    after: () => "start again",
  },
  { name: "part", deed: ({ room }) => ({ type: "part", room, reason: "time for tea" }) },
  { name: "quit", deed: () => ({ type: "quit", reason: "good night" }), after: () => "start again" },
  {
    name: "/names",
    asks: true,
    deed: ({ actor, others, room }) => ({
      type: "names",
      room,
      members: [actor, ...others].map((person) => person.nick),
    }),
  },
  { name: "/whois", asks: true, deed: ({ others }) => ({ type: "whois", whom: nextOf(others) }) },
  {
    name: "/rooms unknown to the client",
    asks: true,
    oursOnly: true,
    deed: ({ others, room }) => ({ type: "rooms", room, count: others.length + 1 }),
  },
];

function known(account: Credentials | undefined): Credentials {
  if (!account) throw new Error("nobody has an account");
  return account;
}

function nextOf(others: readonly Person[]): string {
  const [next] = others;
  if (!next) throw new Error("nobody else is here");
  return next.nick;
}
