import { LoginAttempts } from "../accounts/login-attempts.ts";
import { logInOper } from "../accounts/oper-login.ts";
import type { PasswordChecks } from "../accounts/password-checks.ts";
import type { NodeControl, RehashOutcome } from "../commands/node-control.ts";
import { ConfigError } from "../config/config-error.ts";
import { operBlocks } from "../config/oper-classes.ts";
import type { Request } from "../log/log.ts";
import type { LogIn } from "../sessions/node.ts";
import type { SessionId } from "../world/ids.ts";
import { maySignUpEarly } from "./account-parts.ts";
import type { LiveConfig } from "./live-config.ts";
import type { Reread } from "./rehash.ts";
import { StartError } from "./start-error.ts";

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
