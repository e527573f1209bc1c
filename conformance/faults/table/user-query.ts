import { doubles, drops, type Fault, ignores, rewrites } from "../fault.ts";

/** Faults of which conversations are open. */
export const userQueryFaults: readonly Fault[] = [
  {
    name: "calls the batch of USERQUERY LIST another",
    cites: ["USERQUERY LIST is answered by a batch of what is open"],
    transform: rewrites("BATCH", "draft/user-query-list", "draft/query-list"),
  },
  {
    name: "tells nothing of USERQUERY",
    cites: [
      "USERQUERY OPEN is answered by the same",
      "USERQUERY CLOSE is answered by the same",
      "a PRIVMSG opens a user query before it comes, and only once",
    ],
    transform: drops("USERQUERY"),
  },
  {
    name: "tells of a user query twice",
    cites: ["a PRIVMSG opens a user query before it comes, and only once"],
    transform: doubles("USERQUERY"),
  },
  {
    name: "lists what the client has not opened",
    cites: ["what somebody has open is not told to others"],
    transform: (line, direction) =>
      direction === "to-server" && line === "USERQUERY LIST" ? ["USERQUERY OPEN somebody", line] : [line],
  },
  {
    name: "calls it an error of its own that a user query is open, or closed",
    cites: ["what is open is refused by ALREADY_OPENED", "what is closed is refused by ALREADY_CLOSED"],
    transform: rewrites("FAIL", /ALREADY_(?:OPENED|CLOSED)/, "INTERNAL_ERROR"),
  },
  {
    name: "does not answer what is no USERQUERY",
    cites: ["an unknown subcommand is refused by INVALID_PARAMS"],
    transform: ignores("USERQUERY", /NONSENSE/),
  },
];
