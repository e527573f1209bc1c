import { reply } from "../protocol/reply.ts";
import { ownCopy } from "../protocol/text.ts";
import { mayTakeNick, nickForAccount } from "../world/access-nicks.ts";
import { changedIdentity } from "../world/identity.ts";
import { shownHostOf } from "../world/shown-host.ts";
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
  const { identity, plainHost } = user;
  const host = shownHostOf(world, identity.account, plainHost);
  if (identity.host !== before || host === before) return;
  const next = changedIdentity(identity, { host: ownCopy(host) });
  ctx.commit({ type: "host-changed", user: user.id, by: identity, identity: next });
  ctx.reply(reply("RPL_VISIBLEHOST", { host }));
}
