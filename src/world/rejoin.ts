import type { Channel, RecentKick } from "./channel.ts";
import type { User } from "./user.ts";

/** +J: in how many seconds a user who was kicked may come in again; 0: now. */
export function secondsToRejoin(channel: Channel, user: User, now: number): number {
  const delayMs = Number(channel.params.get("J") ?? 0) * 1000;
  if (delayMs === 0) return 0;
  const marks = marksOf(user);
  const last = channel.recentKicks.findLast(({ who }) => who.some((mark) => marks.includes(mark)));
  return last ? Math.max(0, Math.ceil((last.at + delayMs - now) / 1000)) : 0;
}

const mostKicks = 100;

/** The kicks a channel remembers, with one more. */
export function withKick(channel: Channel, user: User, at: number): readonly RecentKick[] {
  return [...channel.recentKicks, { who: marksOf(user), at }].slice(-mostKicks);
}

/** What a user is known by who comes back with another connection: account, or user name and host. */
function marksOf({ identity, realHost }: User): readonly string[] {
  const place = `${identity.user}@${realHost}`;
  return identity.account === undefined ? [place] : [`a:${identity.account}`, place];
}
