import { parseLine } from "../../client/line.ts";
import {
  delays,
  doubles,
  drops,
  type Fault,
  ignores,
  mishears,
  renumbers,
  rewrites,
  type Transform,
  toClient,
  toServer,
} from "../fault.ts";

/** Faults of channels and their modes. */
export const channelFaults: readonly Fault[] = [
  {
    name: "drops 366",
    cites: [
      "a JOIN is answered by JOIN, 353 and 366, in that order",
      "353 comes before one 366 with the channel",
    ],
    transform: drops("366"),
  },
  {
    name: "does not echo a JOIN",
    cites: ["the JOIN has the joiner's full mask as its source and the channel first"],
    transform: drops("JOIN"),
  },
  {
    name: "sends JOIN after the names",
    cites: ["a JOIN is answered by JOIN, 353 and 366, in that order"],
    transform: delays("JOIN"),
  },
  {
    name: "shows the nick alone as the source of JOIN",
    cites: ["the JOIN has the joiner's full mask as its source and the channel first"],
    transform: rewrites("JOIN", /!\S+/, ""),
  },
  {
    name: "tells a JOIN twice",
    cites: ["the members see the JOIN once"],
    transform: doubles("JOIN"),
  },
  {
    name: "leaves the joiner out of the names",
    cites: ["the names contain the one who has just joined"],
    transform: toClient("353", (line, { params }) => [
      line.replace(new RegExp(`([: ])[@+]?${params[0]}(?= |$)`), "$1"),
    ]),
  },
  {
    name: "sends no topic on JOIN",
    cites: ["the topic is sent between JOIN and the names"],
    transform: drops("332"),
  },
  {
    name: "joins only the first of a list",
    cites: ["channels in a list are joined one by one, each with its own JOIN and names"],
    transform: mishears("JOIN", /,\S+/, ""),
  },
  {
    name: "takes the first key for every channel",
    cites: ["keys pair with channels by position"],
    transform: toServer("JOIN", (line) => [line.replace(/ (\w+),\w+$/, " $1,$1")]),
  },
  {
    name: "ignores JOIN 0",
    cites: ["JOIN 0 leaves every channel as PART does"],
    transform: ignores("JOIN", / 0$/),
  },
  {
    name: "makes nobody operator",
    cites: ["who creates a channel is its operator"],
    transform: rewrites("353", ":@", ":"),
  },
  {
    name: "drops the reason of PART",
    cites: ["PART with a reason is told to all members and the leaver, once"],
    transform: rewrites("PART", / :.*/, ""),
  },
  {
    name: "sends 403 instead of 442",
    cites: [
      "a channel one is not in is answered by 442",
      "kicking in a channel one is not in is answered by 442",
    ],
    transform: renumbers("442", "403"),
  },
  {
    name: "sends 401 instead of 403",
    cites: [
      "a channel that does not exist is answered by 403",
      "the modes of a missing channel are answered by 403",
    ],
    transform: renumbers("403", "401"),
  },
  {
    name: "forgets nobody who parts",
    cites: ["who has left is not listed any more", "who has left hears nothing more"],
    transform: ignores("PART"),
  },
  {
    name: "does not tell a new topic",
    cites: ["a new topic is told to every member and to the author"],
    transform: drops("TOPIC"),
  },
  {
    name: "sends an empty 332 instead of 331",
    cites: ["a channel without topic answers 331"],
    transform: renumbers("331", "332"),
  },
  {
    name: "leaves the time out of 333",
    cites: ["332 is followed by 333 with who set it and when"],
    transform: rewrites("333", / \d+$/, ""),
  },
  {
    name: "strips a colon from the text of a topic",
    cites: ["a topic may begin with a colon"],
    transform: rewrites("TOPIC", " ::", " :"),
  },
  {
    name: "lets anybody set a +t topic without 482",
    cites: [
      "in a +t channel a member without rights is answered by 482",
      "who comes second is not an operator",
    ],
    transform: drops("482"),
  },
  {
    name: "shows every channel with the wrong symbol",
    cites: ["a public channel has the symbol ="],
    transform: rewrites("353", " = ", " * "),
  },
  {
    name: "shows secret channels with the symbol =",
    cites: ["a secret channel has the symbol @"],
    transform: rewrites("353", " @ ", " = "),
  },
  {
    name: "lists names without prefixes",
    cites: [
      "every member is listed with its highest prefix, once",
      "+v puts + before the nick in NAMES, WHO and WHOIS",
    ],
    transform: rewrites("353", /([: ])[@+](?=n)/g, "$1"),
  },
  {
    name: "answers NAMES of a missing channel by 403",
    cites: ["a missing channel is answered by 366 alone"],
    transform: toClient("366", (line) => [line.replace(" 366 ", " 403 "), line]),
  },
  {
    name: "counts one member too many in LIST",
    cites: ["a channel is listed with its members counted and its topic"],
    transform: toClient("322", (line, { params }) => [
      line.replace(` ${params[2]} `, ` ${Number(params[2]) + 1} `),
    ]),
  },
  {
    name: "drops 323",
    cites: ["LIST ends with one 323", "LIST of a missing channel is answered by 323"],
    transform: drops("323"),
  },
  {
    name: "ignores the conditions of LIST",
    cites: ["U: >n and <n select by the number of members", "N: !mask selects what does not match"],
    transform: mishears("LIST", / [<>!].*/, ""),
  },
  {
    name: "swaps nick and channel in 341",
    cites: ["the inviter gets 341 and the invited an INVITE from the inviter"],
    transform: rewrites("341", /(\S+) (\S+)$/, "$2 $1"),
  },
  {
    name: "does not deliver INVITE",
    cites: ["the inviter gets 341 and the invited an INVITE from the inviter"],
    transform: drops("INVITE"),
  },
  {
    name: "forgets an invitation at once",
    cites: ["who is invited may enter an invite-only channel"],
    transform: ignores("INVITE"),
  },
  {
    name: "tells a KICK only once it has hidden the comment",
    cites: ["a KICK with its comment is told to all, victim and author included"],
    transform: rewrites("KICK", / :.*/, " :kicked"),
  },
  {
    name: "kicks only the first of a list",
    cites: ["several users are kicked in a message each"],
    transform: mishears("KICK", /,\S+/, ""),
  },
  {
    name: "leaves 329 out",
    cites: ["324 is followed by 329 with the time of creation"],
    transform: drops("329"),
  },
  {
    name: "shows no modes in 324",
    cites: ["MODE without letters is answered by 324 with the modes"],
    transform: rewrites("324", / \+\S+.*/, " +"),
  },
  {
    name: "does not tell modes to the members",
    cites: [
      "a change is told to every member and to the author",
      "+o makes an operator, who may then set modes",
    ],
    transform: drops("MODE"),
  },
  {
    name: "names no letter in 472",
    cites: ["an unknown letter is answered by 472 with the letter"],
    transform: toClient("472", (line, { params }) => [line.replace(` ${params[1]} `, " ? ")]),
  },
  {
    name: "lets the banned in",
    cites: ["who is banned cannot join and is answered by 474", "a banned member cannot speak"],
    transform: mishears("MODE", / \+b \S+/, ""),
  },
  {
    name: "drops the end of the ban list",
    cites: ["+b without a mask is answered by 367 for each entry, then 368"],
    transform: drops("368"),
  },
  {
    name: "ignores +k, +l and +i",
    cites: [
      "without the key a JOIN is answered by 475",
      "a full channel is answered by 471",
      "who is not invited is answered by 473",
    ],
    transform: ignores("MODE", / \+[kli]( |$)/),
  },
  {
    name: "ignores +m and +n",
    cites: [
      "a member without voice is answered by 404 and not heard",
      "with +n who is outside is answered by 404 and not heard",
    ],
    transform: ignores("MODE", / \+[mn]$/),
  },
  {
    name: "ignores +s",
    cites: ["LIST does not show it to an outsider", "WHOIS does not show it to an outsider"],
    transform: ignores("MODE", / \+s$/),
  },
  {
    name: "tells outsiders about secret channels when asked by name",
    cites: [
      "an outsider is answered on MODE as if the secret channel did not exist",
      "an outsider is answered on the ban list as if the secret channel did not exist",
    ],
    transform: ignores("MODE", / \+s$/),
  },
  {
    name: "lists every channel when NAMES has no parameter",
    cites: ["NAMES without a channel does not show it to an outsider"],
    transform: leaks(),
  },
  {
    name: "sends 321 after the first channel",
    cites: ["321, if it is sent, comes first"],
    transform: delays("321"),
  },
  {
    name: "takes BEL into the name of a channel",
    cites: ["a channel name may not contain BEL"],
    transform: (line, direction, memory) => {
      if (direction === "to-server" && line.startsWith("JOIN ") && line.includes("\x07"))
        memory.set("join", line);
      const join = memory.get("join");
      if (direction === "to-server" || join === undefined) return [line];
      memory.delete("join");
      return [`:me!me@me ${join}`, line];
    },
  },
];

// The one fault that has to know what happens on other connections.
function leaks(): Transform {
  const channels = new Set<string>();
  return (line, direction) => {
    const parsed = parseLine(Buffer.from(line, "latin1"));
    if (direction === "to-server" && parsed.command === "JOIN") channels.add(parsed.params[0] ?? "");
    if (direction === "to-server" || parsed.command !== "366") return [line];
    return [
      ...[...channels].map((channel) => `:server 353 ${parsed.params[0]} = ${channel} :somebody`),
      line,
    ];
  };
}
