import type { Request } from "../log/log.ts";
import type { FoldedNick, Names } from "../protocol/names.ts";
import type { AccountRow, NickRow } from "../store/port/accounts.ts";
import type { Json } from "../store/port/json.ts";
import { pagesOf } from "../store/port/pages.ts";
import type { StoreAreas } from "../store/store.ts";
import { type Account, type AccountKey, type AccountSettings, keyOfAccount } from "../world/account.ts";
import type { Fact } from "../world/changes.ts";
import type { World } from "../world/world.ts";
import { awaitsVerification } from "./one-time-code.ts";
import { Turns } from "./turns.ts";

/** What the books of rare facts are kept with. */
export interface BookParts {
  readonly store: StoreAreas;
  readonly world: World;
  /** Puts a request of the node itself into the log. */
  append(request: Request): void;
  /** The time in ms since 1970. */
  now(): number;
  /** Whether the configuration has suspended an account, whatever the store says; left out: none. */
  isSuspended?(key: AccountKey): boolean;
}

const ERASED_AT_ONCE = 1_000;

/** What becomes of the status of an account. */
type Status = (row: AccountRow) => AccountRow["status"];

/**
 * Who has an account: the store takes each fact first, its unique index decides, and then the network learns of it
 * by an entry. Every method rejects with a StoreError, and then nothing has changed.
 */
export class AccountBook {
  readonly #parts: BookParts;
  readonly #turns = new Turns();

  constructor(parts: BookParts) {
    this.#parts = parts;
  }

