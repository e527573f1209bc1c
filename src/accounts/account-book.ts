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
}

// Read, and told the network, in one go.
const PAGE = 500;

/**
 * Who has an account: the store takes each fact first, its unique index decides, and then the network learns of it
 * by an entry. Every method rejects with a StoreError, and then nothing has changed.
 */
export class AccountBook {
  readonly #parts: BookParts;
  #choosing: Promise<unknown> = Promise.resolve();

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

  /** Changes what its owner has chosen; what is `undefined` is as configured. False if there is no such account. */
  async choose(key: AccountKey, choice: AccountSettings): Promise<boolean> {
    // One after the other: each is put beside what was chosen before.
    const done = this.#choosing.then(() => this.#choose(key, choice));
    this.#choosing = done.catch(() => undefined);
    return await done;
  }

  async #choose(key: AccountKey, choice: AccountSettings): Promise<boolean> {
    const row = await this.find(key);
    if (!row) return false;
    return await this.update(key, { settings: { ...(row.settings as AccountSettings), ...choice } });
  }

  /** Has the network know an account as the store has it now; gone, if it has none. */
  async tell(key: AccountKey): Promise<void> {
    const { accounts, nicks } = this.#parts.store;
    const [row, theirs] = await Promise.all([accounts.find(key), nicks.of(key)]);
    this.#tellAll([row ? accountSet(row, theirs) : { type: "account-removed", account: key }]);
  }

  /** Has the network know every account there is: at the start. */
  async load(): Promise<void> {
    const nicks = await this.#nicksByAccount();
    const { accounts } = this.#parts.store;
    for (let page = await accounts.list("", PAGE); page.length > 0; ) {
      this.#tellAll(page.map((row) => accountSet(row, nicks.get(row.folded) ?? [])));
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

function accountSet(row: AccountRow, nicks: readonly NickRow[]): Fact {
  return { type: "account-set", account: accountOf(row, nicks) };
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
