import type { AccountKey } from "../world/account.ts";
import type { Change } from "../world/changes.ts";
import { classifyAgain } from "./classifying.ts";
import type { SessionHost } from "./host.ts";

/** Has the sessions of a node follow what has become of their users and accounts. */
export function followChange(host: SessionHost, change: Change): void {
  const lost = lostAccount(change);
  if (lost !== undefined) host.lostAccount(lost);
  classifyAgain(change, host);
}

/** The account that is nobody's to come in with after this. */
function lostAccount(change: Change): AccountKey | undefined {
  if (change.type === "account-removed") return change.account;
  return change.type === "account-set" && change.account.status !== "active" ? change.account.key : undefined;
}
