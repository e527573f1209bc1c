import { named, optional } from "../../commands/args.ts";
import { type Command, defineCommand } from "../../commands/command.ts";
import type { OwnedChannel } from "../../world/access-registered.ts";
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
    const wanted = codeOf(standing);
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

/** Guards against slips alone, and so need not be secret: another one for each registration. */
function codeOf({ channel, registration }: OwnedChannel): string {
  let hash = 0x811c9dc5;
  for (const char of `${channel.key} ${registration.createdAt}`)
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash.toString(36);
}
