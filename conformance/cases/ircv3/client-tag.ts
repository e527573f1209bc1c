import type { Need } from "../../suite/case.ts";

/** A client-only tag of the suite's own; message-tags.md wants a vendor before it. */
export const TAG = "+conformance.example/tag";

/** The network lets client-only tags pass: message-tags.md, CLIENTTAGDENY. */
export const clientTags: Need = ({ isupport }) => {
  const denied = (isupport.value("CLIENTTAGDENY") ?? "").split(",");
  return denied.includes("*") ? "CLIENTTAGDENY denies the tag of this suite" : undefined;
};
