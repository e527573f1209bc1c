import type { AccountConfig } from "../config/schema.ts";
import type { AccountRow, AppPasswordRow } from "../store/port/accounts.ts";
import type { StoreAreas } from "../store/store.ts";
import type { AccountKey } from "../world/account.ts";
import type { Accounts, StoredAccount, SuccessfulLogin } from "./accounts.ts";
import { makeCredentials } from "./credentials.ts";
import type { PasswordChecks } from "./password-checks.ts";
import { isPasswordHash, needsRehash } from "./password-hash.ts";

/** What accounts are looked up with. */
export interface KnownAccountParts {
  readonly store: Pick<StoreAreas, "accounts" | "certificates" | "appPasswords">;
  /** The accounts of the configuration in force. */
  readonly listed: () => readonly AccountConfig[];
  /** Whether anybody may have an account, besides those of the configuration. */
  readonly areOthers: () => boolean;
  /** Whether somebody else is asked for accounts that have no password here; left out: nobody is. */
  readonly isForeign?: () => boolean;
  readonly passwords: PasswordChecks;
  readonly keyOf: (name: string) => AccountKey;
  /** Whether the network knows an account as suspended: asked where the store does not answer. */
  readonly isKnownSuspended: (key: AccountKey) => boolean;
  /** The time in ms since 1970. */
  readonly now: () => number;
  /** Told why something could not be kept. */
  readonly failed: (error: unknown) => void;
}

interface Kept {
  readonly row: AccountRow | undefined;
  readonly appPasswords: readonly AppPasswordRow[];
}

/** The accounts of one configuration. */
interface ConfiguredIndex {
  readonly of: readonly AccountConfig[];
  readonly byKey: ReadonlyMap<AccountKey, AccountConfig>;
}

const nothingKept: Kept = { row: undefined, appPasswords: [] };

/**
 * The accounts of the store and those of the configuration. Of an account that both have, the configuration says the
 * password; devices, certificates and a suspension are the store's, too.
 */
export class KnownAccounts implements Accounts {
  readonly #parts: KnownAccountParts;
  #index: ConfiguredIndex = { of: [], byKey: new Map() };

  constructor(parts: KnownAccountParts) {
    this.#parts = parts;
  }

  get available(): boolean {
    const { listed, areOthers, isForeign } = this.#parts;
    return listed().length > 0 || areOthers() || (isForeign?.() ?? false);
  }

  // Those of the store have what SCRAM needs; of a hash in the configuration it cannot be made.
  get knowsScram(): boolean {
    // Who is asked elsewhere has to see the password.
    if (this.#parts.isForeign?.()) return false;
    return !this.#parts.listed().some(({ password }) => isPasswordHash(password));
  }

  /** The account as the configuration has it, if it does. */
  configured(key: AccountKey): AccountConfig | undefined {
    const listed = this.#parts.listed();
    if (this.#index.of !== listed) this.#index = { of: listed, byKey: this.#byKey(listed) };
    return this.#index.byKey.get(key);
  }

  async find(name: string): Promise<StoredAccount | undefined> {
    const key = this.#parts.keyOf(name);
    const configured = this.configured(key);
    if (!configured) return storedFrom(await this.#kept(key));
    // Whose password is in the configuration gets in without the store.
    const kept = await this.#kept(key).catch(() => nothingKept);
    const isSuspended = kept === nothingKept && this.#parts.isKnownSuspended(key);
    return configuredFrom(isSuspended ? { ...configured, suspended: true } : configured, kept);
  }

  async findByCertfp(certfp: string): Promise<StoredAccount | undefined> {
    const configured = this.#parts.listed().find(({ certfps }) => certfps.includes(certfp));
    const name = configured?.name ?? (await this.#parts.store.certificates.owner(certfp))?.name;
    return name === undefined ? undefined : await this.find(name);
  }

  loggedIn(login: SuccessfulLogin): void {
    this.#keep(login).catch(this.#parts.failed);
  }

  #byKey(listed: readonly AccountConfig[]): ReadonlyMap<AccountKey, AccountConfig> {
    // Of two that the network takes for one the first counts.
    return new Map(listed.toReversed().map((account) => [this.#parts.keyOf(account.name), account]));
  }

  // Both are asked for whether there is such an account or not: the time is the same.
  async #kept(key: AccountKey): Promise<Kept> {
    const { accounts, appPasswords } = this.#parts.store;
    const [row, devices] = await Promise.all([accounts.find(key), appPasswords.of(key)]);
    return { row, appPasswords: devices };
  }

  async #keep({ account, device, password }: SuccessfulLogin): Promise<void> {
    const { store, keyOf, now } = this.#parts;
    const key = keyOf(account.name);
    await store.accounts.update(key, { lastSeenAt: now() });
    if (device !== undefined) await store.appPasswords.used(key, device, now());
    else if (password !== undefined && !this.configured(key)) await this.#renew(key, account, password);
  }

  /** Makes anew what is kept of a password, if that was made for the machines of another day. */
  async #renew(key: AccountKey, { password: hash, scram }: StoredAccount, password: string): Promise<void> {
    if (hash === undefined || (scram && !needsRehash(hash))) return;
    const { store, passwords } = this.#parts;
    const credentials = await makeCredentials(password, passwords);
    if (credentials === "busy") return;
    // Another password may have been set meanwhile.
    const now = await store.accounts.find(key);
    if (now?.passwordHash === hash) await store.accounts.update(key, credentials);
  }
}

function storedFrom({ row, appPasswords }: Kept): StoredAccount | undefined {
  if (!row) return undefined;
  const { name, passwordHash: password, scram, status } = row;
  return { name, password, status, ...(scram && { scram }), ...withDevices(appPasswords) };
}

function configuredFrom(
  { name, password, suspended }: AccountConfig,
  { row, appPasswords }: Kept,
): StoredAccount {
  const isSuspended = suspended || row?.status === "suspended";
  return { name, password, status: isSuspended ? "suspended" : "active", ...withDevices(appPasswords) };
}

function withDevices(appPasswords: readonly AppPasswordRow[]): Pick<StoredAccount, "appPasswords"> {
  if (appPasswords.length === 0) return {};
  return { appPasswords: appPasswords.map(({ device, hash }) => ({ device, hash })) };
}
