import { reply } from "../protocol/reply.ts";
import { named } from "./args.ts";
import { defineCommand } from "./command.ts";
import type { RunContext } from "./context.ts";
import { tellOperators } from "./tell-operators.ts";

/** Ends the server. */
export const die = defineCommand({
  name: "DIE",
  when: "operator",
  privilege: "die",
  args: [named("server")],
  help: "Ends the server; its name is the confirmation.",
  run: (ctx, server) => stop(ctx, server, false),
});

/** Ends the server and starts it again. */
export const restart = defineCommand({
  name: "RESTART",
  when: "operator",
  privilege: "restart",
  args: [named("server")],
  help: "Ends the server and starts it again; its name is the confirmation.",
  run: (ctx, server) => stop(ctx, server, true),
});

function stop(ctx: RunContext, server: string, restarts: boolean): void {
  const { user, world } = ctx;
  const node = ctx.server.nick;
  if (world.names.fold(server) !== world.names.fold(node)) {
    return ctx.reply(reply("ERR_NOSUCHSERVER", { server }));
  }
  tellOperators(ctx, "s", `${user.nick} ${restarts ? "restarts" : "ends"} ${node}`);
  ctx.commit({ type: "stop-requested", node, by: user.identity, restart: restarts });
}
