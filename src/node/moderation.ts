import type { NodeControl } from "../commands/node-control.ts";
import { filterRule } from "../config/filters.ts";
import type { ActOutcome, ServerAct } from "../log/log.ts";
import type { BanBook } from "../moderation/ban-book.ts";
import { ChannelFloods } from "../moderation/channel-floods.ts";
import { FilterDesk } from "../moderation/filter-desk.ts";
import { type FilterRule, filterRuleOf } from "../moderation/filter-rule.ts";
import { type CompiledFilters, Filters } from "../moderation/filters.ts";
import { HeldBook } from "../moderation/held-book.ts";
import { Penalties } from "../moderation/penalties.ts";
import { Review, type ReviewParts } from "../moderation/review.ts";
import { type HeldMessage, ReviewQueue } from "../moderation/review-queue.ts";
import { blocksTest } from "../protocol/address-block.ts";
import { Moderator } from "../sessions/moderator.ts";
import { PacedNotices } from "../sessions/paced-notices.ts";
import type { Session } from "../sessions/session.ts";
import type { FilterRow } from "../store/port/moderation.ts";
import type { StoreAreas } from "../store/store.ts";
import { authorNow } from "../world/access-sessions.ts";
import type { Change } from "../world/changes.ts";
import type { SessionId } from "../world/ids.ts";
import type { World } from "../world/world.ts";

/** What moderation takes from its node. */
export interface ModerationParts {
  readonly world: World;
  readonly compiled: CompiledFilters;
  readonly bans: BanBook;
  readonly store: Pick<StoreAreas, "filters" | "held">;
  now(): number;
  /** Addresses and blocks of them that limits let pass. */
  exempt(): readonly string[];
  /** Has the server act at its place in the log; gives what of it was refused, or that nothing has come back. */
  act(act: ServerAct, by: string): Promise<ActOutcome>;
  release: ReviewParts["release"];
  /** Tells operators. */
  tell(text: string): void;
  /** The sessions of this node. */
  readonly sessions: ReadonlyMap<SessionId, Pick<Session, "notice">>;
  readonly log: { error(about: { readonly err: unknown }, text: string): void };
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
  readonly control: Pick<NodeControl, "filters" | "review" | "tellOfFilters">;
  /** Puts other filters of the configuration in force. */
  configure(compiled: CompiledFilters): void;
  /** Knows what was kept over a restart: before anybody comes in. */
  load(): Promise<void>;
  /** Waits until what is kept is stored. */
  finish(): Promise<void>;
  /** Something has happened on the network. */
  changed(change: Change): void;
  /** Drops what has been kept for long enough. */
  tidy(): void;
}

/** Puts moderation together. */
export function moderation({ world, compiled, sessions, log, ...parts }: ModerationParts): Moderation {
  const { now, act, bans, tell } = parts;
  const filters = new Filters(world, compiled);
  const floods = new ChannelFloods(world);
  const failed = (err: unknown) => log.error({ err }, "what a filter does could not be done");
  const penalties = new Penalties({
    ...{ bans, now, failed, isExempt: (address) => blocksTest(parts.exempt())(address) },
    act: (what, by) => {
      act(what, by).catch(failed);
    },
  });
  const unstored = (err: unknown) =>
    log.error({ err }, "what waits for review could not be stored; it is tried again");
  const book = new HeldBook({ store: parts.store.held, failed: unstored });
  const held = new ReviewQueue(book, () => filters.reviewLimits);
  const tellAuthor = ({ user, account }: HeldMessage, text: string) => {
    for (const { id } of authorNow(world, user, account)?.sessions ?? []) sessions.get(id)?.notice(text);
  };
  const review = new Review({ queue: held, release: parts.release, tell, tellAuthor, now });
  const notices = new PacedNotices(now, tell);
  const unkept = (err: unknown) =>
    log.error({ err }, "a filter that an operator added is not as it was stored");
  const desk = new FilterDesk({ filters, store: parts.store.filters, read: readRule, failed: unkept });
  return {
    ...{ filters, floods, held },
    moderator: new Moderator({ filters, floods, penalties, review: held, notices, tell, now }),
    control: { filters: desk, review, tellOfFilters: tell },
    configure: (next) => desk.configure(next),
    async load() {
      await desk.load();
      await held.load();
    },
    finish: () => book.finish(),
    changed(change) {
      filters.changed(change);
      floods.changed(change);
      if (change.type === "account-removed") review.forget(change.account);
    },
    tidy() {
      review.expire();
      book.catchUp();
      floods.sweep(now());
    },
  };
}

/** A rule of an operator is judged as one of the configuration. */
function readRule({ name, action, kind, pattern }: FilterRow): FilterRule | string {
  const { data, error } = filterRule().safeParse({ name, action, match: { [kind]: pattern } });
  if (data) return filterRuleOf(data);
  const [issue] = error.issues;
  if (issue?.code === "unrecognized_keys") return "A filter is a word, literal, glob or regex";
  return `${issue?.path.join(".")} ${issue?.message}`;
}
