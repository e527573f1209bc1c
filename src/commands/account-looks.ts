import { reply } from "../protocol/reply.ts";
import { ownCopy } from "../protocol/text.ts";
import { mayTakeNick, nickForAccount } from "../world/access-nicks.ts";
import type { Change } from "../world/changes.ts";
import { changedIdentity } from "../world/identity.ts";
import { shownHostOf } from "../world/shown-host.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import type { RunContext } from "./context.ts";
import { changeNick } from "./nick.ts";

/** Shows the user as their account has it, after they were in another one or in none. */
export function followAccount(ctx: RunContext<unknown>, before: string | undefined): void {
  const { user, world } = ctx;
  showHost(ctx, shownHostOf(world, before, user.plainHost));
  const nick = nickForAccount(world, user.identity.account);
  if (nick !== undefined && !mayTakeNick(world, nick, user)) changeNick(ctx, nick);
}

/** Shows the user with the host of their account, unless an operator has given them another than `before`. */
export function showHost(ctx: RunContext<unknown>, before: string): void {
  const { user, world } = ctx;
  const host = shownHostOf(world, user.identity.account, user.plainHost);
  if (changeHost(ctx, user, before, host)) ctx.reply(reply("RPL_VISIBLEHOST", { host }));
}

/** Where the sessions of a user change. */
interface SessionsContext {
  readonly world: World;
  readonly now: number;
  commit(change: Change): void;
}

/** The session whose host a user is shown with is another one: so is the host, unless account or operator give one. */
export function followSession(ctx: SessionsContext, user: User, plainBefore: string, plainNow: string): void {
  const { account } = user.identity;
  const host = shownHostOf(ctx.world, account, plainNow);
  if (!changeHost(ctx, user, shownHostOf(ctx.world, account, plainBefore), host)) return;
  const told = reply("RPL_VISIBLEHOST", { host });
  ctx.commit({ type: "told", to: { user: user.id }, by: user.identity, reply: told, at: ctx.now });
}

/** True if the user is shown with another host now; not if an operator has given them one. */
function changeHost(
  ctx: Pick<SessionsContext, "commit">,
  { id, identity }: User,
  before: string,
  host: string,
): boolean {
  if (identity.host !== before || host === before) return false;
  const next = changedIdentity(identity, { host: ownCopy(host) });
  ctx.commit({ type: "host-changed", user: id, by: identity, identity: next });
  return true;
}
