import type { AccountKey } from "../../world/account.ts";
import type { World } from "../../world/world.ts";

/** An account as its owner writes it, where the network knows. */
export function accountName(world: World, key: AccountKey): string {
  return world.accounts.get(key)?.name ?? key;
}
