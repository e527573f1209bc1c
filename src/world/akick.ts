import { type AccountKey, keyOfAccount } from "./account.ts";
import { accountExtban, extbanOf } from "./bans.ts";
import type { World } from "./world.ts";

/** Whom a registered channel puts out whenever they come in. */
export interface Akick {
  /** As a ban has it: `nick!user@host`, or `a:account`. */
  readonly mask: string;
  readonly reason?: string;
  /** The account, or the nick, of who keeps them out. */
  readonly by: string;
  /** In ms since 1970. */
  readonly at: number;
  /** When it ends; left out: when somebody says so. */
  readonly until?: number;
}

/** The account a mask names; `undefined`: it is about other things. */
export function accountNamedBy(world: Pick<World, "names">, mask: string): AccountKey | undefined {
  const extban = extbanOf(mask);
  return extban?.letter === accountExtban ? keyOfAccount(world, extban.rest) : undefined;
}

/** Those that are in force. */
export function inForce(akicks: readonly Akick[] | undefined, now: number): readonly Akick[] {
  return (akicks ?? []).filter(({ until }) => until === undefined || until > now);
}
