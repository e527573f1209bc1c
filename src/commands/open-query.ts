import type { FoldedNick } from "../protocol/names.ts";
import { ownCopy } from "../protocol/text.ts";
import { belongingsOf } from "../world/belongings.ts";
import type { User } from "../world/user.ts";
import type { RunContext } from "./context.ts";

/** Opens a conversation on the clients of a user, unless it is open; past the limit the one opened first is closed. */
export function openQuery(
  ctx: Pick<RunContext, "world" | "commit">,
  user: User,
  nick: FoldedNick,
  name: string,
): void {
  const { world } = ctx;
  const most = world.settings.limits.userQueries;
  const { queries } = belongingsOf(world, user);
  if (most === 0 || queries.some((query) => query.nick === nick)) return;
  const change = { type: "query-changed", user: user.id } as const;
  for (const old of queries.slice(0, Math.max(0, queries.length + 1 - most)))
    ctx.commit({ ...change, ...old, isOpen: false });
  ctx.commit({ ...change, nick: ownCopy(nick) as FoldedNick, name: ownCopy(name), isOpen: true });
}
