import { drops, type Fault, rewrites } from "../fault.ts";
import { grants, untags } from "../tag-faults.ts";

/** Faults of changing what was said. */
export const editFaults: readonly Fault[] = [
  {
    name: "tells nobody of EDIT",
    cites: [
      "EDIT is forwarded to the channel with the id and the new text",
      "EDIT of a private message is forwarded to the other one",
    ],
    transform: drops("EDIT"),
  },
  {
    name: "leaves the new text of EDIT out",
    cites: ["EDIT is forwarded to the channel with the id and the new text"],
    transform: untags("draft/edit-text"),
  },
  {
    name: "tells everybody of EDIT",
    cites: ["EDIT does not come to who does not know it"],
    transform: grants("draft/message-edit"),
  },
  {
    name: "calls the text of an EDIT wrong where it is another's message",
    cites: ["who has not said it is refused by EDIT_FORBIDDEN"],
    transform: rewrites("FAIL", "EDIT_FORBIDDEN", "INVALID_EDIT"),
  },
  {
    name: "calls an EDIT without a text forbidden",
    cites: ["an empty text is refused by INVALID_EDIT"],
    transform: rewrites("FAIL", "INVALID_EDIT", "EDIT_FORBIDDEN"),
  },
];
