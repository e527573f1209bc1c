import ipaddr from "ipaddr.js";
import { AttemptCounter } from "./attempt-counter.ts";

/** Counts how often somebody tries to log in from where, and as whom: guessing passwords is to be slow. */
export class LoginAttempts {
  readonly #places = new AttemptCounter(5);
  // From many places at once; more than from one, so that no single stranger can keep an account's owner out.
  readonly #accounts = new AttemptCounter(30);

  /** Counts one more, from there and for that (folded) account; false if there were too many of either. */
  begin(address: string, now: number, account?: string): boolean {
    // A place that is refused takes nothing from the account's count.
    if (!this.#places.begin(placeOf(address), now)) return false;
    return account === undefined || this.#accounts.begin(account, now);
  }

  /** One from there was right: it counts no more. */
  succeeded(address: string, account?: string): void {
    this.#places.succeeded(placeOf(address));
    if (account !== undefined) this.#accounts.succeeded(account);
  }

  /** How many places and accounts are remembered. */
  get remembered(): number {
    return this.#places.remembered + this.#accounts.remembered;
  }
}

/** Who has a block of IPv6 has all its addresses: they count as one. */
function placeOf(address: string): string {
  if (!ipaddr.IPv6.isValid(address)) return address;
  return ipaddr.IPv6.parse(address).parts.slice(0, 4).join(":");
}
