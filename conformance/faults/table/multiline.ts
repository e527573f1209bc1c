import {
  drops,
  type Fault,
  ignores,
  rewrites,
  type Transform,
  toClient,
  together,
  toServer,
} from "../fault.ts";
import { grants, retags, untags, withholds } from "../tag-faults.ts";

/** Faults of messages of several lines, of renaming, of taking messages back and of 005 as a batch. */
export const multilineFaults: readonly Fault[] = [
  {
    name: "does not tell max-bytes",
    cites: ["the value of draft/multiline has max-bytes, and each key once"],
    transform: rewrites("CAP", /max-bytes=\d+,/, ""),
  },
  {
    name: "drops blank lines of a batch",
    cites: [
      "a batch of PRIVMSG is delivered as one, blank lines and all",
      "a batch of NOTICE is delivered as one, blank lines and all",
    ],
    transform: together(
      ...["PRIVMSG", "NOTICE"].map((verb) =>
        toClient(verb, (line, { params }) => (params[1] === "" ? [] : [line])),
      ),
    ),
  },
  {
    name: "forgets which lines belong together",
    cites: [
      "a batch of PRIVMSG is delivered as one, blank lines and all",
      "a batch of NOTICE is delivered as one, blank lines and all",
    ],
    transform: untags("draft/multiline-concat"),
  },
  {
    name: "delivers the lines of a batch one by one",
    cites: [
      "nothing is delivered before the batch is closed",
      "a batch to a nick is delivered as one",
      "PRIVMSG and NOTICE in one batch are refused by MULTILINE_INVALID",
      "one line more than max-lines is refused by MULTILINE_MAX_LINES with the limit",
    ],
    transform: together(
      ignores("BATCH"),
      ...["PRIVMSG", "NOTICE"].map((verb) => toServer(verb, (line) => [line.replace(/^@batch=\S+ /, "")])),
    ),
  },
  {
    name: "sends blank lines to who knows no multiline",
    cites: ["who knows no multiline gets the lines without a batch, and no blank ones"],
    transform: toClient("PRIVMSG", (line) => [line, line.replace(/ :.*/, " :")]),
  },
  {
    name: "sends multiline batches to everybody",
    cites: ["who knows no multiline gets the lines without a batch, and no blank ones"],
    transform: grants("batch", "draft/multiline"),
  },
  {
    name: "leaves traces of a batch in the fallback",
    cites: ["who knows no multiline gets the lines without a batch, and no blank ones"],
    transform: retags(["PRIVMSG"], (tags) => [...tags, "draft/multiline-concat"]),
  },
  {
    name: "puts the id on every line of the fallback",
    cites: ["in the fallback only the first line has the id, the same as the batch has"],
    transform: retags(["PRIVMSG"], (tags, memory) => {
      const [own] = tags.filter((tag) => tag.startsWith("msgid="));
      memory.set("msgid", own ?? memory.get("msgid") ?? "");
      return own === undefined ? [...tags, memory.get("msgid") ?? ""] : tags;
    }),
  },
  {
    name: "refuses batches by codes of its own",
    cites: [
      "a batch of an unknown type is refused by UNKNOWN_TYPE with the type",
      "a reference with other characters is refused by INVALID_REFTAG",
      "a line to another target is refused by MULTILINE_INVALID_TARGET with both",
      "PRIVMSG and NOTICE in one batch are refused by MULTILINE_INVALID",
      "a blank line that belongs to the one before is refused by MULTILINE_INVALID",
      "a message of blank lines only is refused by MULTILINE_INVALID",
      "one line more than max-lines is refused by MULTILINE_MAX_LINES with the limit",
      "one byte more than max-bytes is refused by MULTILINE_MAX_BYTES with the limit",
    ],
    transform: rewrites("FAIL", /BATCH \S+/, "BATCH WRONG"),
  },
  {
    name: "names no limit in the refusal of a batch",
    cites: [
      "one line more than max-lines is refused by MULTILINE_MAX_LINES with the limit",
      "one byte more than max-bytes is refused by MULTILINE_MAX_BYTES with the limit",
    ],
    transform: rewrites("FAIL", / (MULTILINE_MAX_\w+) \d+/, " $1"),
  },
  {
    name: "names no target in the refusal of a batch",
    cites: ["a line to another target is refused by MULTILINE_INVALID_TARGET with both"],
    transform: rewrites("FAIL", / (MULTILINE_INVALID_TARGET) \S+ \S+/, " $1"),
  },
  {
    name: "takes blank lines for lines",
    cites: [
      "a blank line that belongs to the one before is refused by MULTILINE_INVALID",
      "a message of blank lines only is refused by MULTILINE_INVALID",
    ],
    transform: toServer("PRIVMSG", (line) => [line.replace(/ :$/, " :.")]),
  },
  {
    name: "does not tell another name of a channel",
    cites: [
      "RENAME is told with both names and the reason",
      "RENAME without a reason is told with an empty one",
      "the case of a name may be changed alone",
    ],
    transform: drops("RENAME"),
  },
  {
    name: "leaves the reason of RENAME out",
    cites: [
      "RENAME without a reason is told with an empty one",
      "RENAME is told with both names and the reason",
    ],
    transform: rewrites("RENAME", / :[^:]*$/, ""),
  },
  {
    name: "makes a new channel of a renamed one",
    cites: ["members, topic and modes stay"],
    transform: rewrites("324", / \+\S+.*/, " +"),
  },
  {
    name: "shows RENAME as PART and JOIN to everybody",
    cites: ["RENAME is told with both names and the reason"],
    transform: withholds("draft/channel-rename"),
  },
  {
    name: "shows RENAME to everybody",
    cites: ["who does not know RENAME sees PART, JOIN, topic and names"],
    transform: grants("draft/channel-rename"),
  },
  {
    name: "does not show the topic of a renamed channel",
    cites: ["who does not know RENAME sees PART, JOIN, topic and names", "members, topic and modes stay"],
    transform: drops("332"),
  },
  {
    name: "tells nobody of REDACT",
    cites: [
      "REDACT is told to all who know it, with the id and the reason",
      "REDACT of a private message is told to the other one",
    ],
    transform: drops("REDACT"),
  },
  {
    name: "leaves the reason of REDACT out",
    cites: ["REDACT is told to all who know it, with the id and the reason"],
    transform: rewrites("REDACT", / :[^:]*$/, ""),
  },
  {
    name: "tells everybody of REDACT",
    cites: ["REDACT is not told to who does not know it"],
    transform: grants("draft/message-redaction"),
  },
  {
    name: "answers who may not take a message back as if there were none",
    cites: ["who neither said it nor is an operator is refused by REDACT_FORBIDDEN"],
    transform: rewrites("FAIL", "REDACT_FORBIDDEN", "UNKNOWN_MSGID"),
  },
  {
    name: "calls the target of REDACT wrong where the id is",
    cites: ["a message that does not exist is refused by UNKNOWN_MSGID"],
    transform: rewrites("FAIL", "UNKNOWN_MSGID", "INVALID_TARGET"),
  },
  {
    name: "leaves the case of a channel's name as it is",
    cites: ["the case of a name may be changed alone"],
    transform: toServer("RENAME", (line) => {
      const [, from, to] = line.split(" ");
      return from?.toLowerCase() === to?.toLowerCase() ? [] : [line];
    }),
  },
  {
    name: "shows another case as PART and JOIN",
    cites: ["who does not know RENAME sees nothing if only the case is another"],
    transform: toClient("PONG", (line) => [":me!me@me PART #x", ":me!me@me JOIN #X", line]),
  },
  {
    name: "says nothing of a name that is taken",
    cites: ["a name that is taken is refused by CHANNEL_NAME_IN_USE"],
    transform: drops("FAIL"),
  },
  {
    name: "says nothing to who may not rename",
    cites: ["who is no operator is refused by 482"],
    transform: drops("482"),
  },
  {
    name: "does not know ISUPPORT",
    cites: [
      "ISUPPORT is answered by what 005 said at registration",
      "ISUPPORT is answered before registration",
      "the answer to ISUPPORT is a batch of 005 and nothing else",
    ],
    transform: ignores("ISUPPORT"),
  },
  {
    name: "sends ISUPPORT as it has always been",
    cites: [
      "ISUPPORT is answered before registration",
      "the answer to ISUPPORT is a batch of 005 and nothing else",
      "no 005 of the greeting stands outside of a batch",
    ],
    transform: withholds("draft/extended-isupport"),
  },
  {
    name: "forgets a token in the answer to ISUPPORT",
    cites: ["ISUPPORT is answered by what 005 said at registration"],
    transform: forgetsLater(" WHOX"),
  },
  {
    name: "puts words into the batch of ISUPPORT",
    cites: ["the answer to ISUPPORT is a batch of 005 and nothing else"],
    transform: toClient("BATCH", (line, { params }) => {
      const [sign = "", ref = ""] = [params[0]?.[0], params[0]?.slice(1)];
      return sign === "-" ? [`@batch=${ref} :server NOTICE * :that is all`, line] : [line];
    }),
  },
  {
    name: "knows only policies without a port",
    cites: ["who comes without TLS is told one port"],
    transform: rewrites("CAP", /port=\d+,?/, ""),
  },
  {
    name: "tells a policy of STS twice, and without its value",
    cites: ["no key of the policy comes twice", "a policy is never told without its value"],
    transform: together(
      rewrites("CAP", /( |:)sts=(\S+)/, "$1sts=$2,$2"),
      rewrites("CAP", / LS :(?!.*sts)/, " LS :sts "),
    ),
  },
];

function forgetsLater(token: string): Transform {
  return (line, direction, memory) => {
    if (direction === "to-server") {
      if (line === "ISUPPORT") memory.set("asked", line);
      return [line];
    }
    return [memory.has("asked") ? line.replace(token, "") : line];
  };
}
