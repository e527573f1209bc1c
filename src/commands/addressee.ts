import { type Reply, reply } from "../protocol/reply.ts";
import { maySeeChannel } from "../world/access.ts";
import type { Channel } from "../world/channel.ts";
import { type StatusLetter, splitStatus } from "../world/statuses.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import { isRefusal } from "./args.ts";

/** Whom a target of a message names: members of a channel from a status up, a user, or all of some servers. */
export type Addressee =
  | { readonly channel: Channel; readonly status: StatusLetter | undefined }
  | { readonly user: User }
  | { readonly mask: string };

/** Finds whom the sender means, or says that there is no such channel or user. */
export function findAddressee(world: World, sender: User, target: string): Addressee | Reply {
  if (target.startsWith("$")) return { mask: target };
  const { status, rest } = splitStatus(target);
  if (rest.startsWith("#")) {
    const channel = world.channelByName(rest);
    // The target is repeated as typed: a secret channel's own spelling would give it away.
    if (!channel || !maySeeChannel(channel, sender)) return reply("ERR_NOSUCHCHANNEL", { channel: target });
    return { channel, status };
  }
  const user = userOf(world, target);
  return user ? { user } : reply("ERR_NOSUCHNICK", { nick: target });
}

/** The same text for every spelling of the same addressee; of a target that names nobody for every spelling of it. */
export function addresseeKey(world: World, target: string, addressee: Addressee | Reply): string {
  if (isRefusal(addressee)) return world.names.fold(target);
  if ("mask" in addressee) return addressee.mask;
  return "user" in addressee ? addressee.user.id : `${addressee.status ?? ""}${addressee.channel.key}`;
}

/** RFC 2812 3.3.1: `nick`, `nick!user@host` or `nick@server`; the longer forms mean nobody else. */
function userOf(world: World, target: string): User | undefined {
  const end = target.search(/[!@]/);
  if (end < 0) return world.userByNick(target);
  const user = world.userByNick(target.slice(0, end));
  if (!user) return undefined;
  const wanted = world.names.fold(target.slice(end + 1));
  const { identity, sessions } = user;
  const isThem =
    target.charAt(end) === "!"
      ? wanted === world.names.fold(`${identity.user}@${identity.host}`)
      : sessions.some((session) => wanted === world.names.fold(session.node));
  return isThem ? user : undefined;
}
