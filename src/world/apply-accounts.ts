import type { AccountRemoved, AccountSet } from "./changes.ts";
import type { World } from "./world.ts";

/** Makes an account, and the nicks that are its own, what they are now. */
export function accountSet(world: World, { account }: AccountSet): void {
  forgetNicks(world, account.key);
  world.accounts.set(account.key, account);
  for (const nick of account.nicks) world.nickOwners.set(nick, account.key);
}

/** Forgets an account: its nicks are anybody's. */
export function accountRemoved(world: World, { account }: AccountRemoved): void {
  forgetNicks(world, account);
  world.accounts.delete(account);
  world.belongings.delete(account);
}

function forgetNicks(world: World, key: AccountRemoved["account"]): void {
  for (const nick of world.accounts.get(key)?.nicks ?? []) {
    if (world.nickOwners.get(nick) === key) world.nickOwners.delete(nick);
  }
}
