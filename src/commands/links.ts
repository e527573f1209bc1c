import { reply } from "../protocol/reply.ts";
import { named, optional } from "./args.ts";
import { defineCommand } from "./command.ts";
import { isAskedHere, matches } from "./query-words.ts";

/** The servers of the network. */
export const links = defineCommand({
  name: "LINKS",
  when: "registered",
  args: [optional(named("server")), optional(named("mask"))],
  help: "Lists the servers of the network that a mask matches.",
  ask(ctx, first, second) {
    // RFC 2812 3.4.5: a single parameter is the mask.
    if (second !== undefined && !isAskedHere(ctx, first)) return;
    const mask = second ?? first ?? "*";
    const { name, description } = ctx.node;
    if (matches(ctx.world, mask, name)) {
      ctx.reply(reply("RPL_LINKS", { server: name, uplink: name, hops: 0, text: description }));
    }
    ctx.reply(reply("RPL_ENDOFLINKS", { mask }));
  },
});
