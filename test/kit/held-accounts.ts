import type { Accounts, StoredAccount, SuccessfulLogin } from "../../src/accounts/accounts.ts";

/** Accounts held by a test, which may change them; the certificate `fp-` and an account's name is its own. */
export class HeldAccounts implements Accounts {
  available = true;
  knowsScram = true;
  finds = 0;
  /** Every login it was told of. */
  readonly logins: SuccessfulLogin[] = [];
  held: readonly StoredAccount[];
  readonly fold = (name: string) => name.toLowerCase();

  constructor(held: readonly StoredAccount[]) {
    this.held = held;
  }

  async find(name: string): Promise<StoredAccount | undefined> {
    this.finds += 1;
    return this.held.find((account) => this.fold(account.name) === this.fold(name));
  }

  async findByCertfp(certfp: string): Promise<StoredAccount | undefined> {
    return this.held.find((account) => `fp-${this.fold(account.name)}` === certfp);
  }

  loggedIn(login: SuccessfulLogin): void {
    this.logins.push(login);
  }

  /** Replaces an account's fields, as an operator or its owner would. */
  change(name: string, fields: Partial<StoredAccount>): void {
    this.held = this.held.map((account) => (account.name === name ? { ...account, ...fields } : account));
  }
}
