import { mayTakeNick } from "../world/access-nicks.ts";
import { mayStay } from "../world/access-sessions.ts";
import { userIdentity } from "../world/identity.ts";
import type { Stay, StayChannel } from "../world/stay.ts";
import type { User } from "../world/user.ts";
import { joinShownTo } from "./join.ts";
import type { EntryContext } from "./register-session.ts";
import { sumUp } from "./sum-of-sessions.ts";

/** An always-on user is back after a restart, in all channels, without a session; not if the account does not stay now. */
export function returnToNetwork(ctx: EntryContext, stay: Stay): void {
  const { world, now } = ctx;
  if (world.users.has(stay.user) || mayTakeNick(world, stay.nick, undefined, stay.account)) return;
  if (!mayStay(world, stay.account) || world.usersOfAccount(stay.account)) return;
  const by = userIdentity(stay.nick, stay.username, stay.host, stay.account);
  const { user: id, realname, modes, away } = stay;
  ctx.commit({
    type: "registered",
    user: id,
    by,
    realname,
    modes,
    ...(away !== undefined && { away }),
    stay,
    at: now,
  });
  const user = world.users.get(id);
  if (!user) return;
  for (const channel of stay.channels) enterAgain(ctx, user, channel);
  sumUp(ctx, user);
}

function enterAgain(ctx: EntryContext, user: User, { name, status }: StayChannel): void {
  const { world, now } = ctx;
  const channel = world.channelByName(name);
  ctx.commit({
    type: "joined",
    channel: channel?.key ?? world.names.foldChannel(name),
    name: channel?.name ?? name,
    user: user.id,
    by: user.identity,
    realname: user.realname,
    status,
    shownTo: joinShownTo(channel),
    created: channel ? undefined : [...world.settings.defaultChannelModes].sort().join(""),
    at: now,
  });
}
