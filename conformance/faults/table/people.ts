import {
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

/** Faults of messages, of questions about people and of leaving. */
export const peopleFaults: readonly Fault[] = [
  {
    name: "does not confirm NICK",
    cites: ["a change is confirmed by NICK from the old mask"],
    transform: drops("NICK"),
  },
  {
    name: "tells NICK once for each channel",
    cites: ["a change is told once to who shares several channels"],
    transform: doubles("NICK"),
  },
  {
    name: "sends NICK from the new nick",
    cites: ["a change is confirmed by NICK from the old mask"],
    transform: toClient("NICK", (line, { params }) => [line.replace(/^:[^!]+/, `:${params[0]}`)]),
  },
  {
    name: "tells QUIT twice",
    cites: [
      "who shares a channel sees one QUIT with the reason",
      "who shares two channels sees one QUIT and no PART",
    ],
    transform: doubles("QUIT"),
  },
  {
    name: "drops the reason of QUIT",
    cites: ["who shares a channel sees one QUIT with the reason"],
    transform: rewrites("QUIT", / :.*/, ""),
  },
  {
    name: "does not put Quit: before a reason",
    cites: ["the reason of a client's QUIT begins with Quit:"],
    transform: rewrites("QUIT", "Quit: ", ""),
  },
  {
    name: "tells QUIT as PART",
    cites: ["a connection that ends without QUIT is told as QUIT with a reason"],
    transform: rewrites("QUIT", " QUIT ", " PART "),
  },
  {
    name: "ends a connection without ERROR",
    cites: [
      "QUIT is answered by ERROR, and the connection ends",
      "QUIT before registration is answered by ERROR too",
    ],
    transform: drops("ERROR"),
  },
  {
    name: "delivers a message twice",
    cites: [
      "a message to a channel arrives at every other member, once",
      "what one client says arrives complete and in order at every member",
    ],
    transform: doubles("PRIVMSG"),
  },
  {
    name: "echoes a message to its author",
    cites: ["a message to a channel is not sent back to its author"],
    transform: (line, direction, memory) => {
      if (direction === "to-server" && line.startsWith("PRIVMSG #")) memory.set("said", line);
      const said = memory.get("said");
      if (direction === "to-server" || said === undefined || !line.includes(" PONG ")) return [line];
      memory.delete("said");
      return [`:me!me@me ${said}`, line];
    },
  },
  {
    name: "strips the colon of a text",
    cites: ["a message is relayed with a colon before text that has spaces or is empty"],
    transform: rewrites("PRIVMSG", " :", " "),
  },
  {
    name: "cuts spaces around a text",
    cites: ["spaces inside, before and after the text are kept"],
    transform: toClient("PRIVMSG", (line) => [line.replace(/: +/, ":").trimEnd()]),
  },
  {
    name: "writes texts in small letters",
    cites: ["a CTCP request is relayed as it is", "UTF-8 in a message arrives as it was sent"],
    transform: toClient("PRIVMSG", (line) => [line.toLowerCase()]),
  },
  {
    name: "swaps two messages",
    cites: ["private messages arrive complete and in order"],
    transform: toClient("PRIVMSG", (line) => [
      line.replace(/:7$/, ":8!").replace(/:8$/, ":7").replace(/:8!$/, ":8"),
    ]),
  },
  {
    name: "answers notices like messages",
    cites: ["a notice to nobody is not answered", "a notice to a missing channel is not answered"],
    transform: mishears("NOTICE", "NOTICE", "PRIVMSG"),
  },
  {
    name: "sends 403 for a missing nick",
    cites: ["a nick that does not exist is answered by 401", "nobody is answered by 401"],
    transform: renumbers("401", "403"),
  },
  {
    name: "drops 412",
    cites: ["an empty text is answered by 412", "PRIVMSG without text is answered by 412"],
    transform: drops("412"),
  },
  {
    name: "drops 301",
    cites: [
      "a message to who is away is answered by 301 with the away text",
      "WHOIS shows the away text by 301",
    ],
    transform: drops("301"),
  },
  {
    name: "never lets anybody come back from AWAY",
    cites: ["AWAY without a text is answered by 305", "who is back is not away for anybody"],
    transform: ignores("AWAY", /^AWAY$/),
  },
  {
    name: "delivers @#channel to the whole channel",
    cites: [
      "@#channel reaches the operators and nobody else",
      "a notice to @#channel reaches the operators only",
    ],
    transform: (line, direction) => [
      direction === "to-server" ? line.replace(/^(PRIVMSG|NOTICE) @/, "$1 ") : line,
    ],
  },
  {
    name: "shows everybody as here in WHO",
    cites: ["WHO shows G for who is away and H for who is not"],
    transform: rewrites("352", " G", " H"),
  },
  {
    name: "drops 315",
    cites: ["WHO of a channel lists each member once, then 315", "WHO of nobody is answered by 315 alone"],
    transform: drops("315"),
  },
  {
    name: "leaves the hops out of 352",
    cites: ["352 has channel, username, host, server, nick, flags and hops with realname"],
    transform: rewrites("352", / :\d+ /, " :"),
  },
  {
    name: "leaves the token out of 354",
    cites: ["the token comes back first, then the chosen fields"],
    transform: rewrites("354", " 123 ", " "),
  },
  {
    name: "answers WHOX by 352",
    cites: ["352 is not sent"],
    transform: renumbers("354", "352"),
  },
  {
    name: "drops 318",
    cites: ["318 ends the answer, also for nobody", "318 has the nick as it was asked for"],
    transform: drops("318"),
  },
  {
    name: "writes the nick in 318 in small letters",
    cites: ["318 has the nick as it was asked for"],
    transform: toClient("318", (line) => [line.toLowerCase()]),
  },
  {
    name: "shows channels without prefixes in 319",
    cites: ["319 shows the channels with the prefix in each"],
    transform: rewrites("319", ":@", ":"),
  },
  {
    name: "drops 369",
    cites: ["who has quit is shown by 314, then 369", "a nick nobody had is answered by 406, then 369"],
    transform: drops("369"),
  },
  {
    name: "shows everybody asked for in 303",
    cites: ["303 is empty when nobody is on"],
    transform: toClient("303", (line) => [`${line}somebody`]),
  },
  {
    name: "shows no sign in 302",
    cites: ["302 shows nick=+user@host", "USERHOST shows - for who is away and + for who is not"],
    transform: rewrites("302", /=[+-]/g, "="),
  },
  {
    name: "drops 255",
    cites: ["LUSERS is answered by 251 and 255"],
    transform: drops("255"),
  },
  {
    name: "shows another server in 391",
    cites: ["TIME is answered by 391 with the server's name"],
    transform: toClient("391", (line, { params }) => [line.replace(` ${params[1]} `, " other.example ")]),
  },
  {
    name: "drops 219",
    cites: ["STATS of an unknown letter is answered by 219 with the letter"],
    transform: drops("219"),
  },
  {
    name: "answers any server name as its own",
    cites: ["VERSION of an unknown server is answered by 402"],
    transform: mishears("VERSION", / \S+/, ""),
  },
  {
    name: "drops 706",
    cites: ["HELP is answered by 704, 705 and 706, or by 524"],
    transform: drops("706"),
  },
  {
    name: "accepts every OPER",
    cites: ["a wrong password is answered by 464"],
    transform: renumbers("464", "381"),
  },
  {
    name: "shows no +o after OPER",
    cites: ["the right password is answered by 381 and MODE +o"],
    transform: toClient("MODE", (line) => (/ :?\+\w*o/.test(line) ? [] : [line])),
  },
  {
    name: "does not send KILL to the victim",
    cites: ["the victim receives the KILL from the operator"],
    transform: drops("KILL"),
  },
  {
    name: "lets users see another one's modes",
    cites: ["another one's modes cannot be seen: 502"],
    transform: renumbers("502", "221"),
  },
  {
    name: "stops at an unknown user mode",
    cites: ["the known letters beside an unknown one are applied"],
    transform: toServer("MODE", (line) => [line.replace(/ \+[yYjJfF]w$/, " +y")]),
  },
  {
    name: "ignores +i on users",
    cites: [
      "who is invisible is not found by a mask",
      "who is invisible is not shown by NAMES to who is outside",
    ],
    transform: ignores("MODE", /^MODE [^#]\S* \+i$/),
  },
];
