import { named, optional } from "../../commands/args.ts";
import { type Command, defineCommand } from "../../commands/command.ts";
import { confirmationCode } from "../confirmation.ts";
import { keep } from "./keep.ts";
import { founderOf } from "./standing.ts";

/** Ends the registration of a channel, when asked for it twice. */
export const unregister: Command = defineCommand({
  name: "UNREGISTER",
  aliases: ["DROP"],
  when: "registered",
  args: [named("channel"), optional(named("code"))],
  help: "Lets go of your channel with all its roles; you are told the code that it needs.",
  cost: 2,
  ask(ctx, name, code) {
    const standing = founderOf(ctx, name);
    if (typeof standing === "string") return ctx.notice(standing);
    const wanted = confirmationCode(standing.channel.key, standing.registration.createdAt);
    if (code === undefined) {
      const { channel } = standing;
      return ctx.notice(
        `${channel.name} will belong to nobody, and its roles and settings be gone. If you want that: UNREGISTER ${channel.name} ${wanted}`,
      );
    }
    if (code !== wanted) return ctx.notice("That is not the code; UNREGISTER without one tells it");
    keep(
      ctx,
      "UNREGISTER",
      () => founderOf(ctx, name),
      async (book, { channel }, notice) => {
        await book.drop(channel, notice);
        return `${channel.name} belongs to nobody any more`;
      },
    );
  },
});
