import type { AccountConfig } from "../config/schema.ts";
import type { Accounts, StoredAccount } from "./accounts.ts";

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

  async find(name: string): Promise<StoredAccount | undefined> {
    const wanted = this.#fold(name);
    const account = this.#listed().find((one) => this.#fold(one.name) === wanted);
    if (!account) return undefined;
    const { password, suspended } = account;
    return { name: account.name, password, status: suspended ? "suspended" : "active" };
  }
}
