import { reply } from "../protocol/reply.ts";
import type { Channel } from "../world/channel.ts";
import type { Arg } from "./args.ts";
import { audit } from "./audit.ts";
import type { RunContext } from "./context.ts";
import { tellOperators } from "./tell-operators.ts";

/**
 * An operator acts over the heads of others: from here on the functions behind the ordinary commands are
 * called without their `may…`. Whoever calls this skips those checks, and the operators are told.
 */
export function overrule(ctx: RunContext<unknown>, command: string, ...about: readonly string[]): void {
  tellOperators(ctx, "v", `${ctx.user.nick} used ${[command, ...about].join(" ")}`);
  if (!ctx.isAudited) audit(ctx, { command, target: about.join(" "), outcome: "done" });
}

/** A channel, even one that is hidden from who names it; otherwise 403. */
export const anyChannel: Arg<Channel> = {
  name: "channel",
  optional: false,
  resolve: (raw, { world }) => world.channelByName(raw) ?? reply("ERR_NOSUCHCHANNEL", { channel: raw }),
};
