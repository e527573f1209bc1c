import { filterRule } from "../config/filters.ts";
import type { ServerAct } from "../log/log.ts";
import type { BanBook } from "../moderation/ban-book.ts";
import { ChannelFloods } from "../moderation/channel-floods.ts";
import { FilterDesk, type GivenRule } from "../moderation/filter-desk.ts";
import { type FilterRule, filterRuleOf } from "../moderation/filter-rule.ts";
import { type CompiledFilters, Filters } from "../moderation/filters.ts";
import { Penalties } from "../moderation/penalties.ts";
import { Review } from "../moderation/review.ts";
import { ReviewQueue } from "../moderation/review-queue.ts";
import type { Reply } from "../protocol/reply.ts";
import { Moderator } from "../sessions/moderator.ts";
import { PacedNotices } from "../sessions/paced-notices.ts";
import type { UserId } from "../world/ids.ts";
import type { World } from "../world/world.ts";

/** What moderation takes from its node. */
export interface ModerationParts {
  readonly world: World;
  readonly compiled: CompiledFilters;
  readonly bans: BanBook;
  now(): number;
  /** Has the server act at its place in the log; gives what of it was refused, or that nothing has come back. */
  act(act: ServerAct, by: string): Promise<readonly Reply[] | "late">;
  /** Tells operators. */
  tell(text: string): void;
  /** Tells a user, if they are here. */
  tellUser(user: UserId, text: string): void;
  /** A ban could not be kept. */
  failed(error: unknown): void;
}

/** What a node judges with what is said on it. */
export interface Moderation {
  readonly filters: Filters;
  /** Who has said how much in the channels that limit it. */
  readonly floods: ChannelFloods;
  readonly moderator: Moderator;
  /** Messages that wait for review. */
  readonly held: ReviewQueue;
  /** What operators handle filters with, and decide on what waits. */
  readonly desk: FilterDesk;
  readonly review: Review;
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
  const held = new ReviewQueue(() => filters.reviewLimits);
  const review = new Review({ ...parts, queue: held, act, tell });
  const notices = new PacedNotices(now, tell);
  const floods = new ChannelFloods(world);
  const moderator = new Moderator({ filters, floods, penalties, review: held, notices, tell, now });
  return { filters, floods, held, moderator, review, desk: new FilterDesk({ filters, read: readRule }) };
}

/** A rule of an operator is judged as one of the configuration. */
function readRule({ name, action, kind, pattern }: GivenRule): FilterRule | string {
  const { data, error } = filterRule().safeParse({ name, action, match: { [kind]: pattern } });
  if (data) return filterRuleOf(data);
  const [issue] = error.issues;
  if (issue?.code === "unrecognized_keys") return "A filter is a word, literal, glob or regex";
  return `${issue?.path.join(".")} ${issue?.message}`;
}
