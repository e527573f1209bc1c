import { named, optional } from "./args.ts";
import { defineCommand } from "./command.ts";

/** The answer to the server's PING. */
export const pong = defineCommand({
  name: "PONG",
  when: "any",
  args: [optional(named("token"))],
  help: "Answers a PING of the server.",
  cost: 0,
  ask: (ctx) => ctx.client.ponged(),
});
