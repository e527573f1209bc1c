import { type Fault, rewrites, toClient } from "../fault.ts";

/** Faults of what 004 and 005 advertise. */
export const featureFaults: readonly Fault[] = [
  {
    name: "advertises twenty tokens in one line",
    cites: ["a 005 line has at most thirteen tokens"],
    transform: toClient("005", (line) => [line.replace(" :", " A B C D E F G H I J K L M N :")]),
  },
  {
    name: "writes tokens in small letters",
    cites: ["the names of tokens are capital letters and digits"],
    transform: rewrites("005", "NICKLEN", "nicklen"),
  },
  {
    name: "repeats a token",
    cites: ["no token is repeated in a line"],
    transform: rewrites("005", " :", " KNOCK KNOCK :"),
  },
  {
    name: "advertises the old casemapping",
    cites: ["CASEMAPPING is not rfc1459"],
    transform: rewrites("005", /CASEMAPPING=\w+/, "CASEMAPPING=rfc1459"),
  },
  {
    name: "advertises lengths of nothing",
    cites: ["AWAYLEN", "CHANNELLEN", "HOSTLEN", "KICKLEN", "NICKLEN", "TOPICLEN", "USERLEN"].map(
      (name) => `${name} is a positive number`,
    ),
    transform: rewrites("005", /(\w+LEN)=\d+/g, "$1=0"),
  },
  {
    name: "advertises three groups of channel modes",
    cites: ["CHANMODES has four groups of letters"],
    transform: rewrites("005", /CHANMODES=\S+/, "CHANMODES=b,k,l"),
  },
  {
    name: "advertises member modes as channel modes",
    cites: [
      "no letter of PREFIX is in CHANMODES",
      "no letter is in CHANMODES twice",
      "the letter of EXCEPTS is a list mode",
      "the letter of INVEX is a list mode",
      "MAXLIST limits list modes by positive numbers",
      "004 has every channel mode that 005 has",
    ],
    transform: rewrites("005", /CHANMODES=\S+/, "CHANMODES=,k,l,imntsovyy"),
  },
  {
    name: "has more letters than signs in PREFIX",
    cites: ["PREFIX pairs each letter with a sign"],
    transform: rewrites("005", /PREFIX=\S+/, "PREFIX=(ohv)@+"),
  },
  {
    name: "advertises signs that are no prefixes",
    cites: ["STATUSMSG has signs of PREFIX only", "CHANLIMIT limits channel types"],
    transform: rewrites("005", /(STATUSMSG|CHANLIMIT)=/g, "$1=!"),
  },
  {
    name: "writes TARGMAX and ELIST in a language of its own",
    cites: ["TARGMAX pairs commands with limits", "ELIST has known letters only"],
    transform: rewrites("005", /(TARGMAX|ELIST)=/g, "$1=many?"),
  },
  {
    name: "gives values to tokens that have none",
    cites: ["SAFELIST has no value", "WHOX has no value"],
    transform: rewrites("005", / (SAFELIST|WHOX)(?= )/g, " $1=1"),
  },
  {
    name: "does not name the network",
    cites: ["NETWORK names the network"],
    transform: rewrites("005", / NETWORK=\S+/, ""),
  },
];
