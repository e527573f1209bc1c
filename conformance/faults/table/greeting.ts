import {
  delays,
  doubles,
  drops,
  type Fault,
  ignores,
  mishears,
  renumbers,
  rewrites,
  toClient,
  toServer,
} from "../fault.ts";

/** Faults of registration, framing and what is advertised. */
export const greetingFaults: readonly Fault[] = [
  {
    name: "drops 002",
    cites: ["001, 002, 003 and 004 greet a client that has sent NICK and USER, in that order"],
    transform: drops("002"),
  },
  {
    name: "sends 003 after 004",
    cites: ["001, 002, 003 and 004 greet a client that has sent NICK and USER, in that order"],
    transform: delays("003"),
  },
  {
    name: "writes the nick in small letters in 001",
    cites: ["001 names the client as it asked to be called"],
    transform: toClient("001", (line) => [line.toLowerCase()]),
  },
  {
    name: "leaves the modes out of 004",
    cites: ["004 has the server's name, its version, user modes and channel modes"],
    transform: toClient("004", (line) => [line.split(" ").slice(0, 5).join(" ")]),
  },
  {
    name: "never sends 005",
    cites: [
      "at least one 005 follows 004",
      "CASEMAPPING is advertised",
      "the greeting contains the answer to LUSERS, after 005",
    ],
    transform: drops("005"),
  },
  {
    name: "drops 375",
    cites: [
      "the greeting ends with the message of the day or 422",
      "MOTD is answered by 375, 372 and 376, or by 422",
    ],
    transform: drops("375"),
  },
  {
    name: "never sends 433",
    cites: [
      "a nick in use is refused with 433 to *, and another one may follow",
      "a nick in use is refused with 433 and the nick",
    ],
    transform: drops("433"),
  },
  {
    name: "sends 431 for an impossible nick",
    cites: [
      "an impossible nick is refused with 432 to *, and another one may follow",
      "a nick with a space is refused with 432",
    ],
    transform: renumbers("432", "431"),
  },
  {
    name: "answers early commands with 421",
    cites: ["a command before registration is answered by 451"],
    transform: renumbers("451", "421"),
  },
  {
    name: "sends 461 instead of 462",
    cites: ["USER after registration is answered by 462", "PASS after registration is answered by 462"],
    transform: renumbers("462", "461"),
  },
  {
    name: "cuts the realname at its first space",
    cites: ["a realname keeps its spaces"],
    transform: mishears("USER", /(:\S+) .*/, "$1"),
  },
  {
    name: "does not wait for CAP END",
    cites: ["CAP LS holds registration back until CAP END"],
    transform: toServer("USER", (line) => [line, "CAP END"]),
  },
  {
    name: "acknowledges every capability",
    cites: [
      "CAP REQ of an unknown capability is refused with the same words",
      "a request with one unknown capability changes nothing",
    ],
    transform: rewrites("CAP", " NAK ", " ACK "),
  },
  {
    name: "forgets what was enabled in CAP LIST",
    cites: ["CAP LIST names what is enabled"],
    transform: rewrites("CAP", / LIST :?.*/, " LIST :"),
  },
  {
    name: "ignores CAP REQ :-cap",
    cites: ["a capability with a minus before it is given up"],
    transform: ignores("CAP", /REQ :-/),
  },
  {
    name: "answers PONG late",
    cites: ["PONG comes before the answer to the next command"],
    transform: delays("PONG"),
  },
  {
    name: "cuts the token of PONG at its first space",
    cites: ["a token with spaces and colons comes back whole"],
    transform: toClient("PONG", (line) => [line.replace(/( :a) .*/, "$1")]),
  },
  {
    name: "answers PING twice",
    cites: ["PING is answered by PONG with the same token"],
    transform: doubles("PONG"),
  },
  {
    name: "leaves the server's name out of PONG",
    cites: ["PONG has the server's name before the token"],
    transform: toClient("PONG", (line, { params }) => [line.replace(` ${params[0]} `, " ")]),
  },
  {
    name: "puts tags on every message",
    cites: ["a server that was not asked for tags sends none"],
    transform: (line, direction) => [
      direction === "to-client" && line.includes(" PRIVMSG ") ? `@id=1 ${line}` : line,
    ],
  },
  {
    name: "ends a line with LF alone",
    cites: ["every line the server sends ends with CR LF"],
    transform: toClient("421", (line) => [`${line}\n${line}`]),
  },
  {
    name: "relays lines of more than 512 bytes",
    cites: ["no line the server sends is longer than 512 bytes"],
    transform: toClient("PRIVMSG", (line) => [line.length > 400 ? line + "x".repeat(100) : line]),
  },
  {
    name: "ignores commands in small letters",
    cites: ["the command may be written in small letters"],
    transform: ignores("ping"),
  },
  {
    name: "sends numerics to *",
    cites: ["every numeric to a registered client begins with its nick"],
    transform: toClient("351", (line, { params }) => [line.replace(` ${params[0]} `, " * ")]),
  },
  {
    name: "sends numerics without a source",
    cites: ["every numeric has a source and three digits", "the source of every numeric is the name in 004"],
    transform: toClient("421", (line) => [line.replace(/^:\S+ /, "")]),
  },
  {
    name: "names no command in 421",
    cites: ["an unknown command is answered by 421 with its name"],
    transform: rewrites("421", /NOSUCHCOMMAND/, "*"),
  },
  {
    name: "loses the second line of a segment",
    cites: [
      "several lines in one segment are answered one by one, in order",
      "a bare LF ends a line",
      "LF and CR LF may be mixed in one segment",
    ],
    transform: ignores("PING", / (two|second)$/),
  },
  {
    name: "gives up on a line that comes slowly",
    cites: ["a line that arrives byte by byte is one line"],
    transform: ignores("PING", /slow/),
  },
  {
    name: "puts two spaces between parameters",
    cites: ["the server sends single spaces between parameters"],
    transform: rewrites("391", " 391 ", " 391  "),
  },
  {
    name: "forgets a USER that comes before NICK",
    cites: ["USER may come before NICK"],
    transform: (line, direction, memory) => {
      if (direction === "to-server" && line.startsWith("NICK ")) memory.set("nick", line);
      return direction === "to-server" && line.startsWith("USER ") && !memory.has("nick") ? [] : [line];
    },
  },
];
