import { type Reply, reply } from "../protocol/reply.ts";
import { accountOf } from "./account.ts";
import type { Channel } from "./channel.ts";
import { type Role, rankOfRole, roleIn } from "./registration.ts";
import { rankOf, type StatusLetter } from "./statuses.ts";
import type { User } from "./user.ts";
import type { World } from "./world.ts";

/** What a user is in a channel by the account they are logged in to; `undefined`: nothing. */
export function roleOf(world: World, { registration }: Channel, user: User): Role | undefined {
  // Most channels belong to nobody, and most users have no role.
  const account = registration && accountOf(world, user);
  return account === undefined ? undefined : roleIn(registration, account);
}

/** True if the user's role comes with this status or a higher one. */
export function hasRole(world: World, channel: Channel, user: User, least: StatusLetter): boolean {
  return rankOfRole(roleOf(world, channel, user)) >= rankOf(least);
}

/** May the member have this status? Where a channel is guarded, only with a role. */
export function mayHold(world: World, channel: Channel, user: User, letter: StatusLetter): boolean {
  if (!channel.registration?.settings.guard || letter === "v") return true;
  return hasRole(world, channel, user, letter);
}

/** May the user come in, as far as the settings of the channel go? A role lets in; the caller knows of invitations. */
export function mayEnterByRole(world: World, channel: Channel, user: User): Reply | undefined {
  const { name: channelName, registration } = channel;
  switch (registration?.settings.access) {
    case "registered": {
      const isLoggedIn = user.identity.account !== undefined;
      return isLoggedIn ? undefined : reply("ERR_NEEDREGGEDNICK", { channel: channelName, what: "join" });
    }
    case "roles": {
      const hasOne = roleOf(world, channel, user) !== undefined;
      return hasOne ? undefined : reply("ERR_INVITEONLYCHAN", { channel: channelName });
    }
    default:
      return undefined;
  }
}
