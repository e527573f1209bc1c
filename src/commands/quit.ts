import { cutToBytes } from "../protocol/text.ts";
import { memberShownTo } from "../world/access.ts";
import type { Quit } from "../world/changes.ts";
import type { User } from "../world/user.ts";
import { optional, text } from "./args.ts";
import { defineCommand } from "./command.ts";
import { type NoticeContext, tellOperators } from "./tell-operators.ts";

/** Leaves the network. */
export const quit = defineCommand({
  name: "QUIT",
  when: "any",
  args: [optional(text)],
  help: "Leaves the network, with a message if you like.",
  ask: (ctx, reason = "") => ctx.client.end(`Quit: ${reason}`),
  run(ctx, reason = "") {
    const length = ctx.world.settings.limits.kickLength;
    // Modern IRC, QUIT message: the prefix tells it from the server's reasons, and stands there alone, too.
    leaveNetwork(ctx, ctx.user, `Quit: ${cutToBytes(reason, length)}`);
  },
});

/** Where somebody leaves the network. */
interface LeavingContext extends NoticeContext {
  readonly now: number;
}

/** Takes a user off the network. */
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
