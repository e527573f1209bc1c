import type { MessageStore } from "../store/port/messages.ts";
import { keptSince } from "../world/access-history.ts";
import { otherParty, talkWith } from "../world/conversations.ts";
import { isAbsent, type Talk } from "../world/place.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import { latest, type Reading, takePage } from "./page.ts";
import { nameOf, type TalkTarget, type TargetSpan } from "./reader.ts";
import type { Recent } from "./recent.ts";
import type { StoredTalk } from "./stored.ts";

/** What of the store somebody may read: channels, and the conversations of an account. */
export interface Readable {
  readonly places: readonly StoredTalk[];
  readonly party: string | undefined;
}

/** Where memory holds something that the user may read. */
export function heldTargets(recent: Recent, reader: User): readonly TalkTarget[] {
  const channels = [...reader.channels.values()].flatMap(({ channel }) => {
    const held = recent.inChannel(channel, reader);
    return held ? lastOf(channel, held) : [];
  });
  const partners = recent
    .partnersOf(reader.id)
    .flatMap((other) => lastOf(other, recent.between(reader.id, other.id)));
  return [...channels, ...partners];
}

function lastOf(talk: Talk, reading: Reading): readonly TalkTarget[] {
  return takePage(reading, latest(1)).map(({ at }) => ({ talk, at }));
}

// A list is sorted by name and time here, where some are left out for what their reader may not see.
const most = 1000;

/** Where the store has something that the user may read. */
export async function storedTargets(
  messages: MessageStore,
  world: World,
  { places, party }: Readable,
  { from, to }: TargetSpan,
): Promise<readonly TalkTarget[]> {
  const byKey = new Map(places.map((place) => [place.target, place]));
  const found = await messages.targets({
    targets: [...byKey.keys()],
    ...(party !== undefined && { party }),
    ...{ from: Math.min(from, to), to: Math.max(from, to) },
    kinds: spokenKinds,
    limit: most,
  });
  return found.flatMap(({ target, at }) => {
    const place = byKey.get(target);
    const channel = place?.shownIn && world.channels.get(place.shownIn.key);
    if (place) return channel && at >= place.since ? { talk: channel, at } : [];
    const isKept = at >= keptSince(world);
    return party === undefined || !isKept ? [] : { talk: talkWith(world, otherParty(target, party)), at };
  });
}

/**
 * Each under one name, with the latest of its times: memory knows somebody by their connection, the store by account or
 * nick. Who is here goes before who only had the name.
 */
export function oneOfEach({ names }: World, targets: readonly TalkTarget[]): readonly TalkTarget[] {
  const found = new Map<string, TalkTarget>();
  for (const target of targets) {
    const key = names.fold(nameOf(target.talk));
    const other = found.get(key) ?? target;
    const talk = isAbsent(other.talk) ? target.talk : other.talk;
    found.set(key, { talk, at: Math.max(target.at, other.at) });
  }
  return [...found.values()];
}

// What went to a status alone tells those without it nothing, not even when it was said.
const spokenKinds = ["PRIVMSG", "NOTICE"];
