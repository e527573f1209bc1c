import type { RegistrationConfig } from "../config/schema.ts";
import { replyWords } from "../protocol/reply.ts";
import { StoreError } from "../store/store.ts";
import { mayRegisterNow } from "../world/access-defcon.ts";
import { mayBearNick, mayOwnNick } from "../world/access-nicks.ts";
import type { World } from "../world/world.ts";
import type { AccountBook } from "./account-book.ts";
import { makeCredentials } from "./credentials.ts";
import type { LoginAttempts } from "./login-attempts.ts";
import { type Mailer, verificationLetter } from "./mailer.ts";
import { isCode, makeCode } from "./one-time-code.ts";
import type { PasswordChecks } from "./password-checks.ts";
import { PlaceThrottle } from "./place-throttle.ts";
import { type Objection, objectionToEmail, objectionToPassword } from "./registration-rules.ts";

/** What somebody wants to register. */
export interface RegistrationWish {
  /** Left out: the nick. */
  readonly account: string | undefined;
  readonly nick: string | undefined;
  readonly email: string | undefined;
  readonly password: string;
  readonly address: string;
}

/** What became of it: an account, one that waits to be verified, or none. */
export type RegistrationOutcome =
  | { readonly type: "done"; readonly account: string }
  | { readonly type: "waits"; readonly account: string; readonly email: string }
  | ({ readonly type: "refused" } & Objection);

/** The rules in force for who registers. */
export interface RegistrationRules extends RegistrationConfig {
  /** True while nothing is limited. */
  readonly unlimited: boolean;
  readonly network: string;
}

/** What accounts are registered with. */
export interface RegistrarParts {
  readonly world: World;
  readonly book: AccountBook;
  readonly passwords: PasswordChecks;
  readonly attempts: Pick<LoginAttempts, "judge">;
  readonly rules: () => RegistrationRules;
  /** Whether the configuration has an account of this name. */
  readonly isConfigured: (name: string) => boolean;
  readonly mailer: () => Mailer | undefined;
  /** The time in ms since 1970. */
  readonly now: () => number;
  /** Told why the store did not take an account. */
  readonly failed: (error: unknown) => void;
}

/** Makes accounts, and finds those verified whose owner has the code: account-registration.md. */
export class Registrar {
  readonly #parts: RegistrarParts;
  readonly #throttle = new PlaceThrottle();

  constructor(parts: RegistrarParts) {
    this.#parts = parts;
  }

