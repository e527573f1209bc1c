import { type Reply, reply } from "../protocol/reply.ts";
import type { Channel } from "./channel.ts";
import { isAtLeast, isStatus } from "./statuses.ts";
import type { User } from "./user.ts";

/** May the user read what was said in the channel? Members only; the caller has looked the channel up as they see it. */
export function mayReadHistory(channel: Channel, user: User): Reply | undefined {
  return channel.member(user) ? undefined : reply("ERR_NOTONCHANNEL", { channel: channel.name });
}

/** May a member read this message? What went to a status alone is for those who have it, and who said it. */
export function mayReadSaid(
  channel: Channel,
  user: User,
  { from, status }: { readonly from: string; readonly status: string | undefined },
): boolean {
  const member = channel.member(user);
  if (!member) return false;
  if (status === undefined || from === user.id) return true;
  return isStatus(status) && isAtLeast(member.status, status);
}
