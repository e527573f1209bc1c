import type { AccountConfig } from "../config/schema.ts";
import type { AccountKey } from "../world/account.ts";
import type { AccountBook } from "./account-book.ts";

/** What the rows of configured accounts are kept with. */
export interface ConfiguredRowParts {
  readonly book: AccountBook;
  readonly listed: () => readonly AccountConfig[];
  /** Told why an account has no row. */
  readonly failed: (error: unknown, account: string) => void;
}

/**
 * Gives the accounts of the configuration their rows in the store, so that nicks, roles and read markers can belong to
 * them. A password is never in it.
 */
export class ConfiguredRows {
  readonly #parts: ConfiguredRowParts;
  #suspended: ReadonlySet<AccountKey> = new Set();

  constructor(parts: ConfiguredRowParts) {
    this.#parts = parts;
  }

  /** Makes the rows that are missing, and tells the network who is suspended now and who no longer is. */
  async keep(): Promise<void> {
    const { book, listed, failed } = this.#parts;
    const accounts = listed();
    for (const account of accounts) {
      await this.#keepOne(account).catch((error: unknown) => failed(error, account.name));
    }
    const before = this.#suspended;
    const now = new Set(accounts.filter(({ suspended }) => suspended).map(({ name }) => book.keyOf(name)));
    this.#suspended = now;
    for (const key of new Set([...before, ...now]))
      if (before.has(key) !== now.has(key)) await book.tell(key);
  }

  async #keepOne({ name }: AccountConfig): Promise<void> {
    const { book } = this.#parts;
    const row = await book.find(book.keyOf(name));
    if (!row) return await book.create({ ...emptyRow, name });
    // Who runs the server vouches for it.
    if (row.name === name && row.status !== "unverified") return;
    const status = row.status === "unverified" ? "active" : row.status;
    await book.update(book.keyOf(name), { name, status, verification: undefined });
  }
}

const emptyRow = {
  passwordHash: undefined,
  email: undefined,
  status: "active",
  verification: undefined,
  settings: {},
} as const;
