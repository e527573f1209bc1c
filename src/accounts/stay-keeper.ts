import type { Request } from "../log/log.ts";
import type { Json } from "../store/port/json.ts";
import { pagesOf } from "../store/port/pages.ts";
import type { StayRow } from "../store/port/stays.ts";
import type { StoreAreas } from "../store/store.ts";
import { isStayOver, stayingUser } from "../world/access-sessions.ts";
import { type AccountKey, keyOfAccount } from "../world/account.ts";
import { type Stay, stayOf } from "../world/stay.ts";
import type { World } from "../world/world.ts";

/** What is needed to keep who stays. */
export interface StayParts {
  readonly store: Pick<StoreAreas, "stays">;
  readonly world: World;
  /** Puts a request of the node itself into the log. */
  append(request: Request): void;
  /** The time in ms since 1970. */
  now(): number;
  /** Told why something could not be kept; it is tried again. */
  failed(error: unknown): void;
}

// Written side by side.
const MOST_AT_ONCE = 100;
// While a device is connected, nothing happens that would say so: how far what is kept of that may be behind.
const refreshMs = 300_000;

/**
 * Keeps what a restart must not lose of always-on users: the store is a projection of the world, written a little later
 * and once for all that happened meanwhile.
 */
export class StayKeeper {
  readonly #parts: StayParts;
  /** Whose row may not be what is true now. */
  readonly #changed = new Set<AccountKey>();
  /** Who has a row. */
  readonly #kept = new Set<AccountKey>();
  #writing: Promise<void> | undefined;
  #refreshedAt = 0;

  constructor(parts: StayParts) {
    this.#parts = parts;
  }

  /** Something about this account may be another now. */
  touch(account: string | undefined): void {
    if (account === undefined) return;
    const { world } = this.#parts;
    const key = keyOfAccount(world, account);
    // At the start every account is news, and of most there is nothing to keep.
    if (this.#kept.has(key) || world.usersByAccount.has(key)) this.#changed.add(key);
  }

  /** The rules may be others: so may be who stays. */
  touchAll(): void {
    for (const key of this.#parts.world.usersByAccount.keys()) this.#changed.add(key);
    for (const key of this.#kept) this.#changed.add(key);
  }

  /** Brings back into the world whoever stayed: at the start, when the network knows the accounts. */
  async load(): Promise<void> {
    const { stays } = this.#parts.store;
    for await (const page of pagesOf<StayRow>((last, limit) => stays.list(last?.account ?? "", limit))) {
      for (const { account } of page) this.#kept.add(account as AccountKey);
      // What is kept was written by `stayOf`.
      this.#parts.append({ type: "returned", stays: page.map(({ stay }) => stay as unknown as Stay) });
    }
    // Who did not come back has nothing to come back to.
    this.touchAll();
  }

  /** Writes what has changed, unless that is going on. */
  write(): void {
    this.#refresh();
    if (this.#changed.size === 0) return;
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined;
    });
  }

  /** Writes what has changed, to the end, or until the store refuses. */
  async finish(): Promise<void> {
    await this.#writing;
    if (this.#changed.size > 0) await this.#writeAll();
  }

  /** Has those leave who were away for too long. */
  expire(): void {
    const { world, append, now } = this.#parts;
    for (const user of world.users.values()) {
      // All of them leave by the same entry.
      if (isStayOver(world, user, now())) return append({ type: "stays-over" });
    }
  }

  #refresh(): void {
    const now = this.#parts.now();
    if (now < this.#refreshedAt + refreshMs) return;
    this.#refreshedAt = now;
    for (const key of this.#kept) {
      const isThere = (stayingUser(this.#parts.world, key)?.sessions.length ?? 0) > 0;
      if (isThere) this.#changed.add(key);
    }
  }

  async #writeAll(): Promise<void> {
    const keys = [...this.#changed];
    this.#changed.clear();
    for (let at = 0; at < keys.length; at += MOST_AT_ONCE) {
      await Promise.all(keys.slice(at, at + MOST_AT_ONCE).map((key) => this.#writeOne(key)));
    }
  }

  async #writeOne(key: AccountKey): Promise<void> {
    const { world, store, now, failed } = this.#parts;
    const user = stayingUser(world, key);
    try {
      if (!user) {
        if (this.#kept.delete(key)) await store.stays.remove(key);
        return;
      }
      this.#kept.add(key);
      const stay: object = stayOf(world, user, user.identity.account ?? key, now());
      await store.stays.put({ account: key, stay: stay as Json });
    } catch (error) {
      this.#kept.add(key);
      this.#changed.add(key);
      failed(error);
    }
  }
}
