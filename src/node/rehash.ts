import { LoginAttempts } from "../accounts/login-attempts.ts";
import { logInOper } from "../accounts/oper-login.ts";
import type { PasswordChecks } from "../accounts/password-checks.ts";
import type { NodeControl, RehashOutcome } from "../commands/node-control.ts";
import { ConfigError } from "../config/config-error.ts";
import type { Config } from "../config/schema.ts";
import type { SessionId } from "../world/ids.ts";
import type { NetworkSettings } from "../world/settings.ts";
import type { PreparedListeners } from "./listeners.ts";
import type { LiveConfig } from "./live-config.ts";
import { settingsOf } from "./network-settings.ts";
import { StartError } from "./start-error.ts";

/** What REHASH takes from outside. */
export interface RehashRim {
  /** The configuration as it is written now; throws a ConfigError. */
  reload(): Config;
  /** Makes the listeners ready for the configuration; throws a StartError, and then has changed nothing. */
  listeners?(config: Config): Promise<PreparedListeners>;
  /** Told when another configuration is in force. */
  replaced?(config: Config): void;
}

/** What is in force after the configuration was read again, and what is to be said of it. */
export interface Reread {
  readonly settings: NetworkSettings;
  readonly notes: readonly string[];
}

/** What the commands of a node take from outside. */
interface ControlRim {
  /** Reads the configuration again; throws what tells why not. */
  readAgain(): Promise<Reread>;
  now(): number;
  /** True while the session goes on. */
  isHere(session: SessionId): boolean;
}

/** What the commands of a node may have it do. */
export function createControl(
  live: LiveConfig,
  passwords: PasswordChecks,
  books: Pick<NodeControl, "accounts" | "bans">,
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
        return await rim.readAgain();
      } catch (error) {
        if (error instanceof ConfigError) return { problems: error.lines };
        if (error instanceof StartError) return { problems: [error.message] };
        throw error;
      }
    },
  };
}

/** Puts configuration, texts and certificates in force, all or nothing; who asks meanwhile waits for a turn. */
export function rereader(live: LiveConfig, rim: RehashRim): () => Promise<Reread> {
  let turn: Promise<unknown> = Promise.resolve();
  return () => {
    const mine = turn.then(() => readAgain(live, rim));
    // Whoever asked is told how it failed; the next one only waits for the end.
    turn = mine.catch(() => undefined);
    return mine;
  };
}

async function readAgain(live: LiveConfig, rim: RehashRim): Promise<Reread> {
  const before = live.config;
  const config = rim.reload();
  const replace = live.prepare(config);
  const listeners = await rim.listeners?.(config);
  replace();
  listeners?.putInForce();
  rim.replaced?.(config);
  return { settings: settingsOf(config), notes: [...(listeners?.notes ?? []), ...notesOn(before, config)] };
}

const fixed: readonly (readonly [key: string, (config: Config) => unknown])[] = [
  ["name", (config) => config.name],
  ["data", (config) => config.data],
  ["casemapping", (config) => config.casemapping],
  ["log.pretty", (config) => config.log.pretty],
];

function notesOn(before: Config, after: Config): readonly string[] {
  return fixed
    .filter(([, of]) => JSON.stringify(of(before)) !== JSON.stringify(of(after)))
    .map(([key]) => `${key}: changes when the server starts anew`);
}
