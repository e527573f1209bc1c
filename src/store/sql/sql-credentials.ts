import type {
  AccountRow,
  AppPasswordRow,
  AppPasswordStore,
  CertificateRow,
  CertificateStore,
  NickRow,
  NickStore,
} from "../port/accounts.ts";
import { hasRemoved, hasUpdated } from "./outcomes.ts";
import { accountFrom, appPasswordFrom } from "./rows.ts";
import type { Db } from "./tables.ts";

/** Grouped nicks in SQL. */
export class SqlNicks implements NickStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async add(nick: NickRow): Promise<void> {
    await this.#db.insertInto("nicks").values(nick).execute();
  }

  async remove(account: string, folded: string): Promise<boolean> {
    if (folded === account) return false;
    const row = this.#db.deleteFrom("nicks").where("account", "=", account).where("folded", "=", folded);
    return hasRemoved(await row.executeTakeFirst());
  }

  of(account: string): Promise<readonly NickRow[]> {
    const rows = this.#db.selectFrom("nicks").selectAll().where("account", "=", account);
    return rows.orderBy("at").orderBy("folded").execute();
  }

  list(after: string, limit: number): Promise<readonly NickRow[]> {
    const rows = this.#db.selectFrom("nicks").selectAll().where("folded", ">", after);
    return rows.orderBy("folded").limit(limit).execute();
  }

  async owner(folded: string): Promise<AccountRow | undefined> {
    const row = await this.#db
      .selectFrom("nicks")
      .innerJoin("accounts", "accounts.folded", "nicks.account")
      .selectAll("accounts")
      .where("nicks.folded", "=", folded)
      .executeTakeFirst();
    return row && accountFrom(row);
  }
}

/** Fingerprints of certificates in SQL. */
export class SqlCertificates implements CertificateStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async add(certificate: CertificateRow): Promise<void> {
    await this.#db.insertInto("certificates").values(certificate).execute();
  }

  async remove(account: string, fingerprint: string): Promise<boolean> {
    const row = this.#db.deleteFrom("certificates").where("account", "=", account);
    return hasRemoved(await row.where("fingerprint", "=", fingerprint).executeTakeFirst());
  }

  of(account: string): Promise<readonly CertificateRow[]> {
    const rows = this.#db.selectFrom("certificates").selectAll().where("account", "=", account);
    return rows.orderBy("at").orderBy("fingerprint").execute();
  }

  async owner(fingerprint: string): Promise<AccountRow | undefined> {
    const row = await this.#db
      .selectFrom("certificates")
      .innerJoin("accounts", "accounts.folded", "certificates.account")
      .selectAll("accounts")
      .where("fingerprint", "=", fingerprint)
      .executeTakeFirst();
    return row && accountFrom(row);
  }
}

/** Passwords of devices in SQL. */
export class SqlAppPasswords implements AppPasswordStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async add({ account, device, hash, createdAt, lastUsedAt }: AppPasswordRow): Promise<void> {
    const row = { account, device, hash, created_at: createdAt, last_used_at: lastUsedAt ?? null };
    await this.#db.insertInto("app_passwords").values(row).execute();
  }

  async remove(account: string, device: string): Promise<boolean> {
    const row = this.#db.deleteFrom("app_passwords").where("account", "=", account);
    return hasRemoved(await row.where("device", "=", device).executeTakeFirst());
  }

  async of(account: string): Promise<readonly AppPasswordRow[]> {
    const rows = this.#db.selectFrom("app_passwords").selectAll().where("account", "=", account);
    return (await rows.orderBy("created_at").orderBy("device").execute()).map(appPasswordFrom);
  }

  async used(account: string, device: string, at: number): Promise<boolean> {
    const row = this.#db.updateTable("app_passwords").set({ last_used_at: at });
    const found = row.where("account", "=", account).where("device", "=", device);
    return hasUpdated(await found.executeTakeFirst());
  }
}
