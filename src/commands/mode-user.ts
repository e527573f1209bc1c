import { reply } from "../protocol/reply.ts";
import type { RunContext, UserAskContext } from "./context.ts";

/** Shows one's own modes. */
export function showUserModes(ctx: UserAskContext, target: string): void {
  if (ctx.world.userByNick(target) !== ctx.user) return ctx.reply(reply("ERR_USERSDONTMATCH"));
  ctx.reply(reply("RPL_UMODEIS", { modes: `+${ctx.user.modes}` }));
}

/** Changes one's own modes. */
export function changeUserModes(ctx: RunContext, target: string, modes: readonly string[]): void {
  if (ctx.world.userByNick(target) !== ctx.user) return ctx.reply(reply("ERR_USERSDONTMATCH"));
  void modes;
}
