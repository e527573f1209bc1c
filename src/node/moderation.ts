import type { ServerAct } from "../log/log.ts";
import type { BanBook } from "../moderation/ban-book.ts";
import { type CompiledFilters, Filters } from "../moderation/filters.ts";
import { Penalties } from "../moderation/penalties.ts";
import { ReviewQueue } from "../moderation/review-queue.ts";
import { Moderator } from "../sessions/moderator.ts";
import { PacedNotices } from "../sessions/paced-notices.ts";
import type { World } from "../world/world.ts";

/** What moderation takes from its node. */
export interface ModerationParts {
  readonly world: World;
  readonly compiled: CompiledFilters;
  readonly bans: BanBook;
  now(): number;
  /** Has the server act at its place in the log. */
  act(act: ServerAct, by: string): Promise<unknown>;
  /** Tells operators. */
  tell(text: string): void;
  /** A ban could not be kept. */
  failed(error: unknown): void;
}

/** What a node judges with what is said on it. */
export interface Moderation {
  readonly filters: Filters;
  readonly review: ReviewQueue;
  readonly moderator: Moderator;
}

/** Puts moderation together. */
export function moderation({ world, compiled, act, tell, ...parts }: ModerationParts): Moderation {
  const { now, failed } = parts;
  const filters = new Filters(world, compiled);
  const penalties = new Penalties({
    ...parts,
    act: (what, by) => {
      act(what, by).catch(failed);
    },
  });
  const review = new ReviewQueue(() => filters.reviewLimits);
  const moderator = new Moderator({ filters, penalties, review, notices: new PacedNotices(now, tell), now });
  return { filters, review, moderator };
}
