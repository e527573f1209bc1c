import type {
  AccountChange,
  AccountRow,
  AccountStore,
  AppPasswordRow,
  AppPasswordStore,
  CertificateRow,
  CertificateStore,
  NickRow,
  NickStore,
} from "../port/accounts.ts";
import { claim, joined, type MemoryTables, missing, removeWhere, sorted, taken } from "./tables.ts";

/** Accounts in memory. */
export class MemoryAccounts implements AccountStore {
  readonly #tables: MemoryTables;

  constructor(tables: MemoryTables) {
    this.#tables = tables;
  }

  async create(account: AccountRow): Promise<void> {
    const { folded, name, createdAt } = account;
    if (this.#tables.accounts.has(folded)) throw taken(folded);
    claim(this.#tables.nicks, folded, { folded, nick: name, account: folded, at: createdAt });
    this.#tables.accounts.set(folded, account);
  }

  async find(folded: string): Promise<AccountRow | undefined> {
    return this.#tables.accounts.get(folded);
  }

  async list(after: string, limit: number): Promise<readonly AccountRow[]> {
    const rows = sorted(
      this.#tables.accounts.values(),
      ({ folded }) => [folded],
      ({ folded }) => folded > after,
    );
    return rows.slice(0, limit);
  }

  async update(folded: string, change: AccountChange): Promise<boolean> {
    const account = this.#tables.accounts.get(folded);
    if (!account) return false;
    this.#tables.accounts.set(folded, { ...account, ...change });
    return true;
  }

  async expireUnverified(now: number): Promise<readonly string[]> {
    const gone = [...this.#tables.accounts.values()].filter(
      ({ status, verification }) =>
        status === "unverified" && verification !== undefined && verification.expiresAt < now,
    );
    for (const { folded } of gone) removeAccount(this.#tables, folded);
    return gone.map(({ folded }) => folded).sort();
  }
}

/** Removes an account with what opens it. */
export function removeAccount(tables: MemoryTables, folded: string): void {
  tables.accounts.delete(folded);
  removeWhere(tables.nicks, ({ account }) => account === folded);
  removeWhere(tables.certificates, ({ account }) => account === folded);
  removeWhere(tables.appPasswords, ({ account }) => account === folded);
}

/** Grouped nicks in memory. */
export class MemoryNicks implements NickStore {
  readonly #tables: MemoryTables;

  constructor(tables: MemoryTables) {
    this.#tables = tables;
  }

  async add(nick: NickRow): Promise<void> {
    if (!this.#tables.accounts.has(nick.account)) throw missing(nick.account);
    claim(this.#tables.nicks, nick.folded, nick);
  }

  async remove(account: string, folded: string): Promise<boolean> {
    if (folded === account || this.#tables.nicks.get(folded)?.account !== account) return false;
    return this.#tables.nicks.delete(folded);
  }

  async of(account: string): Promise<readonly NickRow[]> {
    const isTheirs = (nick: NickRow) => nick.account === account;
    return sorted(this.#tables.nicks.values(), ({ at, folded }) => [at, folded], isTheirs);
  }

  async list(after: string, limit: number): Promise<readonly NickRow[]> {
    const isLater = (nick: NickRow) => nick.folded > after;
    return sorted(this.#tables.nicks.values(), ({ folded }) => [folded], isLater).slice(0, limit);
  }

  async owner(folded: string): Promise<AccountRow | undefined> {
    return this.#tables.accounts.get(this.#tables.nicks.get(folded)?.account ?? "");
  }
}

/** Fingerprints of certificates in memory. */
export class MemoryCertificates implements CertificateStore {
  readonly #tables: MemoryTables;

  constructor(tables: MemoryTables) {
    this.#tables = tables;
  }

  async add(certificate: CertificateRow): Promise<void> {
    if (!this.#tables.accounts.has(certificate.account)) throw missing(certificate.account);
    claim(this.#tables.certificates, certificate.fingerprint, certificate);
  }

  async remove(account: string, fingerprint: string): Promise<boolean> {
    if (this.#tables.certificates.get(fingerprint)?.account !== account) return false;
    return this.#tables.certificates.delete(fingerprint);
  }

  async of(account: string): Promise<readonly CertificateRow[]> {
    const isTheirs = (row: CertificateRow) => row.account === account;
    return sorted(this.#tables.certificates.values(), (row) => [row.at, row.fingerprint], isTheirs);
  }

  async owner(fingerprint: string): Promise<AccountRow | undefined> {
    return this.#tables.accounts.get(this.#tables.certificates.get(fingerprint)?.account ?? "");
  }
}

/** Passwords of devices in memory. */
export class MemoryAppPasswords implements AppPasswordStore {
  readonly #tables: MemoryTables;

  constructor(tables: MemoryTables) {
    this.#tables = tables;
  }

  async add(password: AppPasswordRow): Promise<void> {
    const { account, device } = password;
    if (!this.#tables.accounts.has(account)) throw missing(account);
    claim(this.#tables.appPasswords, joined(account, device), password);
  }

  async remove(account: string, device: string): Promise<boolean> {
    return this.#tables.appPasswords.delete(joined(account, device));
  }

  async of(account: string): Promise<readonly AppPasswordRow[]> {
    const isTheirs = (row: AppPasswordRow) => row.account === account;
    return sorted(this.#tables.appPasswords.values(), (row) => [row.createdAt, row.device], isTheirs);
  }

  async used(account: string, device: string, at: number): Promise<boolean> {
    const password = this.#tables.appPasswords.get(joined(account, device));
    if (!password) return false;
    this.#tables.appPasswords.set(joined(account, device), { ...password, lastUsedAt: at });
    return true;
  }
}
