import type { World } from "../world/world.ts";
import type { AccountBook } from "./account-book.ts";
import { makeCredentials } from "./credentials.ts";
import type { LoginAttempts } from "./login-attempts.ts";
import { type Mailer, resetLetter, verificationLetter } from "./mailer.ts";
import { isCode, makeCode } from "./one-time-code.ts";
import type { PasswordChecks } from "./password-checks.ts";
import { PlaceThrottle } from "./place-throttle.ts";
import { objectionToPassword } from "./registration-rules.ts";

/** What passwords of accounts are changed with. */
export interface AccountPasswordParts {
  readonly world: World;
  readonly book: AccountBook;
  readonly passwords: PasswordChecks;
  readonly attempts: Pick<LoginAttempts, "judge">;
  readonly isConfigured: (name: string) => boolean;
  readonly mailer: () => Mailer | undefined;
  readonly isUnlimited: () => boolean;
  /** How long a code to verify an account is good for. */
  readonly verifySeconds: () => number;
  /** The time in ms since 1970. */
  readonly now: () => number;
  /** Told why something could not be done. */
  readonly failed: (error: unknown) => void;
}

/** Why a password was not changed, in words; nothing: it was. */
export type PasswordRefusal = string | undefined;

const resetMs = 3_600_000;
// Letters to one account, and letters that one place asks for.
const toOne = { count: 2, seconds: 900 };
const fromOne = { count: 5, seconds: 900 };

/** Sets the passwords of accounts: for who knows the old one, or reads the owner's mail. */
export class AccountPasswords {
  readonly #parts: AccountPasswordParts;
  readonly #throttle = new PlaceThrottle();

  constructor(parts: AccountPasswordParts) {
    this.#parts = parts;
  }

  /** True if letters can be sent. */
  get sendsMail(): boolean {
    return this.#parts.mailer() !== undefined;
  }

  /** Gives an account another password; its owner has been found to be it. */
  async change(name: string, password: string): Promise<PasswordRefusal> {
    if (this.#parts.isConfigured(name)) return inConfiguration;
    return await this.#orWhyNot(() => this.#set(name, password));
  }

  /** Gives an account another password, for who has the code that was sent. */
  async reset(name: string, code: string, password: string, address: string): Promise<PasswordRefusal> {
    const { attempts, book, now } = this.#parts;
    const objection = objectionToPassword(password, name);
    if (objection) return objection.reason;
    const account = book.keyOf(name);
    const judge = async () => {
      const row = await book.find(account);
      return (
        row?.status === "active" &&
        !this.#parts.isConfigured(name) &&
        isCode("reset", code, row.verification, now())
      );
    };
    return await this.#orWhyNot(async () => {
      const isRight = await attempts.judge({ address, account }, judge, (verdict) => !verdict);
      if (isRight === "too-often") return "Too many attempts, try again later";
      return isRight ? await this.#set(name, password) : "This is not the code, or it has expired";
    });
  }

  /**
   * Sends the owner of an account a code: to set another password, or to verify the account. Who asks learns nothing of
   * whether there is such an account; false: too many were asked for from there.
   */
  send(name: string, address: string): boolean {
    const { now, isUnlimited, failed } = this.#parts;
    if (!isUnlimited() && !this.#throttle.allows(address, fromOne, now())) return false;
    this.#write(name).catch(failed);
    return true;
  }

  async #write(name: string): Promise<void> {
    const { book, now, mailer, isUnlimited, isConfigured, verifySeconds, world } = this.#parts;
    const key = book.keyOf(name);
    const row = await book.find(key);
    if (!row || row.email === undefined || row.status === "suspended" || isConfigured(name)) return;
    if (!isUnlimited() && !this.#throttle.allows(`account ${key}`, toOne, now())) return;
    const isNew = row.status === "unverified";
    const { code, kept } = makeCode(
      isNew ? "verify" : "reset",
      now() + (isNew ? verifySeconds() * 1000 : resetMs),
    );
    await book.update(key, { verification: kept });
    const letter = isNew ? verificationLetter : resetLetter;
    await mailer()?.send(letter(row.email, row.name, code, world.settings.network));
  }

  async #set(name: string, password: string): Promise<PasswordRefusal> {
    const { book, passwords } = this.#parts;
    const objection = objectionToPassword(password, name);
    if (objection) return objection.reason;
    const credentials = await makeCredentials(password, passwords);
    if (credentials === "busy") return "Too many passwords are being set right now, try again later";
    // A code that was sent is good for nothing any more.
    await book.update(book.keyOf(name), { ...credentials, verification: undefined });
    return undefined;
  }

  async #orWhyNot(work: () => Promise<PasswordRefusal>): Promise<PasswordRefusal> {
    try {
      return await work();
    } catch (error) {
      this.#parts.failed(error);
      return "The password cannot be changed right now, try again later";
    }
  }
}

const inConfiguration =
  "The password of this account stands in the server's configuration: its operator changes it";
