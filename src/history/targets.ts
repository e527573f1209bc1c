import type { MessageStore } from "../store/port/messages.ts";
import type { Channel } from "../world/channel.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import { nameOfParty, otherParty } from "./conversations.ts";
import { latest, type Reading, takePage } from "./page.ts";
import type { TalkTarget, TargetSpan } from "./reader.ts";
import type { Recent } from "./recent.ts";
import type { StoredTalk } from "./stored.ts";

/** What of the store somebody may read: channels, and the conversations of an account. */
export interface Readable {
  readonly places: readonly StoredTalk[];
  readonly party: string | undefined;
}

/** Where memory holds something that the user may read. */
export function heldTargets(recent: Recent, reader: User): readonly TalkTarget[] {
  const channels = [...reader.channels.values()].flatMap(({ channel }: { channel: Channel }) => {
    const held = recent.inChannel(channel, reader);
    return held ? lastOf(channel.name, held) : [];
  });
  const partners = recent.partnersOf(reader.id).flatMap((other) => {
    const talk = recent.between(reader.id, other.id);
    return lastOf(other.nick, { talk, mayRead: () => true });
  });
  return [...channels, ...partners];
}

function lastOf(name: string, reading: Reading): readonly TalkTarget[] {
  return takePage(reading, latest(1)).map(({ at }) => ({ name, at }));
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
    if (place) return at >= place.since && place.shownIn ? { name: place.shownIn.name, at } : [];
    return party === undefined ? [] : { name: nameOfParty(world, otherParty(target, party)), at };
  });
}

// What went to a status alone tells those without it nothing, not even when it was said.
const spokenKinds = ["PRIVMSG", "NOTICE"];
