import { delays, drops, type Fault, mishears, rewrites, type Transform, toClient } from "../fault.ts";
import { adds, untags } from "../tag-faults.ts";

/** Faults of labels and batches, and of standard replies. */
export const labelFaults: readonly Fault[] = [
  {
    name: "leaves labels out",
    cites: [
      "an answer of one line has the label",
      "a refusal has the label",
      "an answer of several lines is a batch, and only its first line has the label",
      "each of several labelled lines is answered under its own label, in order",
      "the echo of a message has the label",
      "a standard reply to a line with a label has the label",
      "the echo of a batch has the label on its first line alone",
    ],
    transform: untags("label"),
  },
  {
    name: "puts the label on every line of a batch",
    cites: [
      "an answer of several lines is a batch, and only its first line has the label",
      "the echo of a batch has the label on its first line alone",
    ],
    transform: labelsEveryLine(),
  },
  {
    name: "labels what it delivers",
    cites: [
      "of a message to oneself the echo has the label, and what is delivered has not",
      "a message to oneself that is not echoed comes without the label",
    ],
    transform: adds("label=me", "PRIVMSG"),
  },
  {
    name: "cuts labels at 32 bytes",
    cites: ["a label of 64 bytes comes back as it is"],
    transform: mishears("AWAY", /^(@label=\S{32})\S+/, "$1"),
  },
  {
    name: "reads labels without their escapes",
    cites: ["an escaped label comes back with the same meaning"],
    transform: mishears("AWAY", "\\:", ":"),
  },
  {
    name: "answers labelled lines out of order",
    cites: ["each of several labelled lines is answered under its own label, in order"],
    transform: delays("306"),
  },
  {
    name: "answers by no ACK",
    cites: [
      "what is answered by nothing is answered by ACK",
      "a message that is not echoed is answered by ACK",
    ],
    transform: drops("ACK"),
  },
  {
    name: "answers by ACK what has no label",
    cites: ["who sends no label gets none, and no ACK", "who has not asked for labels gets none, and no ACK"],
    transform: toClient("PONG", (line) => [":server ACK", line]),
  },
  {
    name: "makes no batches",
    cites: [
      "a batch that begins ends, and what is in it has its tag",
      "a labelled JOIN is answered by one batch, from JOIN to the end of the names",
      "a batch of PRIVMSG is delivered as one, blank lines and all",
      "the answer to ISUPPORT is a batch of 005 and nothing else",
    ],
    transform: drops("BATCH"),
  },
  {
    name: "closes no batch",
    cites: [
      "a batch that begins ends, and what is in it has its tag",
      "a batch to a nick is delivered as one",
      "the answer to ISUPPORT is a batch of 005 and nothing else",
    ],
    transform: toClient("BATCH", (line, { params }) => (params[0]?.startsWith("-") ? [] : [line])),
  },
  {
    name: "leaves the batch tag out",
    cites: [
      "a batch that begins ends, and what is in it has its tag",
      "a labelled JOIN is answered by one batch, from JOIN to the end of the names",
      "a batch to a nick is delivered as one",
      "no 005 of the greeting stands outside of a batch",
    ],
    transform: untags("batch"),
  },
  {
    name: "calls batches by names with other signs",
    cites: ["the reference is made of letters, digits and hyphens"],
    transform: (line, direction) => [
      direction === "to-client" ? line.replace(/(batch=|BATCH [+-])([\w-]+)/, "$1_$2") : line,
    ],
  },
  {
    name: "puts the ends of a batch into it",
    cites: ["neither the first nor the last line of a batch refers to it"],
    transform: adds("batch=itself", "BATCH"),
  },
  {
    name: "puts what others say into a batch",
    cites: ["what others do does not fall into a batch that answers"],
    transform: adds("batch=another", "PRIVMSG"),
  },
  {
    name: "answers by FAIL without words",
    cites: ["a standard reply names the command, a code and, last, what it means in words"],
    transform: rewrites("FAIL", / :.*/, ""),
  },
  {
    name: "warns of what it has refused",
    cites: ["FAIL INVALID_UTF8 means that nothing was relayed, WARN that it was mended"],
    transform: rewrites("FAIL", " FAIL ", " WARN "),
  },
];

function labelsEveryLine(): Transform {
  return (line, direction, memory) => {
    const label = /^@label=[^; ]+/.exec(line)?.[0];
    if (direction === "to-server" || label !== undefined) {
      if (label !== undefined) memory.set("label", label);
      return [line];
    }
    return [line.replace(/^@batch=/, `${memory.get("label")};batch=`)];
  };
}
