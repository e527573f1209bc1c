import { LoginAttempts } from "../accounts/login-attempts.ts";
import { logInOper } from "../accounts/oper-login.ts";
import type { PasswordChecks } from "../accounts/password-checks.ts";
import type { NodeControl, RehashOutcome } from "../commands/node-control.ts";
import { ConfigError } from "../config/config-error.ts";
import type { Config } from "../config/schema.ts";
import type { SessionId } from "../world/ids.ts";
import type { LiveConfig } from "./live-config.ts";
import { settingsOf } from "./network-settings.ts";
import { StartError } from "./start-error.ts";

/** What REHASH takes from outside. */
export interface RehashRim {
  /** The configuration as it is written now; throws a ConfigError. */
  reload(): Config;
  /** Makes the listeners ready for the configuration and gives what puts it in force; throws a StartError. */
  listeners?(config: Config): Promise<() => void>;
}

/** What the commands of a node take from outside. */
interface ControlRim extends RehashRim {
  now(): number;
  /** True while the session goes on. */
  isHere(session: SessionId): boolean;
}

/** What the commands of a node may have it do. */
export function createControl(
  live: LiveConfig,
  passwords: PasswordChecks,
  books: Pick<NodeControl, "accounts" | "bans" | "belongings">,
  rim: ControlRim,
): NodeControl {
  const attempts = new LoginAttempts();
  return {
    ...books,
    async verifyOper(name, password, username, session) {
      if (!attempts.begin(session.address, rim.now())) return "too-often";
      const claim = { name, password, username, session };
      const login = await logInOper(live.config.opers, passwords, claim, () => rim.isHere(session.id));
      if (login === "busy") return "too-often";
      if ("grant" in login) attempts.succeeded(session.address);
      return login;
    },
    async rehash(): Promise<RehashOutcome> {
      try {
        return await readAgain(live, rim);
      } catch (error) {
        if (error instanceof ConfigError) return { problems: error.lines };
        if (error instanceof StartError) return { problems: [error.message] };
        throw error;
      }
    },
  };
}

/** Puts configuration, texts and certificates in force, all or nothing; throws what tells why not. */
export async function readAgain(live: LiveConfig, rim: RehashRim) {
  const before = live.config;
  const config = rim.reload();
  const putInForce = await rim.listeners?.(config);
  live.replace(config);
  putInForce?.();
  return { settings: settingsOf(config), notes: notesOn(before, config) };
}

const fixed: readonly (readonly [key: string, (config: Config) => unknown])[] = [
  ["name", (config) => config.name],
  ["listeners", (config) => config.listeners],
  ["data", (config) => config.data],
  ["casemapping", (config) => config.casemapping],
  ["log.pretty", (config) => config.log.pretty],
];

function notesOn(before: Config, after: Config): readonly string[] {
  return fixed
    .filter(([, of]) => JSON.stringify(of(before)) !== JSON.stringify(of(after)))
    .map(([key]) => `${key}: changes when the server starts anew`);
}
