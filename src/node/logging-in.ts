import { BearerTokens } from "../accounts/bearer-tokens.ts";
import { ConfiguredAccounts } from "../accounts/configured-accounts.ts";
import { LoginAttempts } from "../accounts/login-attempts.ts";
import { Logins } from "../accounts/logins.ts";
import { mechanismsFor } from "../accounts/mechanisms.ts";
import type { PasswordChecks } from "../accounts/password-checks.ts";
import type { Config } from "../config/schema.ts";
import type { HostOptions } from "../sessions/host.ts";

/** What logging in takes from the node. */
export interface LoggingInParts {
  config(): Config;
  readonly passwords: PasswordChecks;
  /** What all spellings of a name have in common. */
  fold(name: string): string;
  now(): number;
  /** Told why a claim could not be judged. */
  failed(error: unknown): void;
}

/** How the clients of this node log in: who has an account, and by what they prove it. */
export function loggingIn(parts: LoggingInParts): Pick<HostOptions, "logIn" | "mechanismsFor"> {
  const { config, now, fold } = parts;
  const accounts = new ConfiguredAccounts(() => config().accounts, fold);
  const bearer = new BearerTokens({ issuer: () => config().bearer, now });
  const logins = new Logins({ ...parts, accounts, bearer, attempts: new LoginAttempts() });
  return {
    logIn: (claim, isAwaited) => logins.logIn(claim, isAwaited),
    mechanismsFor({ certfp }) {
      // sasl-3.2.md: nothing is offered where nobody can log in.
      if (!accounts.available) return [];
      const scramChallenge = accounts.knowsScram ? (name: string) => logins.scramChallenge(name) : undefined;
      return mechanismsFor({ certfp, scramChallenge, bearer: bearer.available });
    },
  };
}
