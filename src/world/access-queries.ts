import { hasPrivilege, maySeeChannel, maySeeMember, shareChannel } from "./access.ts";
import type { Channel, Member } from "./channel.ts";
import type { User } from "./user.ts";

// What a question may show of users: WHO, WHOIS, STATS, TRACE and their like ask here.

/** May the viewer know that this member is in the channel? */
export function maySeeMembership(viewer: User, { channel, user }: Member): boolean {
  if (viewer === user || hasPrivilege(viewer, "see-secret")) return true;
  // RFC 2812 3.2.5: in which channels an invisible user is, only those inside know.
  if (!channel.member(viewer) && user.modes.includes("i")) return false;
  return maySeeChannel(channel, viewer) && maySeeMember(channel, viewer, user);
}

/** May the viewer come upon the user in a list or by a mask? Who knows the nick may always ask for it. */
export function mayFindUser(viewer: User, user: User): boolean {
  return !user.modes.includes("i") || shareChannel(viewer, user) || hasPrivilege(viewer, "see-secret");
}

/** True if the user is an operator, and the viewer may know it: +H hides it from all but operators. */
export function isShownOperator(viewer: User, user: User): boolean {
  if (!user.modes.includes("o")) return false;
  return !user.modes.includes("H") || viewer === user || viewer.oper !== undefined;
}

/** May the viewer know the host and the address the user really comes from? */
export function maySeeAddress(viewer: User, user: User | undefined): boolean {
  return viewer === user || hasPrivilege(viewer, "see-hosts");
}

/** May the viewer know the user's modes and certificate? */
export function mayInspectUser(viewer: User, user: User): boolean {
  return viewer === user || viewer.oper !== undefined;
}

/** May the viewer look into the channel without being in it? */
export function mayLookInto(viewer: User, channel: Channel): boolean {
  return maySeeChannel(channel, viewer) || hasPrivilege(viewer, "see-secret");
}

/** May the viewer know which bans are about the user? */
export function maySeeBans(viewer: User): boolean {
  return hasPrivilege(viewer, "ban");
}
