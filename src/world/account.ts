import type { FoldedNick } from "../protocol/names.ts";
import type { User } from "./user.ts";
import type { World } from "./world.ts";

/** An account's name after folding: what accounts are looked up by. */
export type AccountKey = string & { readonly brand: "AccountKey" };

/** The key of an account, however its name is spelt. */
export function keyOfAccount({ names }: Pick<World, "names">, name: string): AccountKey {
  return names.fold(name) as AccountKey;
}

/** The account a user is logged in to. */
export function accountOf(world: Pick<World, "names">, { identity }: User): AccountKey | undefined {
  return identity.account === undefined ? undefined : keyOfAccount(world, identity.account);
}

/** True if that is the name of the account; `undefined` is that of none. */
export function isNamed(world: Pick<World, "names">, { key }: Account, name: string | undefined): boolean {
  return name !== undefined && keyOfAccount(world, name) === key;
}

/**
 * What the network knows of an account. Its hashes, addresses and certificates stay in the store: they never enter
 * the world.
 */
export interface Account {
  readonly key: AccountKey;
  /** As its owner writes it. */
  readonly name: string;
  readonly status: "active" | "suspended" | "unverified";
  /** The nicks that are its own, folded, its name the first. */
  readonly nicks: readonly FoldedNick[];
  /** The others beside its name, as they were written when they were grouped; left out, as they are folded. */
  readonly grouped?: readonly string[];
  readonly settings: AccountSettings;
  /** In ms since 1970. */
  readonly createdAt: number;
}

/**
 * How a nick is its account's: nobody else may take it, whoever does is renamed after a while, or it is anybody's.
 */
export type NickProtection = "strict" | "lenient" | "off";

/** An account that nobody can log in to for the time being. */
export interface Suspension {
  /** The operator's nick. */
  readonly by: string;
  readonly reason: string;
  readonly at: number;
  /** When it ends, in ms since 1970; left out: when an operator says so. */
  readonly until?: number | undefined;
}

/** What the owner of an account, or an operator, has chosen for it; what is left out is as configured. */
export interface AccountSettings {
  /** How its nicks are guarded. */
  readonly enforce?: NickProtection | undefined;
  /** True if only operators are told when and where it is in use. */
  readonly private?: boolean | undefined;
  /** The host it is shown with, if it is not turned off. */
  readonly vhost?: string | undefined;
  /** Whether it stays on the network without a session. */
  readonly alwaysOn?: boolean | undefined;
  /** Whether its clients share one nick. */
  readonly multiclient?: boolean | undefined;
  /** Whether it is shown as away while it has no session. */
  readonly autoAway?: boolean | undefined;
  readonly vhostOff?: boolean | undefined;
  /** The host its owner asked for, which waits for an operator. */
  readonly vhostRequest?: { readonly host: string; readonly at: number } | undefined;
  readonly suspension?: Suspension | undefined;
}
