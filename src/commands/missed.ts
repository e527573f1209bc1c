import { latest } from "../history/page.ts";
import type { Said } from "../history/said.ts";
import type { Channel } from "../world/channel.ts";
import { isChannel, type Place } from "../world/place.ts";
import type { User } from "../world/user.ts";
import type { AnswerStep, AskContext } from "./context.ts";
import { saidSteps } from "./history.ts";

/**
 * What a session that comes back to its user has missed: what was said in channels and conversations since its device
 * was last seen; on a device that never was here, the last messages of each channel, as for who joins.
 */
export function* missedSteps(
  ctx: AskContext,
  user: User,
  seenAt: number | undefined,
): Generator<AnswerStep, void> {
  // Who can ask for it is shown none that they have not asked for.
  if (asksItself(ctx)) return;
  for (const place of seenAt === undefined ? channelsOf(user) : talkedIn(ctx, user, seenAt)) {
    const said = missedIn(ctx, place, user, seenAt);
    if (said.length === 0) continue;
    // As plain words it would not tell whom it was said to.
    if (!isChannel(place) && !ctx.client.capabilities.has("server-time"))
      yield { verb: "NOTICE", params: [user.nick, `You and ${place.nick}, while you were away:`] };
    // As a bouncer would: who has the time of each needs no batch to know what it missed.
    yield* saidSteps(ctx, place, user, said, ["server-time"]);
  }
}

/** Shows who has just joined what was said before, as much as is configured. */
export function recall(ctx: AskContext, channel: Channel, user: User): void {
  if (asksItself(ctx)) return;
  const said = missedIn(ctx, channel, user, undefined);
  if (said.length > 0) ctx.stream(saidSteps(ctx, channel, user, said));
}

function asksItself({ client: { capabilities } }: AskContext): boolean {
  return capabilities.has("draft/chathistory") || capabilities.has("znc.in/playback");
}

function channelsOf(user: User): readonly Place[] {
  return [...user.channels.values()].map(({ channel }) => channel);
}

/** Where something was said since then, the place that was silent for longest first. */
function talkedIn({ node, world }: AskContext, user: User, since: number): readonly Place[] {
  return node.history
    .targets(user)
    .filter(({ at }) => at >= since)
    .flatMap(({ name }) => world.channelByName(name) ?? world.userByNick(name) ?? []);
}

function missedIn(
  { node, world }: AskContext,
  place: Place,
  user: User,
  seenAt: number | undefined,
): readonly Said[] {
  const { sessions, history } = world.settings;
  if (isChannel(place) && !place.member(user)) return [];
  const count = seenAt === undefined ? history.onJoin : sessions.replayLines;
  if (count === 0) return [];
  // What came within the same millisecond may not have been seen: it is shown again rather than lost.
  const page = seenAt === undefined ? latest(count) : { ...latest(count), mark: { at: seenAt - 1 } };
  return node.history.page(place, user, page) ?? [];
}
