import { randomBytes } from "node:crypto";
import type { Accounts } from "./accounts.ts";
import type { BearerTokens } from "./bearer-tokens.ts";
import type { Claim } from "./claim.ts";
import { namedDevice } from "./device.ts";
import type { ForeignAccounts } from "./foreign-accounts.ts";
import type { LoginAttempts } from "./login-attempts.ts";
import type { PasswordChecks } from "./password-checks.ts";
import { Proofs } from "./proofs.ts";
import { type ScramChallenge, ScramKeys } from "./scram-keys.ts";

/** What somebody says who wants to log in, and from where. */
export type LoginClaim = Claim & { readonly address: string };

/** The account's name as its owner writes it, or why not; `too-often` asks to try again later. */
export type LoginVerdict =
  | {
      readonly account: string;
      /** What the client calls the device it is on, or the one whose own password it was. */
      readonly device?: string | undefined;
      /** By which the server proves to SCRAM's client that it knows the account, too; in base64. */
      readonly serverSignature?: string | undefined;
    }
  | { readonly refused: "wrong" | "locked" | "too-often" | "unavailable" };

/** What logins are made with. */
export interface LoginParts {
  readonly accounts: Accounts;
  readonly passwords: PasswordChecks;
  readonly attempts: Pick<LoginAttempts, "judge">;
  /** The issuer's tokens; left out: there is none. */
  readonly bearer?: BearerTokens | undefined;
  /** Who is known elsewhere; left out: nobody is asked. */
  readonly foreign?: ForeignAccounts | undefined;
  /** Makes what is told of unknown accounts; left out: another one in each process. */
  readonly secret?: Uint8Array | undefined;
  /** What all spellings of a name have in common. */
  readonly fold: (name: string) => string;
  /** Told why a claim could not be judged. */
  readonly failed: (error: unknown) => void;
}

/** The one way to log in, whatever the mechanism or command. */
export class Logins {
  readonly #parts: LoginParts;
  readonly #scram: ScramKeys;
  readonly #proofs: Proofs;

  constructor(parts: LoginParts) {
    const { passwords, secret = randomBytes(32) } = parts;
    this.#parts = parts;
    this.#scram = new ScramKeys(passwords, secret);
    this.#proofs = new Proofs({ ...parts, secret, scram: this.#scram });
  }

  /** Judges a claim; `isAwaited` is asked before anything dear is done. */
  async logIn(claim: LoginClaim, isAwaited?: () => boolean): Promise<LoginVerdict> {
    const { accounts, attempts, fold } = this.#parts;
    if (!accounts.available) return { refused: "unavailable" };
    if (claim.type === "password" && claim.password === "") return { refused: "wrong" };
    const { account: named, device } = namedDevice(claim.account);
    const account = named === undefined ? undefined : fold(named);
    const judge = () => this.#judge(withAccount(claim, named), isAwaited);
    const verdict = await attempts.judge({ address: claim.address, account }, judge, isFailure);
    if (verdict === "too-often") return { refused: "too-often" };
    return device === undefined || "refused" in verdict ? verdict : { ...verdict, device };
  }

  /** What SCRAM's client needs to prove that it is this account, whether it exists or not; nothing if it is not known. */
  async scramChallenge(given: string): Promise<ScramChallenge | undefined> {
    const { accounts, fold, failed } = this.#parts;
    const { account = given } = namedDevice(given);
    if (!accounts.available) return undefined;
    try {
      return this.#scram.challenge(fold(account), await accounts.find(account));
    } catch (error) {
      failed(error);
      return undefined;
    }
  }

  async #judge(claim: LoginClaim, isAwaited?: () => boolean): Promise<LoginVerdict> {
    const { accounts, failed } = this.#parts;
    try {
      const proof = await this.#proofs.check(claim, isAwaited);
      if (proof === "busy") return { refused: "too-often" };
      if (proof === "wrong") return { refused: "wrong" };
      const { account, device, serverSignature } = proof;
      // Only who has proven whose it is learns this much.
      if (account.status !== "active") return { refused: "locked" };
      accounts.loggedIn({
        account,
        device,
        password: claim.type === "password" ? claim.password : undefined,
      });
      return { account: account.name, ...(device !== undefined && { device }), serverSignature };
    } catch (error) {
      failed(error);
      return { refused: "unavailable" };
    }
  }
}

// A guess, whether it came true or not: who is turned away for other reasons has learnt nothing.
function isFailure(verdict: LoginVerdict): boolean {
  return "refused" in verdict && (verdict.refused === "wrong" || verdict.refused === "locked");
}

function withAccount(claim: LoginClaim, account: string | undefined): LoginClaim {
  if (account === undefined || claim.account === account) return claim;
  return { ...claim, account };
}
