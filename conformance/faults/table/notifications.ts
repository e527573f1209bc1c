import {
  delays,
  doubles,
  drops,
  type Fault,
  ignores,
  mishears,
  rewrites,
  toClient,
  toServer,
} from "../fault.ts";
import { adds, grants, untags, withholds } from "../tag-faults.ts";

/** Faults of what clients are told of others: accounts, hosts, names, being away, coming and going. */
export const notificationFaults: readonly Fault[] = [
  {
    name: "leaves the account tag out",
    cites: ["what somebody does who is logged in has their account"],
    transform: untags("account"),
  },
  {
    name: "takes everybody for logged in",
    cites: [
      "what somebody does who is not logged in has no account",
      "who has not asked for accounts sees none",
    ],
    transform: adds("account=somebody", "PRIVMSG"),
  },
  {
    name: "does not tell who logs in",
    cites: [
      "who logs in is shown by ACCOUNT to those in their channels who want to know, once",
      "who logs in is shown their own ACCOUNT",
      "ACCOUNT of who is monitored is told to who has account-notify, too",
    ],
    transform: drops("ACCOUNT"),
  },
  {
    name: "tells everybody who logs in",
    cites: ["who logs in is shown by ACCOUNT to those in their channels who want to know, once"],
    transform: grants("account-notify"),
  },
  {
    name: "lets in who is banned by account",
    cites: ["a ban of an account keeps out who is logged in to it, and nobody else"],
    transform: ignores("MODE", / \+b /),
  },
  {
    name: "shows a JOIN without account",
    cites: [
      "a JOIN of who is not logged in has * and the realname",
      "a JOIN of who is logged in has their account and the realname",
      "one's own JOIN is extended, too",
    ],
    transform: rewrites("JOIN", / (#\S+) \S+ :/, " $1 :"),
  },
  {
    name: "shows a JOIN without account as if nobody were logged in",
    cites: ["a JOIN of who is logged in has their account and the realname"],
    transform: rewrites("JOIN", / (#\S+) \S+ :/, " $1 * :"),
  },
  {
    name: "shows accounts in JOIN to everybody",
    cites: ["who has not asked for it sees the channel alone"],
    transform: grants("extended-join"),
  },
  {
    name: "does not tell who is away",
    cites: [
      "going away is shown by AWAY with the text, once",
      "another text is shown, too",
      "coming back is shown by AWAY without a text",
      "who joins and is away is shown as away, after the JOIN",
      "AWAY of who is monitored is told to who has away-notify, too",
    ],
    transform: drops("AWAY"),
  },
  {
    name: "tells AWAY once for each channel",
    cites: ["going away is shown by AWAY with the text, once"],
    transform: doubles("AWAY"),
  },
  {
    name: "tells of who comes back with an empty text",
    cites: ["coming back is shown by AWAY without a text"],
    transform: rewrites("AWAY", / AWAY$/, " AWAY :"),
  },
  {
    name: "tells AWAY before the JOIN",
    cites: ["who joins and is away is shown as away, after the JOIN"],
    transform: delays("JOIN"),
  },
  {
    name: "tells AWAY to oneself",
    cites: ["nobody is shown their own AWAY"],
    transform: toClient("306", (line) => [line, ":me!me@me AWAY :gone fishing"]),
  },
  {
    name: "tells AWAY to everybody",
    cites: [
      "who shares no channel or has not asked for it sees no AWAY",
      "AWAY of who is monitored is told to who has away-notify, too",
    ],
    transform: grants("away-notify"),
  },
  {
    name: "takes no AWAY before registration",
    cites: [
      "AWAY with a text is taken before registration",
      "AWAY with an asterisk is taken before registration",
    ],
    transform: withholds("draft/pre-away"),
  },
  {
    name: "forgets who was away before registration",
    cites: ["AWAY with a text is taken before registration"],
    transform: drops("301"),
  },
  {
    name: "shows another host as leaving and coming to everybody",
    cites: ["another host is shown by CHGHOST from the old mask", "whose host it is sees the CHGHOST, too"],
    transform: withholds("chghost"),
  },
  {
    name: "sends CHGHOST from the new mask",
    cites: ["another host is shown by CHGHOST from the old mask"],
    transform: rewrites("CHGHOST", /!\S+ CHGHOST (\S+) (\S+)/, "!$1@$2 CHGHOST $1 $2"),
  },
  {
    name: "sends CHGHOST to everybody",
    cites: ["who has not asked for it sees them leave and come again, with their status"],
    transform: grants("chghost"),
  },
  {
    name: "forgets the status of who has another host",
    cites: ["who has not asked for it sees them leave and come again, with their status"],
    transform: drops("MODE"),
  },
  {
    name: "changes no host",
    cites: ["the new host stands in what is said from then on"],
    transform: ignores("CHGHOST"),
  },
  {
    name: "does not tell another real name",
    cites: [
      "SETNAME is told to who asked for it and to the members who know it",
      "SETNAME of who is monitored is told to who has setname, too",
    ],
    transform: drops("SETNAME"),
  },
  {
    name: "sends SETNAME to everybody",
    cites: [
      "SETNAME is not sent to who has not asked for it, though the name is another",
      "SETNAME of who has not asked for it is answered by nothing",
    ],
    transform: grants("setname"),
  },
  {
    name: "changes no real name",
    cites: [
      "SETNAME is not sent to who has not asked for it, though the name is another",
      "SETNAME works for who has not asked for it",
    ],
    transform: ignores("SETNAME"),
  },
  {
    name: "does not tell how long a real name may be",
    cites: ["NAMELEN tells how long a real name may be"],
    transform: rewrites("005", / NAMELEN=\d+/, ""),
  },
  {
    name: "cuts real names to one letter",
    cites: ["a name that is too long is refused by FAIL or cut to NAMELEN"],
    transform: mishears("SETNAME", /x+$/, "x"),
  },
  {
    name: "refuses a real name by a code of its own",
    cites: ["a name that is too long is refused by FAIL or cut to NAMELEN"],
    transform: rewrites("FAIL", "INVALID_REALNAME", "TOO_LONG"),
  },
  {
    name: "does not tell whom others invite",
    cites: ["an operator of the channel sees whom another one invites"],
    transform: withholds("invite-notify"),
  },
  {
    name: "tells an invitation twice",
    cites: ["who is invited and has the capability gets the INVITE once"],
    transform: doubles("INVITE"),
  },
  {
    name: "tells everybody whom others invite",
    cites: ["who has not asked for it sees no INVITE of others", "the other members are not told"],
    transform: grants("invite-notify"),
  },
  {
    name: "drops 730",
    cites: [
      "MONITOR + is answered by 730 for who is on and 731 for who is not",
      "who comes is told by 730",
      "a change of nick is told by 731 of the old and 730 of the new",
      "MONITOR S tells who is on and who is not",
      "who is added twice is in the list once, and told once",
    ],
    transform: drops("730"),
  },
  {
    name: "drops 731",
    cites: [
      "MONITOR + is answered by 730 for who is on and 731 for who is not",
      "who quits is told by 731, though no channel is shared",
      "a change of nick is told by 731 of the old and 730 of the new",
      "MONITOR S tells who is on and who is not",
    ],
    transform: drops("731"),
  },
  {
    name: "answers MONITOR - and MONITOR C by the list",
    cites: [
      "MONITOR - is answered by nothing, and nothing more is told",
      "MONITOR C is answered by nothing, and nothing more is told",
    ],
    transform: toServer("MONITOR", (line) => (/ [-C]/.test(line) ? [line, "MONITOR L"] : [line])),
  },
  {
    name: "forgets nobody who is monitored",
    cites: [
      "MONITOR - is answered by nothing, and nothing more is told",
      "MONITOR C is answered by nothing, and nothing more is told",
      "of who is not monitored any more nothing is told",
    ],
    transform: ignores("MONITOR", / [-C]/),
  },
  {
    name: "lists who is monitored twice",
    cites: [
      "MONITOR L is answered by 732 with the nicks, and 733",
      "who is added twice is in the list once, and told once",
    ],
    transform: doubles("732"),
  },
  {
    name: "does not end the list of MONITOR",
    cites: [
      "MONITOR L is answered by 732 with the nicks, and 733",
      "MONITOR L of nobody is answered by 733 alone",
    ],
    transform: drops("733"),
  },
  {
    name: "lists an empty line of MONITOR",
    cites: ["MONITOR L of nobody is answered by 733 alone"],
    transform: toClient("733", (line) => [line.replace(/ 733 (\S+) .*/, " 732 $1 :somebody"), line]),
  },
  {
    name: "names no limit in 734",
    cites: ["what a full list cannot take is answered by 734 with the limit and the nicks"],
    transform: rewrites("734", / \d+ (\S+) :/, " $1 :"),
  },
  {
    name: "tells only of the coming and going of who is monitored",
    cites: [
      "AWAY of who is monitored is told to who has away-notify, too",
      "SETNAME of who is monitored is told to who has setname, too",
      "ACCOUNT of who is monitored is told to who has account-notify, too",
    ],
    transform: withholds("extended-monitor"),
  },
  {
    name: "tells everything of who is monitored to everybody",
    cites: ["who has not extended-monitor is told nothing but coming and going"],
    transform: grants("extended-monitor"),
  },
  {
    name: "shows no account in WHOX",
    cites: ["the account of who is logged in is its name"],
    transform: rewrites("354", / \S+$/, " 0"),
  },
  {
    name: "adds a field of its own to WHOX",
    cites: [
      "fields that no server knows are left out",
      "the op level has its place between account and realname",
    ],
    transform: rewrites("354", / 354 (\S+)/, " 354 $1 more"),
  },
  {
    name: "shows only the first member in WHOX",
    cites: ["every member of a channel is a row, and one 315 ends them"],
    transform: toClient("354", (line, _, memory) => {
      const isFirst = !memory.has("354");
      memory.set("354", line);
      return isFirst ? [line] : [];
    }),
  },
];
