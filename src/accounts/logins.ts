import type { Accounts, StoredAccount } from "./accounts.ts";
import type { LoginAttempts } from "./login-attempts.ts";
import type { PasswordChecks, PasswordVerdict } from "./password-checks.ts";
import { decoyHash, isPasswordHash, isSamePassword } from "./password-hash.ts";

/** What somebody says who wants to log in, and from where. */
export interface LoginClaim {
  readonly account: string;
  readonly password: string;
  readonly address: string;
}

/** The account's name as its owner writes it, or why not; `too-often` asks to try again later. */
export type LoginVerdict =
  | { readonly account: string }
  | { readonly refused: "wrong" | "locked" | "too-often" | "unavailable" };

/** What logins are made with. */
export interface LoginParts {
  readonly accounts: Accounts;
  readonly passwords: PasswordChecks;
  readonly attempts: LoginAttempts;
  /** What all spellings of a name have in common. */
  readonly fold: (name: string) => string;
  /** The time in ms. */
  readonly now: () => number;
  /** Told why a claim could not be judged. */
  readonly failed: (error: unknown) => void;
}

/** The one way to log in, whatever the mechanism or command. */
export class Logins {
  readonly #parts: LoginParts;
  readonly #decoy = decoyHash();

  constructor(parts: LoginParts) {
    this.#parts = parts;
  }

  /** Judges a claim; `isAwaited` is asked before anything dear is done. */
  async logIn(claim: LoginClaim, isAwaited?: () => boolean): Promise<LoginVerdict> {
    const { accounts, attempts, fold, now, failed } = this.#parts;
    if (!accounts.available) return { refused: "unavailable" };
    if (claim.password === "") return { refused: "wrong" };
    const account = fold(claim.account);
    if (!attempts.begin(claim.address, now(), account)) return { refused: "too-often" };
    try {
      const verdict = await this.#judge(claim, isAwaited);
      if ("account" in verdict) attempts.succeeded(claim.address, account);
      return verdict;
    } catch (error) {
      failed(error);
      return { refused: "unavailable" };
    }
  }

  async #judge(claim: LoginClaim, isAwaited?: () => boolean): Promise<LoginVerdict> {
    const { accounts } = this.#parts;
    const stored = await accounts.find(claim.account);
    const password = await this.#check(claim.password, stored, isAwaited);
    if (password === "busy") return { refused: "too-often" };
    if (password === "wrong") return { refused: "wrong" };
    // Looked up again: while the password waited for its turn, the account may have been suspended or changed.
    const account = await accounts.find(claim.account);
    if (!account || account.password !== stored?.password) return { refused: "wrong" };
    // Only who knows the password learns this much.
    return account.status === "active" ? { account: account.name } : { refused: "locked" };
  }

  // What fails costs a hash, always: an unknown name, or a password in plain text, must not be told by the time.
  async #check(
    password: string,
    stored: StoredAccount | undefined,
    isAwaited?: () => boolean,
  ): Promise<PasswordVerdict> {
    const { passwords } = this.#parts;
    if (stored && isPasswordHash(stored.password))
      return await passwords.verify(password, stored.password, isAwaited);
    if (stored && isSamePassword(password, stored.password)) return "right";
    const verdict = await passwords.verify(password, this.#decoy, isAwaited);
    return verdict === "busy" ? "busy" : "wrong";
  }
}
