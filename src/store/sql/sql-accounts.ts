import type { Updateable } from "kysely";
import type { AccountChange, AccountRow, AccountStore } from "../port/accounts.ts";
import { hasUpdated } from "./outcomes.ts";
import { accountFrom } from "./rows.ts";
import type { Db, Tables } from "./tables.ts";

/** Accounts in SQL. */
export class SqlAccounts implements AccountStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async create(account: AccountRow): Promise<void> {
    const { folded, name, createdAt } = account;
    await this.#db
      .insertInto("accounts")
      .values({
        ...{ folded, name, status: account.status, created_at: createdAt, last_seen_at: account.lastSeenAt },
        password_hash: account.passwordHash ?? null,
        // Left out where there is none: tables of an earlier version have no place for it.
        ...(account.scram && { scram: JSON.stringify(account.scram) }),
        email: account.email ?? null,
        verification_hash: account.verification?.hash ?? null,
        verification_expires_at: account.verification?.expiresAt ?? null,
        settings: JSON.stringify(account.settings),
      })
      .execute();
    // The nicks are one namespace: an account cannot be named like another's nick.
    await this.#db
      .insertInto("nicks")
      .values({ folded, nick: name, account: folded, at: createdAt })
      .execute();
  }

  async find(folded: string): Promise<AccountRow | undefined> {
    const row = await this.#db
      .selectFrom("accounts")
      .selectAll()
      .where("folded", "=", folded)
      .executeTakeFirst();
    return row && accountFrom(row);
  }

  async list(after: string, limit: number): Promise<readonly AccountRow[]> {
    const rows = await this.#db
      .selectFrom("accounts")
      .selectAll()
      .where("folded", ">", after)
      .orderBy("folded")
      .limit(limit)
      .execute();
    return rows.map(accountFrom);
  }

  async update(folded: string, change: AccountChange): Promise<boolean> {
    const columns = changed(change);
    if (Object.keys(columns).length === 0) return (await this.find(folded)) !== undefined;
    const result = await this.#db
      .updateTable("accounts")
      .set(columns)
      .where("folded", "=", folded)
      .executeTakeFirst();
    return hasUpdated(result);
  }

  async expireUnverified(now: number): Promise<readonly string[]> {
    const rows = await this.#db
      .deleteFrom("accounts")
      .where("status", "=", "unverified")
      .where("verification_expires_at", "<", now)
      .returning("folded")
      .execute();
    return rows.map(({ folded }) => folded).sort();
  }
}

// A member that is there and undefined empties its column; one that is left out leaves it alone.
function changed(change: AccountChange): Updateable<Tables["accounts"]> {
  const { name, status, settings, lastSeenAt, verification } = change;
  return {
    ...(name !== undefined && { name }),
    ...(status !== undefined && { status }),
    ...("passwordHash" in change && { password_hash: change.passwordHash ?? null }),
    ...("scram" in change && { scram: change.scram ? JSON.stringify(change.scram) : null }),
    ...("email" in change && { email: change.email ?? null }),
    ...("verification" in change && {
      verification_hash: verification?.hash ?? null,
      verification_expires_at: verification?.expiresAt ?? null,
    }),
    ...(settings !== undefined && { settings: JSON.stringify(settings) }),
    ...(lastSeenAt !== undefined && { last_seen_at: lastSeenAt }),
  };
}
