import { awaySum } from "../world/access-sessions.ts";
import type { Change } from "../world/changes.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";

/** Where the sessions of a user change. */
interface SessionsContext {
  readonly world: World;
  commit(change: Change): void;
}

/** What is true of a user because of all their sessions, made so again: mode `z`, and away. */
export function sumUp(ctx: SessionsContext, user: User): void {
  const isMarked = user.modes.includes("z");
  if (isMarked !== user.secure) {
    const modes = [{ sign: isMarked ? ("-" as const) : ("+" as const), letter: "z" }];
    ctx.commit({ type: "user-modes-changed", user: user.id, by: user.identity, modes, snomask: undefined });
  }
  sumUpAway(ctx, user, awaySum(ctx.world, user, user.away));
}

/** The user is away for this now, or for nothing, if that is news. */
export function sumUpAway(ctx: SessionsContext, user: User, text: string | undefined): void {
  if (text !== user.away) ctx.commit({ type: "away-changed", user: user.id, by: user.identity, text });
}
