import { cutToBytes } from "../protocol/text.ts";
import { memberShownTo } from "../world/access.ts";
import type { Change } from "../world/changes.ts";
import type { User } from "../world/user.ts";
import { optional, text } from "./args.ts";
import { defineCommand } from "./command.ts";

/** Leaves the network. */
export const quit = defineCommand({
  name: "QUIT",
  when: "any",
  args: [optional(text)],
  help: "Leaves the network, with a message if you like.",
  ask: (ctx, reason = "Client Quit") => ctx.client.end(reason),
  run(ctx, reason) {
    const length = ctx.world.settings.limits.kickLength;
    // Modern IRC, QUIT message: what a client says of itself is told apart from the server's reasons.
    const shown = reason === undefined || reason === "" ? "Quit" : `Quit: ${cutToBytes(reason, length)}`;
    ctx.commit(quitChange(ctx.user, shown, ctx.now));
  },
});

/** The change that takes a user off the network. */
export function quitChange(user: User, reason: string, at: number): Change {
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
