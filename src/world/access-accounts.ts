import { type Reply, reply } from "../protocol/reply.ts";
import { hasPrivilege } from "./access.ts";
import { type Account, accountOf } from "./account.ts";
import type { User } from "./user.ts";
import type { World } from "./world.ts";

// What may be done with accounts, and who may know what of them.

/** May somebody who has proved whose it is be in the account? One that the network does not know is configured. */
export function mayLogIn(world: World, name: string): Reply | undefined {
  const account = world.accountNamed(name);
  return account && account.status !== "active" ? reply("ERR_NICKLOCKED") : undefined;
}

/** True if the user is logged in to the account. */
export function isOwnAccount(world: World, user: User, { key }: Account): boolean {
  return accountOf(world, user) === key;
}

/** True if the user may know all of an account: its owner, and operators with the privilege. */
export function mayInspectAccount(world: World, user: User, account: Account): boolean {
  return isOwnAccount(world, user, account) || mayManageAccounts(user);
}

/** True if the user may know when and where an account is in use. */
export function maySeeUse(world: World, user: User, account: Account): boolean {
  return account.settings.private !== true || mayInspectAccount(world, user, account);
}

/** True if the user may do with accounts what their owners may, and more. */
export function mayManageAccounts(user: User): boolean {
  return hasPrivilege(user, "accounts");
}

/** Everybody who is logged in to an account. */
export function usersOf(world: World, { key }: Pick<Account, "key">): readonly User[] {
  return [...(world.usersByAccount.get(key) ?? [])];
}
