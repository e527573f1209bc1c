import { drops, type Fault, ignores, mishears, rewrites, toServer } from "../fault.ts";

/** Faults of which limits hold in a channel. */
export const channelFloodLimitsFaults: readonly Fault[] = [
  {
    name: "tells nobody of CHANLIMITS",
    cites: [
      "who joins is told the limits that are set",
      "who becomes an operator, and is one no more, is told",
      "an operator sets a limit, and members are told",
      "the limits of an operator who leaves are gone",
    ],
    transform: drops("CHANLIMITS"),
  },
  {
    name: "tells everybody of CHANLIMITS",
    cites: ["a client that did not ask for it reads no CHANLIMITS"],
    transform: toServer("JOIN", (line) => ["CAP REQ draft/channel-flood-limits", line]),
  },
  {
    name: "takes a limit back with all others",
    cites: ["a limit is removed by its name, the others stay"],
    transform: mishears("CHANLIMITS", / -user:\S+/, " *"),
  },
  {
    name: "takes no limits back",
    cites: ["CHANLIMITS with * removes one's own limits only"],
    transform: ignores("CHANLIMITS", / :?\*$/),
  },
  {
    name: "calls the lack of privileges in CHANLIMITS another error",
    cites: ["who has no privileges is refused by CHANOP_NEEDED"],
    transform: rewrites("FAIL", "CHANOP_NEEDED", "FORBIDDEN"),
  },
  {
    name: "says nothing of what is no limit",
    cites: ["what is no limit is refused by INVALID_PARAMS"],
    transform: rewrites("FAIL", "INVALID_PARAMS", "UNKNOWN"),
  },
  {
    name: "tells the first of several limits",
    cites: ["of several limits the strictest is told"],
    transform: rewrites("CHANLIMITS", "8/30", "5/15"),
  },
  {
    name: "tells those with a voice what holds for those without",
    cites: ["a limit for who has no voice holds until one has"],
    transform: rewrites("CHANLIMITS", "8/15", "4/15"),
  },
];
