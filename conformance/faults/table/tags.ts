import {
  doubles,
  drops,
  type Fault,
  ignores,
  mishears,
  rewrites,
  type Transform,
  toClient,
  together,
  toServer,
} from "../fault.ts";
import { adds, grants, retags, untags, withholds } from "../tag-faults.ts";

const SPOOFED = "+conformance.example/spoofed-";
const TAG = "+conformance.example/tag";

/** Faults of tags: those of clients, times, ids, bots; and of echoes. */
export const tagFaults: readonly Fault[] = [
  {
    name: "drops client-only tags",
    cites: [
      "a client-only tag is relayed with a PRIVMSG as it is",
      "a client-only tag is relayed with a NOTICE as it is",
      "a tag without a value is relayed",
      "TAGMSG reaches its addressee with its tags",
      "a TAGMSG comes back, too",
      "a client-only tag of the batch stands on its first line, with or without multiline",
    ],
    transform: untags(TAG),
  },
  {
    name: "puts client-only tags before its own",
    cites: ["the server's own tags come before client-only tags"],
    transform: retags(["PRIVMSG"], (tags) => [...tags].reverse()),
  },
  {
    name: "sends tags to everybody",
    cites: [
      "who has not asked for tags gets the message without them",
      "who has not message-tags is told no id",
      "TAGMSG is not delivered to who has not message-tags",
      "TAGMSG reaches the other members of a channel who have message-tags",
      "who has not message-tags gets no bot tag",
    ],
    transform: grants("message-tags"),
  },
  {
    name: "relays whatever tags clients send",
    cites: ["label", "msgid", "time", "account", "batch", "bot", "conformance.example/plain"].map(
      (key) => `a ${key} tag of the client's is not relayed`,
    ),
    transform: (line, direction) => [
      direction === "to-server"
        ? line.replace(/^@([^=+]+)=spoofed/, `@${SPOOFED}$1=spoofed`)
        : line.replace(SPOOFED, ""),
    ],
  },
  {
    name: "loses the escape of a semicolon",
    cites: ["escaped values arrive with the same meaning"],
    transform: rewrites("PRIVMSG", "\\:", ":"),
  },
  {
    name: "takes tags for ASCII",
    cites: ["a value in UTF-8 arrives as it was sent"],
    transform: rewrites("PRIVMSG", /[\x80-\xff]/g, "?"),
  },
  {
    name: "takes the first of two tags",
    cites: ["of a tag that comes twice the last one counts"],
    transform: mishears("PRIVMSG", /^@(\S+)=first;\S+ /, "@$1=first "),
  },
  {
    name: "refuses lines with tags that are not well-formed",
    cites: ["a tag whose name is not one is no reason to refuse the line"],
    transform: ignores("PRIVMSG", /^@\+in_valid!/),
  },
  {
    name: "cuts tags that are too long",
    cites: ["4094 bytes of tags are taken, beside a line of 512", "4095 bytes of tags are refused by 417"],
    transform: mishears("PRIVMSG", /=x{600,}/, "=x"),
  },
  {
    name: "does not know TAGMSG",
    cites: [
      "TAGMSG reaches its addressee with its tags",
      "TAGMSG reaches the other members of a channel who have message-tags",
      "TAGMSG to nobody is answered by 401, as a PRIVMSG is",
    ],
    transform: ignores("TAGMSG"),
  },
  {
    name: "lets TAGMSG into channels with +n",
    cites: ["TAGMSG from outside a +n channel is not delivered"],
    transform: ignores("MODE", / \+n$/),
  },
  {
    name: "sends TAGMSG to operators to everybody",
    cites: ["TAGMSG to @#channel reaches its operators only"],
    transform: mishears("TAGMSG", " @#", " #"),
  },
  {
    name: "writes times without milliseconds",
    cites: ["the time of a message is in UTC, with milliseconds and Z"],
    transform: rewrites("PRIVMSG", /(time=[^;. ]+)\.\d+Z/, "$1Z"),
  },
  {
    name: "writes times with an offset",
    cites: ["the time of a message is in UTC, with milliseconds and Z"],
    transform: rewrites("PRIVMSG", /(time=[^; ]+)Z/, "$1+02:00"),
  },
  {
    name: "sends no time with PART",
    cites: ["what others do has its time"],
    transform: retags(["PART"], () => []),
  },
  {
    name: "goes on with what was given up",
    cites: [
      "who has given the capability up gets no time any more",
      "who has given the capability up hears nothing of what it says",
    ],
    transform: mishears("CAP", "REQ :-", "REQ :"),
  },
  {
    name: "offers server-time without echo-message",
    cites: ["who offers server-time offers echo-message"],
    transform: rewrites("CAP", " echo-message", ""),
  },
  {
    name: "gives a NOTICE no id",
    cites: ["PRIVMSG and NOTICE have ids, if anything has"],
    transform: retags(["NOTICE"], () => []),
  },
  {
    name: "gives every message the same id",
    cites: ["two messages have two ids, which are no lists and begin with no colon"],
    transform: rewrites("PRIVMSG", /msgid=[^; ]+/, "msgid=1"),
  },
  {
    name: "begins ids with a colon",
    cites: ["two messages have two ids, which are no lists and begin with no colon"],
    transform: rewrites("PRIVMSG", "msgid=", "msgid=:"),
  },
  {
    name: "tells each receiver another id",
    cites: [
      "every receiver is told the same id",
      "the echo has the id that the receiver is told",
      "in the fallback only the first line has the id, the same as the batch has",
    ],
    transform: idsOfEach(),
  },
  {
    name: "echoes nothing",
    cites: [
      "a PRIVMSG to a channel comes back to who sent it, once",
      "a NOTICE to a channel comes back to who sent it, once",
      "a private message comes back with its addressee",
      "a TAGMSG comes back, too",
      "the echo of a message has the label",
      "of a message to oneself the echo has the label, and what is delivered has not",
    ],
    transform: withholds("echo-message"),
  },
  {
    name: "echoes a message twice",
    cites: [
      "a PRIVMSG to a channel comes back to who sent it, once",
      "the others get the message once, whether or not they have the capability",
    ],
    transform: doubles("PRIVMSG"),
  },
  {
    name: "echoes under another name",
    cites: ["a PRIVMSG to a channel comes back to who sent it, once"],
    transform: rewrites("PRIVMSG", /:[^!]+!/, ":somebody!"),
  },
  {
    name: "echoes what it refuses",
    cites: ["what is refused does not come back"],
    transform: toClient("404", (line, { params }) => [line, `:me!me@me PRIVMSG ${params[1]} :hello`]),
  },
  {
    name: "hides that somebody is a bot",
    cites: [
      "WHOIS of a bot has 335",
      "WHO shows the letter of BOT among the flags of a bot",
      "what a bot does has the bot tag",
    ],
    transform: together(drops("335"), rewrites("352", /( [HG])B/, "$1"), untags("bot")),
  },
  {
    name: "gives the bot tag a value",
    cites: ["the bot tag has no value, and people have none"],
    transform: retags(["PRIVMSG"], (tags) => tags.map((tag) => (tag === "bot" ? "bot=yes" : tag))),
  },
  {
    name: "takes everybody for a bot",
    cites: ["the bot tag has no value, and people have none", "WHOIS of a bot has 335"],
    transform: together(
      adds("bot", "PRIVMSG"),
      toClient("318", (line) => [line.replace(" 318 ", " 335 "), line]),
    ),
  },
  {
    name: "forgets the tags of lines of its own",
    cites: ["a client-only tag of the batch stands on its first line, with or without multiline"],
    transform: toServer("BATCH", (line) => [line.replace(/^@\S+ /, "")]),
  },
];

// The one that counts over all connections.
function idsOfEach(): Transform {
  let given = 0;
  const another = (tag: string) => {
    if (!tag.startsWith("msgid=")) return tag;
    given += 1;
    return `msgid=${given}`;
  };
  return retags(["PRIVMSG", "BATCH"], (tags) => tags.map(another));
}
