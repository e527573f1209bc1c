import { LoginAttempts } from "../accounts/login-attempts.ts";
import { logInOper } from "../accounts/oper-login.ts";
import type { PasswordChecks } from "../accounts/password-checks.ts";
import type { NodeControl, RehashOutcome } from "../commands/node-control.ts";
import { ConfigError } from "../config/config-error.ts";
import { operBlocks } from "../config/oper-classes.ts";
import type { Config } from "../config/schema.ts";
import type { OfficeReview, Request } from "../log/log.ts";
import type { LogIn } from "../sessions/node.ts";
import type { Extension } from "../world/extensions.ts";
import type { SessionId } from "../world/ids.ts";
import type { NetworkSettings } from "../world/settings.ts";
import type { World } from "../world/world.ts";
import { maySignUpEarly } from "./account-parts.ts";
import type { PreparedPlaces } from "./listeners.ts";
import type { LiveConfig } from "./live-config.ts";
import { settingsOf } from "./network-settings.ts";
import { reviewedOffices } from "./offices.ts";
import { StartError } from "./start-error.ts";

/** What REHASH takes from outside. */
export interface RehashRim {
  /** The configuration as it is written now; throws a ConfigError. */
  reload(): Config;
  /** Makes the places where the server listens ready for the configuration; throws a StartError, and then has changed nothing. */
  prepare(config: Config): Promise<PreparedPlaces>;
  /** What plugins bring now. */
  extensions(): readonly Extension[];
}

/** What is in force after the configuration was read again, and what is to be said of it. */
export interface Reread {
  readonly settings: NetworkSettings;
  readonly notes: readonly string[];
  readonly offices: readonly OfficeReview[];
}

/** What the commands of a node take from outside. */
interface ControlRim {
  /** Reads the configuration again; throws what tells why not. */
  readAgain(): Promise<Reread>;
  now(): number;
  /** Puts a request of the node itself into the log. */
  append(request: Request): void;
  /** Gives what all spellings of the name of an account have in common. */
  fold(name: string): string;
  /** True while the session goes on. */
  isHere(session: SessionId): boolean;
}

/** What commands may have done with accounts, and the one way to log in. */
type AccountControl = Pick<
  NodeControl,
  | "accounts"
  | "belongings"
  | "bans"
  | "channels"
  | "defcon"
  | "registrar"
  | "accountPasswords"
  | "devicePasswords"
  | "filters"
  | "review"
  | "tellOfFilters"
> & {
  readonly logIn: LogIn;
};

/** What the commands of a node may have it do. */
export function createControl(
  live: LiveConfig,
  passwords: PasswordChecks,
  accounts: AccountControl,
  rim: ControlRim,
): NodeControl {
  const { logIn, ...books } = accounts;
  const isUnlimited = () => live.config.unlimited;
  const attempts = new LoginAttempts({ now: rim.now, isUnlimited });
  return {
    ...books,
    get maySignUpEarly() {
      return maySignUpEarly(live.config);
    },
    logIn: (claim, { id, address }) => logIn({ ...claim, address }, () => rim.isHere(id)),
    register: (wish, { id }) => books.registrar.register(wish, () => rim.isHere(id)),
    audit: (actor, act) => rim.append({ type: "audited", record: { ...actor, ...act } }),
    opersWithoutPassword: (name) =>
      live.config.opers.some((oper) => oper.name === name && oper.password === undefined),
    async verifyOper({ name, password }, { identity }, session) {
      const { user: username, account } = identity;
      const claim = { name, password, username, account, session, fold: rim.fold };
      const isAwaited = () => rim.isHere(session.id);
      const judge = () => logInOper(operBlocks(live.config), passwords, claim, isAwaited);
      const isFailure = (login: Awaited<ReturnType<typeof judge>>) =>
        typeof login === "object" && "refused" in login;
      const { config } = live;
      const login = await attempts.judge({ address: session.address }, judge, isFailure);
      if (login === "busy") return "too-often";
      // What they may do was read before the password was checked: who asks again has what is in force now.
      return typeof login === "object" && live.config !== config ? "too-often" : login;
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
export function rereader(live: LiveConfig, world: World, rim: RehashRim): () => Promise<Reread> {
  let turn: Promise<unknown> = Promise.resolve();
  const started = live.config;
  return () => {
    const mine = turn.then(() => readAgain(live, started, world, rim));
    // Whoever asked is told how it failed; the next one only waits for the end.
    turn = mine.catch(() => undefined);
    return mine;
  };
}

async function readAgain(live: LiveConfig, started: Config, world: World, rim: RehashRim): Promise<Reread> {
  const before = live.config;
  const config = rim.reload();
  // What cannot be taken back is made ready last, and nothing fails after it: a port that was opened, say.
  const replace = live.prepare(config);
  const places = await rim.prepare(config);
  replace();
  places.putInForce();
  const notes = [...places.notes, ...waitingFor(started, config), ...notesOn(before, config)];
  const settings = settingsOf(config, rim.extensions());
  return { settings, notes, offices: reviewedOffices(world, before, config) };
}

const fixed: readonly (readonly [key: string, (config: Config) => unknown])[] = [
  ["name", (config) => config.name],
  ["data", (config) => config.data],
  ["casemapping", (config) => config.casemapping],
  ["log.pretty", (config) => config.log.pretty],
  ["log.file", (config) => config.log.file],
];

// Compared with what the server has started with: it is said again for as long as it is so.
function waitingFor(started: Config, after: Config): readonly string[] {
  return fixed
    .filter(([, of]) => isOther(of(started), of(after)))
    .map(([key]) => `${key}: changes when the server starts anew`);
}

function notesOn(before: Config, after: Config): readonly string[] {
  return isOther(before.cloak, after.cloak)
    ? ["cloak: who is here keeps their host, and bans on cloaks of before are about nobody else"]
    : [];
}

function isOther(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}
