import type { Accounts, StoredAccount } from "./accounts.ts";
import { deviceOf } from "./app-password.ts";
import type { BearerTokens } from "./bearer-tokens.ts";
import type { Claim } from "./claim.ts";
import { Decoys } from "./decoys.ts";
import type { ForeignAccounts, ForeignClaim } from "./foreign-accounts.ts";
import type { PasswordChecks, PasswordVerdict } from "./password-checks.ts";
import { isPasswordHash, isSamePassword } from "./password-hash.ts";
import { serverSignature } from "./scram-credentials.ts";
import type { ScramKeys } from "./scram-keys.ts";

/** Whose claim it is, as the store has the account now; `busy` if too many wait to be checked. */
export type Proof =
  | {
      readonly account: StoredAccount;
      /** The device whose own password it was. */
      readonly device?: string;
      readonly serverSignature?: string;
    }
  | "wrong"
  | "busy";

/** What proofs are checked with. */
export interface ProofParts {
  readonly accounts: Accounts;
  readonly passwords: PasswordChecks;
  readonly scram: ScramKeys;
  /** Left out: there is no issuer. */
  readonly bearer?: BearerTokens | undefined;
  /** Who is known elsewhere; left out: nobody is asked. */
  readonly foreign?: ForeignAccounts | undefined;
  /** What all spellings of a name have in common. */
  readonly fold: (name: string) => string;
  /** Nobody may know it who guesses names. */
  readonly secret: Uint8Array;
}

/** From where it is claimed. */
type Located<T> = T & { readonly address: string };

type ClaimOf<T extends Claim["type"]> = Extract<Claim, { type: T }>;

/** Checks what somebody shows: that it is an account's own, and not whether that account may log in. */
export class Proofs {
  readonly #parts: ProofParts;
  readonly #decoys: Decoys;

  constructor(parts: ProofParts) {
    this.#parts = parts;
    this.#decoys = new Decoys(parts.secret);
  }

  /** Checks a claim; rejects when the accounts or the issuer's keys are out of reach. */
  async check(claim: Located<Claim>, isAwaited?: () => boolean): Promise<Proof> {
    switch (claim.type) {
      case "password":
        return await this.#password(claim, isAwaited);
      case "certificate":
        return await this.#certificate(claim);
      case "scram":
        return await this.#scram(claim, isAwaited);
      case "bearer":
        return await this.#bearer(claim);
      default:
        return claim satisfies never;
    }
  }

  async #certificate(claim: Located<ClaimOf<"certificate">>): Promise<Proof> {
    const own = await this.#parts.accounts.findByCertfp(claim.certfp);
    if (own) return this.#named(claim.account, own);
    return (await this.#elsewhere({ ...claim, password: undefined })) ?? "wrong";
  }

  /** Whom somebody else knows, if that is an account no password of our own opens. */
  async #elsewhere(claim: Omit<ForeignClaim, "certfp"> & { certfp?: string }): Promise<Proof | undefined> {
    const { accounts, foreign } = this.#parts;
    if (!foreign?.available) return undefined;
    const { account, password, certfp, address } = claim;
    const name = await foreign.judge({ account, password, certfp, address });
    const found = name === undefined ? undefined : await accounts.find(name);
    return found && found.password === undefined ? { account: found } : undefined;
  }

  async #password(
    claim: Located<ClaimOf<"password">>,
    isAwaited?: () => boolean,
    mayRepeat = true,
  ): Promise<Proof> {
    const before = await this.#parts.accounts.find(claim.account);
    // As fast as they are compared, however many there are: a wrong password costs one hash, as any.
    const device = deviceOf(claim.password, before?.appPasswords);
    if (device !== undefined && before) return { account: before, device };
    const foreign = before?.password === undefined ? await this.#elsewhere(claim) : undefined;
    if (foreign) return foreign;
    const verdict = await this.#compare(claim, before, isAwaited);
    if (verdict !== "right") return verdict;
    const proof = await this.#again(claim.account, before);
    // Another login may have hashed the same password anew meanwhile.
    return proof === "wrong" && mayRepeat ? await this.#password(claim, isAwaited, false) : proof;
  }

  // What fails costs a hash, always: an unknown name, or a password in plain text, must not be told by the time.
  async #compare(
    { account, password }: ClaimOf<"password">,
    stored: StoredAccount | undefined,
    isAwaited?: () => boolean,
  ): Promise<PasswordVerdict> {
    const { passwords, fold } = this.#parts;
    const known = stored?.password;
    if (known !== undefined && isPasswordHash(known)) {
      this.#decoys.seen(known);
      return await passwords.verify(password, known, isAwaited);
    }
    if (known !== undefined && isSamePassword(password, known)) return "right";
    const verdict = await passwords.verify(password, this.#decoys.decoy(fold(account)), isAwaited);
    return verdict === "busy" ? "busy" : "wrong";
  }

  async #scram(claim: ClaimOf<"scram">, isAwaited?: () => boolean): Promise<Proof> {
    const { accounts, scram, fold } = this.#parts;
    const before = await accounts.find(claim.account);
    const credentials = await scram.credentials(fold(claim.account), before, isAwaited);
    if (credentials === "busy") return "busy";
    const signature = serverSignature(credentials, claim.message, claim.proof);
    if (signature === undefined) return "wrong";
    const proof = await this.#again(claim.account, before);
    return typeof proof === "string" ? proof : { ...proof, serverSignature: signature };
  }

  async #bearer({ token, account }: ClaimOf<"bearer">): Promise<Proof> {
    const { accounts, bearer } = this.#parts;
    const name = await bearer?.accountOf(token);
    return name === undefined ? "wrong" : this.#named(account, await accounts.find(name));
  }

  // Looked up again: while the password waited for its turn, the account may have been suspended or changed.
  async #again(name: string, before: StoredAccount | undefined): Promise<Proof> {
    const account = await this.#parts.accounts.find(name);
    const isSame =
      account?.password === before?.password && account?.scram?.storedKey === before?.scram?.storedKey;
    return account && isSame ? { account } : "wrong";
  }

  // Who names an account means that one and no other.
  #named(name: string | undefined, account: StoredAccount | undefined): Proof {
    const { fold } = this.#parts;
    if (!account || (name !== undefined && fold(name) !== fold(account.name))) return "wrong";
    return { account };
  }
}
