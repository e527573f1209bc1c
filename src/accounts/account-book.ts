import type { Request } from "../log/log.ts";
import type { FoldedNick, Names } from "../protocol/names.ts";
import type { AccountRow, NickRow } from "../store/port/accounts.ts";
import type { StoreAreas } from "../store/store.ts";
import type { Account, AccountKey, AccountSettings } from "../world/account.ts";
import type { Fact } from "../world/changes.ts";
import type { World } from "../world/world.ts";

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

// Read, and told the network, in one go.
const PAGE = 500;

/**
 * Who has an account: the store takes each fact first, its unique index decides, and then the network learns of it
 * by an entry. Every method rejects with a StoreError, and then nothing has changed.
 */
export class AccountBook {
  readonly #parts: BookParts;

  constructor(parts: BookParts) {
    this.#parts = parts;
  }

  /** The key of a name, however it is spelt. */
  keyOf(name: string): AccountKey {
    return keyOf(this.#names, name);
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

  /** Removes an account that was nobody's yet. */
  async forget(key: AccountKey): Promise<void> {
    await this.#parts.store.people.erase(key, PAGE);
    await this.tell(key);
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
    for (let page = await accounts.list("", PAGE); page.length > 0; ) {
      this.#tellAll(page.map((row) => this.#accountSet(row, nicks.get(row.folded) ?? [])));
      page = await accounts.list(page.at(-1)?.folded ?? "", PAGE);
    }
  }

  async #nicksByAccount(): Promise<ReadonlyMap<string, readonly NickRow[]>> {
    const all = new Map<string, NickRow[]>();
    const { nicks } = this.#parts.store;
    for (let page = await nicks.list("", PAGE); page.length > 0; ) {
      for (const nick of page) all.set(nick.account, [...(all.get(nick.account) ?? []), nick]);
      page = await nicks.list(page.at(-1)?.folded ?? "", PAGE);
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

function keyOf(names: Names, name: string): AccountKey {
  return names.fold(name) as AccountKey;
}

/** What the network may know of an account. */
function accountOf(row: AccountRow, nicks: readonly NickRow[]): Account {
  const grouped = nicks.filter(({ folded }) => folded !== row.folded);
  return {
    key: row.folded as AccountKey,
    name: row.name,
    status: row.status,
    nicks: [row.folded, ...grouped.map(({ folded }) => folded)] as FoldedNick[],
    settings: row.settings as AccountSettings,
    createdAt: row.createdAt,
  };
}