  /** Makes an account; `isAwaited` is asked before anything dear is done. */
  async register(wish: RegistrationWish, isAwaited: () => boolean): Promise<RegistrationOutcome> {
    const { nick } = wish;
    if (!this.#rules.enabled) return refused(unavailable("Accounts cannot be registered here"));
    const guarded = mayRegisterNow(this.#parts.world, this.#parts.now());
    if (guarded !== undefined) return refused(unavailable(guarded));
    if (nick === undefined) return refused({ code: "NEED_NICK", reason: "Choose a nick first" });
    const account = wish.account ?? nick;
    const objection = this.#objection(wish, account, nick);
    if (objection) return refused(objection);
    if (!this.#mayRegister(wish.address))
      return refused(unavailable("Too many accounts were registered from your address, try again later"));
    try {
      return await this.#make(wish, account, isAwaited);
    } catch (error) {
      if (error instanceof StoreError && error.code === "TAKEN") return refused(exists);
      this.#parts.failed(error);
      return refused(unavailable("Accounts cannot be registered right now, try again later"));
    }
  }

  /** Finds an account verified, if that is the code that was sent; every other account is answered alike. */
  async verify(
    name: string,
    code: string,
    address: string,
  ): Promise<Exclude<RegistrationOutcome, { type: "waits" }>> {
    const { attempts, book, now, failed } = this.#parts;
    const account = book.keyOf(name);
    const judge = async (): Promise<Exclude<RegistrationOutcome, { type: "waits" }>> => {
      const row = await book.find(account);
      if (row?.status !== "unverified" || !isCode("verify", code, row.verification, now()))
        return refused(wrongCode);
      await book.update(account, { status: "active", verification: undefined });
      return { type: "done", account: row.name };
    };
    try {
      const outcome = await attempts.judge({ address, account }, judge, ({ type }) => type === "refused");
      return outcome === "too-often" ? refused(unavailable("Too many attempts, try again later")) : outcome;
    } catch (error) {
      failed(error);
      return refused(unavailable("Accounts cannot be verified right now, try again later"));
    }
  }

  get #rules(): RegistrationRules {
    return this.#parts.rules();
  }

  #objection({ email, password }: RegistrationWish, account: string, nick: string): Objection | undefined {
    const { emailRequired, verify } = this.#rules;
    const toName = this.#objectionToName(account, nick) ?? objectionToPassword(password, account);
    if (toName) return toName;
    if (email !== undefined) return objectionToEmail(email);
    return emailRequired || verify
      ? { code: "INVALID_EMAIL", reason: "An e-mail address is required here" }
      : undefined;
  }

  #objectionToName(account: string, nick: string): Objection | undefined {
    const { world, isConfigured, now } = this.#parts;
    const { names } = world;
    const isOwn = names.fold(account) === names.fold(nick);
    if (!isOwn && !this.#rules.customAccountName)
      return { code: "ACCOUNT_NAME_MUST_BE_NICK", reason: "An account is named after your nick" };
    if (!names.isNick(account))
      return { code: "BAD_ACCOUNT_NAME", reason: "An account is named like a nick could be" };
    if (isConfigured(account) || world.ownerOfNick(names.foldNick(account))) return exists;
    const refusal =
      mayOwnNick(world, account, undefined) ??
      (isOwn ? undefined : mayBearNick(world, account, undefined, now()));
    if (refusal) return { code: "BAD_ACCOUNT_NAME", reason: replyWords(refusal) };
    return undefined;
  }

  #mayRegister(address: string): boolean {
    const { throttle, unlimited } = this.#rules;
    return unlimited || this.#throttle.allows(address, throttle, this.#parts.now());
  }

  async #make(
    { password, email }: RegistrationWish,
    account: string,
    isAwaited: () => boolean,
  ): Promise<RegistrationOutcome> {
    const { book, passwords, now } = this.#parts;
    const credentials = await makeCredentials(password, passwords, isAwaited);
    if (credentials === "busy") return refused(unavailable("Too many register right now, try again later"));
    const row = { name: account, ...credentials, email, settings: {} };
    if (!this.#rules.verify || email === undefined) {
      await book.create({ ...row, status: "active", verification: undefined });
      return { type: "done", account };
    }
    const { code, kept } = makeCode("verify", now() + this.#rules.verifySeconds * 1000);
    await book.create({ ...row, status: "unverified", verification: kept });
    const letter = verificationLetter(email, account, code, this.#rules.network);
    const fate = (await this.#parts.mailer()?.send(letter)) ?? "unavailable";
    if (fate === "sent") return { type: "waits", account, email };
    // Nobody has the code, and the name is to be free again.
    await book.erase(book.keyOf(account));
    return refused(
      fate === "refused"
        ? { code: "INVALID_EMAIL", reason: "Nobody gets mail at this address" }
        : unavailable("No mail can be sent right now, try again later"),
    );
  }
}

const exists: Objection = { code: "ACCOUNT_EXISTS", reason: "This name is registered already" };
const wrongCode: Objection = { code: "INVALID_CODE", reason: "This is not the code, or it has expired" };

function unavailable(reason: string): Objection {
  return { code: "TEMPORARILY_UNAVAILABLE", reason };
}

function refused(objection: Objection): { readonly type: "refused" } & Objection {
  return { type: "refused", ...objection };
}
