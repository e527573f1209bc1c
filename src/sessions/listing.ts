import { type Reply, reply } from "../protocol/reply.ts";
import { type Comer, isExcepted } from "../world/access-bans.ts";
import type { Change } from "../world/changes.ts";
import { listedIn } from "./admission.ts";
import type { SessionNode } from "./node.ts";
import type { Session } from "./session.ts";

const actions = ["refuse", "require-login", "mark"] as const;

/** True for what may become of who is listed. */
export function isListingAction(word: unknown): word is Listing["action"] {
  return actions.some((action) => action === word);
}

/** The strictest of what is known of an address, and the first of those. */
export function strictest<L extends Pick<Listing, "action">>(
  listings: readonly (L | undefined)[],
): L | undefined {
  return actions.flatMap((action) => listings.filter((listing) => listing?.action === action))[0];
}

/** What is known of the address a session comes from. */
export function listingOf({ lookup }: Session): Listing | undefined {
  return strictest([lookup?.listed?.listing, lookup?.checked]);
}

/** That an address is in a list which is asked by DNS, and what is to become of who comes from it. */
export interface Listing {
  readonly zone: string;
  readonly action: (typeof actions)[number];
  readonly reason: string;
}

/** What the lists have said of an address. */
export interface Listed {
  readonly listing: Listing | undefined;
  /** True if one of them has not answered. */
  readonly isUnsure: boolean;
}

/** Why somebody may not come in whose address is listed. */
interface ListingRefusal {
  readonly answer: Reply;
  readonly farewell: string;
}

/** May the session register as this comer, as far as lists go? Whom an exception is about may in any case. */
export function refusalByList(session: Session, comer: Comer, node: SessionNode): ListingRefusal | undefined {
  const listing = listingOf(session);
  if (!listing || isExcepted(node.world, comer, node.now())) return undefined;
  const { zone, action, reason } = listing;
  const isLoggedIn = comer.account !== undefined;
  if (action === "mark" || (action === "require-login" && isLoggedIn)) {
    node.events.listed(session, listing);
    return undefined;
  }
  node.events.turnedAway(session.address, listedIn(zone));
  if (action === "refuse")
    return { answer: reply("ERR_YOUREBANNEDCREEP", { reason }), farewell: `Listed: ${reason}` };
  const answer = reply("FAIL_ACCOUNT_REQUIRED", { reason: `${reason}: log in with SASL to come in` });
  return { answer, farewell: "An account is required" };
}

/** Ends the sessions of who has logged out that were let in because they had logged in. */
export function endListedStrangers(change: Change, node: SessionNode): void {
  if (change.type !== "account-changed" || change.identity.account !== undefined) return;
  const user = node.world.users.get(change.user);
  for (const record of user?.sessions ?? []) {
    const session = node.sessions.get(record.id);
    if (!session || listingOf(session)?.action !== "require-login") continue;
    const stranger = { username: change.identity.user, realname: user?.realname ?? "", session: record };
    if (!isExcepted(node.world, stranger, node.now())) session.end("An account is required");
  }
}
