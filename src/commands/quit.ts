import { cutToBytes } from "../protocol/text.ts";
import { memberShownTo } from "../world/access.ts";
import { isAlwaysOn } from "../world/access-sessions.ts";
import type { Detached, Quit } from "../world/changes.ts";
import type { SessionId } from "../world/ids.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import { followSession } from "./account-looks.ts";
import { optional, text } from "./args.ts";
import { defineCommand } from "./command.ts";
import { sumUp } from "./sum-of-sessions.ts";
import { type NoticeContext, tellOperators } from "./tell-operators.ts";

/** Leaves the network; who has other sessions, or stays without one, leaves with this one alone. */
export const quit = defineCommand({
  name: "QUIT",
  when: "any",
  args: [optional(text)],
  help: "Leaves the network, with a message if you like.",
  ask: (ctx, reason = "") => ctx.client.end(`Quit: ${reason}`),
  run(ctx, reason = "") {
    const length = ctx.world.settings.limits.kickLength;
    // Modern IRC, QUIT message: the prefix tells it from the server's reasons, and stands there alone, too.
    leaveSession(ctx, ctx.user, ctx.session.id, `Quit: ${cutToBytes(reason, length)}`);
  },
});

/** Where somebody leaves the network. */
interface LeavingContext extends NoticeContext {
  readonly world: World;
  readonly now: number;
}

/** Ends one session; with the last one its user leaves the network, unless they are always on. */
export function leaveSession(
  ctx: LeavingContext,
  user: User,
  session: SessionId,
  reason: string,
  seenAt = ctx.now,
): void {
  const isLast = user.sessions.every(({ id }) => id === session);
  if (isLast && !isAlwaysOn(ctx.world, user)) return leaveNetwork(ctx, user, reason);
  const { plainHost } = user;
  ctx.commit(detachedChange(user, session, reason, seenAt, ctx.now));
  followSession(ctx, user, plainHost, user.plainHost);
  sumUp(ctx, user);
  tellOperators(ctx, "q", `A session of ${user.identity.prefix} has ended (${reason})`);
}

/** The change that takes a session from a user. */
export function detachedChange(
  user: User,
  session: SessionId,
  reason: string,
  seenAt: number,
  at: number,
): Detached {
  const farewell = `Closing Link: ${user.identity.host} (${reason})`;
  return { type: "detached", user: user.id, by: user.identity, session, reason, farewell, seenAt, at };
}

/** Takes a user off the network, with all sessions. */
export function leaveNetwork(ctx: LeavingContext, user: User, reason: string): void {
  ctx.commit(quitChange(user, reason, ctx.now));
  tellOperators(ctx, "q", `${user.identity.prefix} has left (${reason})`);
}

/** The change that takes a user off the network. */
export function quitChange(user: User, reason: string, at: number): Quit {
  return {
    type: "quit",
    user: user.id,
    by: user.identity,
    reason,
    channels: [...user.channels.values()].map((member) => ({
      key: member.channel.key,
      shownTo: memberShownTo(member.channel, member),
    })),
    farewell: `Closing Link: ${user.identity.host} (${reason})`,
    sessions: user.sessions.map((session) => session.id),
    at,
  };
}
