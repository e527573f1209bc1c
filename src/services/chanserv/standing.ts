import {
  type Authority,
  authorityIn,
  isFounder,
  type OwnedChannel,
  overseesChannels,
  registeredSeenBy,
} from "../../world/access-registered.ts";
import type { Role } from "../../world/registration.ts";
import type { User } from "../../world/user.ts";
import type { World } from "../../world/world.ts";

/** Who asks, and in which world. */
export interface Asker {
  readonly world: World;
  readonly user: User;
}

/** A registered channel, and by what right somebody acts in it. */
export interface Standing extends OwnedChannel {
  readonly authority: Authority;
}

/** The channel as the asker may know it; a text says that there is none. */
export function ownedNamed({ world, user }: Asker, name: string): OwnedChannel | string {
  return registeredSeenBy(world, name, user) ?? `${name} is not registered`;
}

/** How the asker stands in the channel, who needs this role or a higher one; a text says why not. */
export function standingIn(asker: Asker, name: string, least: Role): Standing | string {
  const owned = ownedNamed(asker, name);
  if (typeof owned === "string") return owned;
  const authority = authorityIn(asker.world, owned.channel, asker.user, least);
  const needed = least === "founder" ? "the role founder" : `the role ${least} or a higher one`;
  return authority ? { ...owned, authority } : `You need ${needed} in ${owned.channel.name}`;
}

/** How the founder of the channel stands in it, or an operator. */
export function founderOf(asker: Asker, name: string): Standing | string {
  const owned = ownedNamed(asker, name);
  if (typeof owned === "string") return owned;
  if (isFounder(asker.world, owned, asker.user)) return { ...owned, authority: "role" };
  if (overseesChannels(asker.user)) return { ...owned, authority: "operator" };
  return `${owned.channel.name} is not yours`;
}

/** What operators are told of one who acts over the heads of others. */
export function overruling(
  { user }: Asker,
  { authority, channel }: Standing,
  command: string,
): string | undefined {
  return authority === "operator" ? `${user.nick} used CHANSERV ${command} ${channel.name}` : undefined;
}
