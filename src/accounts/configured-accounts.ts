import type { AccountConfig } from "../config/schema.ts";
import type { Accounts, StoredAccount } from "./accounts.ts";
import { isPasswordHash } from "./password-hash.ts";

/** The accounts of the configuration, as it is at the moment. */
export class ConfiguredAccounts implements Accounts {
  readonly #listed: () => readonly AccountConfig[];
  readonly #fold: (name: string) => string;

  /** `listed` gives the list in force, `fold` what all spellings of a name have in common. */
  constructor(listed: () => readonly AccountConfig[], fold: (name: string) => string) {
    this.#listed = listed;
    this.#fold = fold;
  }

  get available(): boolean {
    return this.#listed().length > 0;
  }

  get knowsScram(): boolean {
    return !this.#listed().some(({ password }) => isPasswordHash(password));
  }

  async find(name: string): Promise<StoredAccount | undefined> {
    const wanted = this.#fold(name);
    return stored(this.#listed().find((one) => this.#fold(one.name) === wanted));
  }

  async findByCertfp(certfp: string): Promise<StoredAccount | undefined> {
    return stored(this.#listed().find(({ certfps }) => certfps.includes(certfp)));
  }
}

function stored(account: AccountConfig | undefined): StoredAccount | undefined {
  if (!account) return undefined;
  const { name, password, suspended } = account;
  return { name, password, status: suspended ? "suspended" : "active" };
}
