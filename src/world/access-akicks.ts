import { invitationTo } from "./access.ts";
import { hasRole } from "./access-roles.ts";
import { type Akick, inForce } from "./akick.ts";
import { entriesAbout, isBanExcepted } from "./bans.ts";
import type { Channel } from "./channel.ts";
import type { User } from "./user.ts";
import type { World } from "./world.ts";

/** The entries of the channel's AKICK list by which a user may not be inside; who could lift them, or is excepted from bans, may. */
export function akicksOn(world: World, channel: Channel, user: User): readonly Akick[] {
  const all = inForce(channel.registration?.settings.akicks, world.at);
  if (all.length === 0 || hasRole(world, channel, user, "h")) return [];
  const found = entriesAbout(world, all, user);
  return found.length > 0 && !isBanExcepted(world, channel, user) ? found : [];
}

/** The same for who comes in: an invitation is the operators' word against older entries. */
export function akickOnComer(world: World, channel: Channel, user: User): Akick | undefined {
  const [found] = akicksOn(world, channel, user);
  const invitedAt = found && invitationTo(world, channel, user);
  return found && (invitedAt === undefined || invitedAt <= found.at) ? found : undefined;
}
