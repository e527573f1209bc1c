import {
  drops,
  type Fault,
  mishears,
  renumbers,
  rewrites,
  type Transform,
  toClient,
  toServer,
} from "../fault.ts";
import { withholds } from "../tag-faults.ts";

/** Faults of capabilities, and of logging in with them. */
export const capabilityFaults: readonly Fault[] = [
  {
    name: "grants the rest of what it refuses",
    cites: ["a request with one unknown capability changes nothing", "a refused request gives nothing up"],
    transform: grantsTheRest(),
  },
  {
    name: "shows values to who does not know 302",
    cites: [
      "CAP LS without a version offers capabilities without values",
      "who asks without a version after 302 is shown no values",
    ],
    transform: mishears("CAP", /LS$/, "LS 302"),
  },
  {
    name: "refuses what is enabled already",
    cites: ["requesting what is enabled already is acknowledged, and it stays"],
    transform: toClient("CAP", (line, { params }, memory) => {
      const isAgain = params[1] === "ACK" && memory.get("acknowledged") === params[2];
      if (params[1] === "ACK") memory.set("acknowledged", params[2] ?? "");
      return [isAgain ? line.replace(" ACK ", " NAK ") : line];
    }),
  },
  {
    name: "refuses to give up what is not enabled",
    cites: ["giving up what is not enabled is acknowledged"],
    transform: rewrites("CAP", " ACK :-", " NAK :-"),
  },
  {
    name: "takes the words of CAP REQ from right to left",
    cites: ["words are taken from left to right: the last one on a capability counts"],
    transform: mishears("CAP", /REQ :(\S+) (-\S+)$/, "REQ :$2 $1"),
  },
  {
    name: "calls who has no nick by one",
    cites: ["CAP before NICK is answered to *"],
    transform: rewrites("410", " * ", " nobody "),
  },
  {
    name: "folds the names of capabilities",
    cites: ["capital letters make another capability, which there is not"],
    transform: mishears("CAP", "MULTI-PREFIX", "multi-prefix"),
  },
  {
    name: "offers a capability that begins with a hyphen",
    cites: ["no name of a capability begins with a hyphen"],
    transform: rewrites("CAP", " LS :", " LS :-x "),
  },
  {
    name: "shows values in CAP ACK and CAP LIST",
    cites: ["ACK and LIST never show the value of a capability"],
    transform: rewrites("CAP", / (ACK|LIST) .*\w$/, "$&=x"),
  },
  {
    name: "knows no version but 302",
    cites: ["a version that is not known yet is taken for the highest that is"],
    transform: mishears("CAP", "LS 307", "LS"),
  },
  {
    name: "marks the last line of CAP LS as one of several, too",
    cites: ["of several lines of CAP LS 302 all but the last have an asterisk"],
    transform: rewrites("CAP", " LS :", " LS * :"),
  },
  {
    name: "lets who knows 302 give up cap-notify",
    cites: ["who asked for 302 cannot give up cap-notify", "a lower version does not take 302 back"],
    transform: rewrites("CAP", " NAK :-cap-notify", " ACK :-cap-notify"),
  },
  {
    name: "refuses cap-notify",
    cites: [
      "who asked for 302 may request cap-notify all the same",
      "who did not ask for 302 may enable cap-notify and give it up",
    ],
    transform: rewrites("CAP", " ACK :cap-notify", " NAK :cap-notify"),
  },
  {
    name: "does not name its mechanisms",
    cites: ["the value of sasl in CAP LS 302 names the mechanisms, with commas between them"],
    transform: rewrites("CAP", /sasl=\S+/, "sasl"),
  },
  {
    name: "begins PLAIN with a challenge",
    cites: ["the server has nothing to say before the client's part of PLAIN"],
    transform: rewrites("AUTHENTICATE", "+", "aGVsbG8="),
  },
  {
    name: "lets everybody in",
    cites: [
      "a wrong password is answered by 904, and the client may try again",
      "an account that does not exist is answered as a wrong password is",
      "an unknown mechanism is answered by 904",
    ],
    transform: renumbers("904", "903"),
  },
  {
    name: "lets nobody try again",
    cites: ["a wrong password is answered by 904, and the client may try again"],
    transform: (line, _, memory) => {
      if (/^\S+ 904 /.test(line)) memory.set("failed", line);
      return [memory.has("failed") ? line.replace(" 903 ", " 904 ") : line];
    },
  },
  {
    name: "does not say whom it has logged in",
    cites: ["the right password is answered by 900 with the account, then 903"],
    transform: drops("900"),
  },
  {
    name: "forgets a login",
    cites: ["a login is in force once the client is registered"],
    transform: drops("330"),
  },
  {
    name: "sends 904 for all that goes wrong with AUTHENTICATE",
    cites: [
      "an asterisk aborts with 906",
      "a parameter of more than 400 bytes is answered by 905",
      "who registers in the middle of it is told 906 and not logged in",
    ],
    transform: (line, direction) => [
      direction === "to-client" ? line.replace(/^(:\S+) 90[56] /, "$1 904 ") : line,
    ],
  },
  {
    name: "does not wait for the rest of a response",
    cites: ["after a chunk of 400 bytes the server waits for the rest"],
    transform: toServer("AUTHENTICATE", (line) => (line.length > 400 ? [line, "AUTHENTICATE +"] : [line])),
  },
  {
    name: "takes AUTHENTICATE from everybody",
    cites: ["AUTHENTICATE without the capability leads to nothing"],
    transform: mishears("CAP", "REQ :cap-notify", "REQ :cap-notify sasl"),
  },
  {
    name: "calls a second login a wrong one",
    cites: ["who is logged in may log in again, or is answered by 907"],
    transform: (line, direction, memory) => {
      if (direction === "to-server" || !/^\S+ 903 /.test(line)) return [line];
      const isSecond = memory.has("logged-in");
      memory.set("logged-in", line);
      return [isSecond ? line.replace(" 903 ", " 904 ") : line];
    },
  },
  {
    name: "keeps the names from nobody",
    cites: ["a JOIN is not followed by the names"],
    transform: withholds("no-implicit-names"),
  },
  {
    name: "never shows the names",
    cites: ["NAMES is answered as usual"],
    transform: drops("353"),
  },
];

// The request is refused as a whole, and all of it that there is comes into force.
function grantsTheRest(): Transform {
  return (line, direction, memory) => {
    if (direction === "to-server" && line.includes(" no-such-cap")) {
      memory.set("in secret", line);
      return [line, line.replace(" no-such-cap", "")];
    }
    const isSecret = direction === "to-client" && / CAP \S+ ACK /.test(line) && memory.delete("in secret");
    return isSecret ? [] : [line];
  };
}
