import { named, optional } from "../../commands/args.ts";
import { type Command, defineCommand } from "../../commands/command.ts";
import { wrapWords } from "../../commands/query-words.ts";
import { matchGlob } from "../../protocol/masks.ts";
import { maySeeUse } from "../../world/access-accounts.ts";
import type { Account } from "../../world/account.ts";
import type { User } from "../../world/user.ts";
import type { World } from "../../world/world.ts";

const most = 200;

/** Lists accounts by a mask. */
export const list: Command = defineCommand({
  name: "LIST",
  when: "registered",
  args: [optional(named("mask"))],
  help: "Lists accounts whose names match a mask, such as al*; those that are private to operators only.",
  cost: 10,
  ask(ctx, mask = "*") {
    const found = [...matching(ctx.world, ctx.user, mask)];
    if (found.length === 0) return ctx.notice(`No account matches ${mask}`);
    for (const line of wrapWords(found.slice(0, most))) ctx.notice(line);
    const rest = found.length - most;
    if (rest > 0) ctx.notice(`There are ${rest} more: a narrower mask shows them`);
  },
});

function* matching(world: World, user: User, mask: string): Generator<string> {
  const folded = world.names.fold(mask);
  for (const account of world.accounts.values()) {
    if (matchGlob(folded, account.key) && maySeeUse(world, user, account)) yield shown(account);
  }
}

function shown({ name, status }: Account): string {
  return status === "active" ? name : `${name}(${status})`;
}
