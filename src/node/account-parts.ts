import { AccountBook } from "../accounts/account-book.ts";
import { AccountPasswords } from "../accounts/account-passwords.ts";
import { BearerTokens } from "../accounts/bearer-tokens.ts";
import { ConfiguredRows } from "../accounts/configured-rows.ts";
import { DevicePasswords } from "../accounts/device-passwords.ts";
import { KnownAccounts } from "../accounts/known-accounts.ts";
import { LoginAttempts } from "../accounts/login-attempts.ts";
import { Logins } from "../accounts/logins.ts";
import type { Mailer } from "../accounts/mailer.ts";
import { mechanismsFor } from "../accounts/mechanisms.ts";
import type { PasswordChecks } from "../accounts/password-checks.ts";
import { Registrar } from "../accounts/registrar.ts";
import type { Config, MailConfig } from "../config/schema.ts";
import type { Request } from "../log/log.ts";
import type { Logger } from "../logging/logger.ts";
import type { HostOptions } from "../sessions/host.ts";
import { type Store, StoreError } from "../store/store.ts";
import { mayRegisterNow } from "../world/access-defcon.ts";
import { mayOwnNick } from "../world/access-nicks.ts";
import { type AccountKey, keyOfAccount } from "../world/account.ts";
import type { Change } from "../world/changes.ts";
import type { World } from "../world/world.ts";
import { AuthScript } from "./auth-script.ts";

/** What accounts take from the node. */
export interface AccountPartsRim {
  readonly world: World;
  readonly store: Store;
  readonly passwords: PasswordChecks;
  readonly log: Logger;
  readonly secret: Uint8Array | undefined;
  config(): Config;
  append(request: Request): void;
  now(): number;
  /** Sends letters as it is configured. */
  mailer(config: MailConfig): Mailer;
}

/** Everything a node has to do with accounts. */
export interface AccountParts extends Pick<HostOptions, "logIn" | "mechanismsFor"> {
  readonly book: AccountBook;
  readonly registrar: Registrar;
  readonly accountPasswords: AccountPasswords;
  readonly devicePasswords: DevicePasswords;
  /** Gives configured accounts their rows, and has the network know what the configuration says of them. */
  keepConfigured(): Promise<void>;
  /** The script that is asked who logs in. */
  readonly authScript: Pick<AuthScript, "reading" | "end">;
}

/** Puts together who has an account, by what they prove it, and how they come to one. */
export function accountParts(rim: AccountPartsRim): AccountParts {
  const { world, store, passwords, log, config, now } = rim;
  const keyOf = (name: string) => keyOfAccount(world, name);
  const failed = (error: unknown) => log.error({ err: error }, "the accounts are out of reach");
  const known = new KnownAccounts({
    ...{ store, passwords, keyOf, now, failed },
    listed: () => config().accounts,
    isKnownSuspended: (key) => world.accounts.get(key)?.status === "suspended",
    isForeign: () => config().scripts.auth !== undefined,
    areOthers: () => config().registration.enabled || world.accounts.size > 0,
  });
  const isSuspended = (key: AccountKey) => known.configured(key)?.suspended ?? false;
  const book = new AccountBook({ store, world, append: rim.append, now, isSuspended });
  const script = new AuthScript(config, {
    exists: async (name) => (await known.find(name)) !== undefined,
    adopt: (name) => adopt(name, rim, book),
  });
  const attempts = new LoginAttempts({ now, isUnlimited: () => config().unlimited });
  const bearer = new BearerTokens({ issuer: () => config().bearer, now });
  const logins = new Logins({
    ...{ accounts: known, passwords, attempts, bearer, secret: rim.secret, failed, foreign: script },
    fold: keyOf,
  });
  const shared = {
    ...{ world, book, passwords, attempts, now, failed },
    isConfigured: (name: string) => known.configured(keyOf(name)) !== undefined,
    mailer: mailerIn(rim),
  };
  const rows = new ConfiguredRows({
    book,
    listed: () => config().accounts,
    failed: (error, account) => log.error({ err: error, account }, "a configured account has no row"),
  });
  return {
    book,
    registrar: new Registrar({
      ...shared,
      rules: () => ({ ...config().registration, unlimited: config().unlimited, network: config().network }),
    }),
    accountPasswords: new AccountPasswords({
      ...shared,
      isUnlimited: () => config().unlimited,
      verifySeconds: () => config().registration.verifySeconds,
    }),
    devicePasswords: new DevicePasswords(store, now),
    keepConfigured: () => rows.keep(),
    authScript: script,
    logIn: (claim, isAwaited) => logins.logIn(claim, isAwaited),
    mechanismsFor({ certfp }) {
      // sasl-3.2.md: nothing is offered where nobody can log in.
      if (!known.available) return [];
      const scramChallenge = known.knowsScram ? (name: string) => logins.scramChallenge(name) : undefined;
      return mechanismsFor({ certfp, scramChallenge, bearer: bearer.available });
    },
  };
}

/** Makes an account for whom a script knows; it has no password here. */
async function adopt(
  name: string,
  { world, now }: Pick<AccountPartsRim, "world" | "now">,
  book: AccountBook,
): Promise<boolean> {
  if (mayRegisterNow(world, now()) !== undefined) return false;
  if (!world.names.isNick(name) || mayOwnNick(world, name, undefined)) return false;
  try {
    await book.create({
      ...{ name, passwordHash: undefined, email: undefined, status: "active" },
      ...{ verification: undefined, settings: {} },
    });
  } catch (error) {
    // Somebody who logs in twice at one time: the account is there.
    if (!(error instanceof StoreError && error.code === "TAKEN")) throw error;
  }
  return (await book.find(book.keyOf(name)))?.passwordHash === undefined;
}

/** The mailer of the configuration in force; the same until another is configured. */
function mailerIn({ config, mailer }: AccountPartsRim): () => Mailer | undefined {
  let open: { readonly config: MailConfig; readonly mailer: Mailer } | undefined;
  return () => {
    const { mail } = config();
    if (!mail) return undefined;
    if (open?.config !== mail) open = { config: mail, mailer: mailer(mail) };
    return open.mailer;
  };
}

/** Whether accounts may be registered before one is on the network. */
export function maySignUpEarly({ registration, password, accountRequired }: Config): boolean {
  const { enabled, beforeConnect = password === undefined && !accountRequired } = registration;
  return enabled && beforeConnect;
}

/** What `draft/account-registration` says: nothing where nobody may register. */
export function registrationOffer(config: Config): string | undefined {
  const { enabled, emailRequired, customAccountName, verify } = config.registration;
  if (!enabled) return undefined;
  const tokens = [
    maySignUpEarly(config) && "before-connect",
    customAccountName && "custom-account-name",
    (emailRequired || verify) && "email-required",
  ];
  return tokens.filter((token) => token !== false).join(",");
}

/** The account that is nobody's to come in with after this. */
export function lostAccount(change: Change): AccountKey | undefined {
  if (change.type === "account-removed") return change.account;
  return change.type === "account-set" && change.account.status !== "active" ? change.account.key : undefined;
}
