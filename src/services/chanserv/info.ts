import { named } from "../../commands/args.ts";
import { clockText } from "../../commands/clock-text.ts";
import { type Command, defineCommand } from "../../commands/command.ts";
import type { OwnedChannel } from "../../world/access-registered.ts";
import type { World } from "../../world/world.ts";
import { accountName } from "./account-name.ts";
import { inTurn } from "./keep.ts";
import { ownedNamed } from "./standing.ts";

/** What is known of a registered channel, to everybody who may know of it. */
export const info: Command = defineCommand({
  name: "INFO",
  when: "registered",
  args: [named("channel")],
  help: "Shows what is known of a registered channel.",
  cost: 2,
  ask(ctx, name) {
    const owned = ownedNamed(ctx, name);
    if (typeof owned === "string") return ctx.notice(owned);
    for (const line of linesOf(ctx.world, owned)) ctx.notice(line);
    if (owned.channel.members.size > 0) return ctx.notice("Last used: now");
    inTurn(ctx, async (book) => {
      const row = await book.find(owned.channel);
      return row ? `Last used: ${clockText(row.lastUsedAt)}` : [];
    });
  },
});

function linesOf(world: World, { channel, registration }: OwnedChannel): readonly string[] {
  const { founder, createdAt, settings } = registration;
  const { description, url, successor } = settings;
  return [
    `${channel.name} belongs to ${founder === undefined ? "nobody" : accountName(world, founder)}`,
    `Registered: ${clockText(createdAt)}`,
    ...(successor === undefined ? [] : [`Successor: ${accountName(world, successor)}`]),
    ...(description === undefined ? [] : [`Description: ${description}`]),
    ...(url === undefined ? [] : [`URL: ${url}`]),
  ];
}
