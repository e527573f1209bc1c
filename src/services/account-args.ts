import type { Arg } from "../commands/args.ts";
import { type Reply, reply } from "../protocol/reply.ts";
import type { Account } from "../world/account.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";

/** Where somebody speaks to a service. */
interface ServiceScope {
  readonly world: World;
  readonly user: User;
  notice(text: string): void;
}

/** The account of that name, or the one the nick belongs to. */
export function accountFor(world: World, name: string): Account | undefined {
  return world.accountNamed(name) ?? world.ownerOfNick(world.names.foldNick(name));
}

/** An account that exists, by its name or by a nick of its. */
export const account: Arg<Account> = {
  name: "account",
  optional: false,
  resolve: (raw, { world }) => accountFor(world, raw) ?? refusal(raw, "There is no such account"),
};

/** The account the user is logged in to; if there is none that can be changed here, that is said. */
export function ownAccount({ world, user, notice }: ServiceScope): Account | undefined {
  const name = user.identity.account;
  if (name === undefined) {
    notice("You are not logged in to an account");
    return undefined;
  }
  const own = world.accountNamed(name);
  if (!own) notice(`${name} stands in the server's configuration: it can be changed there only`);
  return own;
}

/** A refusal of a service, in its own words. */
export function refusal(about: string, reason: string): Reply {
  return reply("ERR_UNKNOWNERROR", { command: about, reason });
}
