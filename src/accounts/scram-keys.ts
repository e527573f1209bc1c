import { createHmac, randomBytes } from "node:crypto";
import { ownCopy } from "../protocol/text.ts";
import type { StoredAccount } from "./accounts.ts";
import type { PasswordChecks } from "./password-checks.ts";
import { isPasswordHash } from "./password-hash.ts";
import { saslPrep } from "./sasl-prep.ts";
import { deriveScram, type ScramCredentials, scramIterations } from "./scram-credentials.ts";

/** What a client needs to make its proof; the salt in base64. */
export type ScramChallenge = Pick<ScramCredentials, "salt" | "iterations">;

interface Derived {
  readonly password: string | undefined;
  readonly credentials: ScramCredentials;
}

// Who tries ever new names must not fill the memory: past this the oldest are forgotten.
const mostKnown = 1_000;

/**
 * Salts and keys for any name, whether it is an account's or nobody's: neither the answer nor its time tells. An
 * account of which only a hash is kept has none of its own, and is treated like nobody's.
 */
export class ScramKeys {
  readonly #passwords: PasswordChecks;
  readonly #secret: Uint8Array;
  readonly #iterations: number;
  /** Nobody knows it: it stands for the password of who has none. */
  readonly #nobodys = randomBytes(32).toString("base64");
  /** By folded name, in the order they came. */
  readonly #known = new Map<string, Derived>();

  /** `secret` keys the salts of names that have none: with the same, they are the same after a restart. */
  constructor(passwords: PasswordChecks, secret: Uint8Array, iterations = scramIterations) {
    this.#passwords = passwords;
    this.#secret = secret;
    this.#iterations = iterations;
  }

  /** What to send to who wants to prove that it is the account of this folded name. */
  challenge(name: string, account: StoredAccount | undefined): ScramChallenge {
    if (account?.scram) return account.scram;
    const salt = createHmac("sha256", this.#secret).update(`salt\0${name}`).digest().subarray(0, 16);
    return { salt: salt.toString("base64"), iterations: this.#iterations };
  }

  /** What a proof is checked with; `busy` if too many wait. A name costs work the first time, whoever's it is. */
  async credentials(
    name: string,
    account: StoredAccount | undefined,
    isAwaited?: () => boolean,
  ): Promise<ScramCredentials | "busy"> {
    const password = plainPassword(account);
    const known = this.#known.get(name);
    const derived =
      known && known.password === password
        ? known.credentials
        : await this.#derive(name, password, isAwaited);
    return account?.scram ?? derived;
  }

  /** How many names are remembered. */
  get remembered(): number {
    return this.#known.size;
  }

  async #derive(
    name: string,
    password: string | undefined,
    isAwaited?: () => boolean,
  ): Promise<ScramCredentials | "busy"> {
    const { salt, iterations } = this.challenge(name, undefined);
    const prepared = (password === undefined ? undefined : saslPrep(password)) ?? this.#nobodys;
    const work = () => deriveScram(prepared, salt, iterations);
    const credentials = await this.#passwords.inTurn(work, isAwaited);
    if (!credentials) return "busy";
    this.#remember(name, { password, credentials });
    return credentials;
  }

  #remember(name: string, derived: Derived): void {
    this.#known.delete(name);
    this.#known.set(ownCopy(name), derived);
    const [oldest] = this.#known.keys();
    if (this.#known.size > mostKnown && oldest !== undefined) this.#known.delete(oldest);
  }
}

function plainPassword(account: StoredAccount | undefined): string | undefined {
  const password = account?.scram ? undefined : account?.password;
  return password === undefined || isPasswordHash(password) ? undefined : password;
}