  /** The key of a name, however it is spelt. */
  keyOf(name: string): AccountKey {
    return keyOfAccount(this.#parts.world, name);
  }

  /** All the store keeps of an account, its secrets with it. */
  async find(key: AccountKey): Promise<AccountRow | undefined> {
    return await this.#parts.store.accounts.find(key);
  }

  /** Makes an account, and claims the nick of its name; TAKEN if either is somebody's. */
  async create(account: Omit<AccountRow, "folded" | "createdAt" | "lastSeenAt">): Promise<void> {
    const at = this.#parts.now();
    const key = this.keyOf(account.name);
    await this.#parts.store.accounts.create({ ...account, folded: key, createdAt: at, lastSeenAt: at });
    await this.tell(key);
  }

  /** Changes what the store keeps; false if there is no such account. */
  async update(key: AccountKey, change: Parameters<StoreAreas["accounts"]["update"]>[1]): Promise<boolean> {
    if (!(await this.#parts.store.accounts.update(key, change))) return false;
    await this.tell(key);
    return true;
  }

  /**
   * Changes what is chosen for an account, one change after the other: `undefined` is as configured. False if there is
   * no such account.
   */
  async choose(key: AccountKey, chosen: AccountSettings, status?: Status): Promise<boolean> {
    return await this.#turns.take(key, async () => {
      const row = await this.find(key);
      if (!row) return false;
      const settings = present({ ...(row.settings as AccountSettings), ...chosen });
      return await this.update(key, { settings, ...(status && { status: status(row) }) });
    });
  }

  /** Has nobody log in to an account for the time being; false if there is no such account. */
  async suspend(key: AccountKey, suspension: NonNullable<AccountSettings["suspension"]>): Promise<boolean> {
    return await this.choose(key, { suspension }, () => "suspended");
  }

  /** Has an account be as it was before it was suspended; false if there is no such account. */
  async unsuspend(key: AccountKey): Promise<boolean> {
    // One that was never verified is not made so.
    const status: Status = ({ verification }) => (awaitsVerification(verification) ? "unverified" : "active");
    return await this.choose(key, { suspension: undefined }, status);
  }

  /** Has a nick belong to an account; TAKEN if it is somebody's, MISSING without such an account. */
  async group(key: AccountKey, nick: string): Promise<void> {
    const folded = this.#names.foldNick(nick);
    await this.#parts.store.nicks.add({ folded, nick, account: key, at: this.#parts.now() });
    await this.tell(key);
  }

  /** Lets go of a nick of an account; false if it is none, or its name. */
  async ungroup(key: AccountKey, nick: string): Promise<boolean> {
    const removed = await this.#parts.store.nicks.remove(key, this.#names.foldNick(nick));
    if (removed) await this.tell(key);
    return removed;
  }

  /** The client certificates that open an account, and nothing else does. */
  get certificates(): StoreAreas["certificates"] {
    return this.#parts.store.certificates;
  }

  /** Removes an account with everything it has and has written, and tells how many messages that were. */
  async erase(key: AccountKey): Promise<number> {
    const { people } = this.#parts.store;
    // The account goes with the first step, and its sessions are logged out of it: they write no more under its name.
    let count = await people.erase(key, ERASED_AT_ONCE);
    await this.tell(key);
    let more = 0;
    do {
      // Once at least: what was said up to then is in the store by now.
      more = await people.erase(key, ERASED_AT_ONCE);
      count += more;
    } while (more > 0);
    return count;
  }

  /** Has the network know an account as the store has it now; gone, if it has none. */
  async tell(key: AccountKey): Promise<void> {
    const { accounts, nicks } = this.#parts.store;
    const [row, theirs] = await Promise.all([accounts.find(key), nicks.of(key)]);
    this.#tellAll([row ? this.#accountSet(row, theirs) : { type: "account-removed", account: key }]);
  }

  /** Has the network know every account there is: at the start. */
  async load(): Promise<void> {
    const nicks = await this.#nicksByAccount();
    const { accounts } = this.#parts.store;
    for await (const page of pagesOf<AccountRow>((last, limit) => accounts.list(last?.folded ?? "", limit)))
      this.#tellAll(page.map((row) => this.#accountSet(row, nicks.get(row.folded) ?? [])));
  }

  async #nicksByAccount(): Promise<ReadonlyMap<string, readonly NickRow[]>> {
    const all = new Map<string, NickRow[]>();
    const { nicks } = this.#parts.store;
    for await (const page of pagesOf<NickRow>((last, limit) => nicks.list(last?.folded ?? "", limit))) {
      for (const nick of page) {
        const theirs = all.get(nick.account);
        if (theirs) theirs.push(nick);
        else all.set(nick.account, [nick]);
      }
    }
    return all;
  }

  /** Removes the accounts that nobody has verified in time, and has the network know. */
  async expireUnverified(): Promise<void> {
    const gone = await this.#parts.store.accounts.expireUnverified(this.#parts.now());
    if (gone.length > 0)
      this.#tellAll(gone.map((key) => ({ type: "account-removed", account: key as AccountKey })));
  }

  #accountSet(row: AccountRow, nicks: readonly NickRow[]): Fact {
    const account = accountOf(row, nicks);
    const isSuspended = this.#parts.isSuspended?.(account.key) ?? false;
    return { type: "account-set", account: isSuspended ? { ...account, status: "suspended" } : account };
  }

  #tellAll(facts: readonly Fact[]): void {
    this.#parts.append({ type: "recorded", facts });
  }

  get #names(): Names {
    return this.#parts.world.names;
  }
}

/** What the network may know of an account. */
function accountOf(row: AccountRow, nicks: readonly NickRow[]): Account {
  const others = nicks.filter(({ folded }) => folded !== row.folded);
  return {
    key: row.folded as AccountKey,
    name: row.name,
    status: row.status,
    nicks: [row.folded, ...others.map(({ folded }) => folded)] as FoldedNick[],
    grouped: others.map(({ nick }) => nick),
    settings: row.settings as AccountSettings,
    createdAt: row.createdAt,
  };
}

// A store keeps what there is: nothing is written down as not chosen.
function present(settings: AccountSettings): Json {
  return JSON.parse(JSON.stringify(settings));
}
