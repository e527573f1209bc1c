import type { Account } from "./account.ts";
import type { AccountRemoved, AccountSet } from "./changes.ts";
import { without } from "./without.ts";
import type { World } from "./world.ts";

/** Makes an account, and the nicks that are its own, what they are now. */
export function accountSet(world: World, { account }: AccountSet): void {
  forgetNicks(world, account.key);
  world.accounts.set(account.key, account);
  for (const nick of account.nicks) world.nickOwners.set(nick, account.key);
  for (const skeleton of skeletonsOf(world, account)) {
    const owners = world.lookalikes.get(skeleton);
    if (owners) owners.add(account.key);
    else world.lookalikes.set(skeleton, new Set([account.key]));
  }
}

/** Forgets an account: its nicks are anybody's. */
export function accountRemoved(world: World, { account }: AccountRemoved): void {
  forgetNicks(world, account);
  world.accounts.delete(account);
  world.belongings.delete(account);
}

function forgetNicks(world: World, key: AccountRemoved["account"]): void {
  const account = world.accounts.get(key);
  if (!account) return;
  for (const nick of account.nicks) {
    if (world.nickOwners.get(nick) === key) world.nickOwners.delete(nick);
  }
  for (const skeleton of skeletonsOf(world, account)) {
    if (!without(world.lookalikes.get(skeleton), key)) world.lookalikes.delete(skeleton);
  }
}

function skeletonsOf({ names }: World, { name, nicks, grouped }: Account): readonly string[] {
  return [name, ...(grouped ?? nicks.slice(1))].map((nick) => names.skeleton(nick));
}
