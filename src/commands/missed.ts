import { latest, type PageOf } from "../history/page.ts";
import { nameOf } from "../history/reader.ts";
import { allSoon, type Soon, soon } from "../history/soon.ts";
import { Channel } from "../world/channel.ts";
import type { Talk } from "../world/place.ts";
import { historyPage } from "../world/settings.ts";
import type { User } from "../world/user.ts";
import type { AnswerStep, AskContext } from "./context.ts";
import { talkSteps } from "./history.ts";

/** What was missed in one place. */
export interface Missed {
  readonly talk: Talk;
  readonly found: PageOf;
}

/**
 * What a session that comes back to its user has missed: what was said in channels and conversations since its device
 * was last seen; on a device that never was here, the last messages of each channel, as for who joins.
 */
export function missedBy(ctx: AskContext, user: User, seenAt: number | undefined): Soon<readonly Missed[]> {
  // Who can ask for it is shown none that they have not asked for.
  if (asksItself(ctx)) return [];
  const talks = seenAt === undefined ? channelsOf(user) : talkedIn(ctx, user, seenAt);
  const { now } = ctx;
  return soon(talks, (all) =>
    soon(allSoon(all.map((talk) => missedIn(ctx, talk, user, seenAt))), (missed) =>
      missed.map((one) => upTo(one, now)).filter(({ found }) => found.said.length > 0),
    ),
  );
}

/** What was said while it was looked up has been delivered. */
function upTo({ talk, found }: Missed, now: number): Missed {
  return { talk, found: { ...found, said: found.said.filter(({ at }) => at <= now) } };
}

/** Shows what was missed, place after place. */
export function* missedSteps(
  ctx: AskContext,
  user: User,
  missed: readonly Missed[],
): Generator<AnswerStep, void> {
  for (const { talk, found } of missed) {
    // As plain words it would not tell whom it was said to.
    if (!(talk instanceof Channel) && !ctx.client.capabilities.has("server-time"))
      yield { verb: "NOTICE", params: [user.nick, `You and ${nameOf(talk)}, while you were away:`] };
    // As a bouncer would: who has the time of each needs no batch to know what it missed.
    yield* talkSteps(ctx, talk, user, found, ["server-time"]);
  }
}

/** Shows who has just joined what was said before, as much as is configured. */
export function recall(ctx: AskContext, channel: Channel, user: User): void {
  if (asksItself(ctx) || ctx.world.settings.history.onJoin === 0) return;
  const { now } = ctx;
  const missed = soon(ctx.node.history.fill(channel), () => missedIn(ctx, channel, user, undefined));
  ctx.after(missed, (one) => {
    const { found } = upTo(one, now);
    if (found.said.length > 0) ctx.stream(talkSteps(ctx, channel, user, found));
  });
}

function asksItself({ client: { capabilities } }: AskContext): boolean {
  return capabilities.has("draft/chathistory") || capabilities.has("znc.in/playback");
}

function channelsOf(user: User): readonly Talk[] {
  return [...user.channels.values()].map(({ channel }) => channel);
}

/** Where something was said since then, the place that was silent for longest first. */
function talkedIn({ node, world }: AskContext, user: User, since: number): Soon<readonly Talk[]> {
  const span = { from: since - 1, to: Number.MAX_SAFE_INTEGER, count: historyPage(world.settings) };
  return soon(node.history.targets(user, span), (targets) => targets.map(({ talk }) => talk));
}

function missedIn(
  { node, world }: AskContext,
  talk: Talk,
  user: User,
  seenAt: number | undefined,
): Soon<Missed> {
  const { sessions, history } = world.settings;
  const nothing: Missed = { talk, found: { said: [], isEnd: true } };
  if (talk instanceof Channel && !talk.member(user)) return nothing;
  const count = seenAt === undefined ? history.onJoin : sessions.replayLines;
  if (count === 0) return nothing;
  // What came within the same millisecond may not have been seen: it is shown again rather than lost.
  const page = seenAt === undefined ? latest(count) : { ...latest(count), mark: { at: seenAt - 1 } };
  return soon(node.history.page(talk, user, page), (found) => (found ? { talk, found } : nothing));
}
