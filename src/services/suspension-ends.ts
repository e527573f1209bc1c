import type { Scheduled } from "../sessions/timer-wheel.ts";
import type { AccountKey } from "../world/account.ts";
import type { Change } from "../world/changes.ts";
import type { GuardParts } from "./nick-guard.ts";

/** What it takes to end suspensions. */
export interface SuspensionParts extends Pick<GuardParts, "wheel" | "now"> {
  unsuspend(account: AccountKey): Promise<unknown>;
  /** Told why one could not be ended. */
  failed(error: unknown): void;
}

// Where the store does not take it, it is asked again.
const againMs = 60_000;

/** Ends suspensions that are for a time only. */
export class SuspensionEnds {
  readonly #parts: SuspensionParts;
  readonly #waiting = new Map<AccountKey, Ending>();

  constructor(parts: SuspensionParts) {
    this.#parts = parts;
  }

  /** Takes in a change that has been applied. */
  changed(change: Change): void {
    if (change.type === "account-removed") return this.#forget(change.account);
    if (change.type !== "account-set") return;
    const { key, status, settings } = change.account;
    this.#forget(key);
    const until = settings.suspension?.until;
    if (status !== "suspended" || until === undefined) return;
    const ending = new Ending(key, until, this.#parts);
    this.#waiting.set(key, ending);
    this.#parts.wheel.schedule(ending, until);
  }

  #forget(account: AccountKey): void {
    const ending = this.#waiting.get(account);
    if (!ending) return;
    this.#parts.wheel.cancel(ending);
    this.#waiting.delete(account);
  }
}

/** One suspension, which ends. */
class Ending implements Scheduled {
  wheelSlot = -1;
  wheelPlace = -1;
  readonly #account: AccountKey;
  readonly #until: number;
  readonly #parts: SuspensionParts;

  constructor(account: AccountKey, until: number, parts: SuspensionParts) {
    this.#account = account;
    this.#until = until;
    this.#parts = parts;
  }

  due(now: number): number | undefined {
    if (now < this.#until) return this.#until;
    // Once it is ended, the network says so, and this is forgotten.
    this.#parts.unsuspend(this.#account).catch((error: unknown) => this.#parts.failed(error));
    return now + againMs;
  }
}
