import type { MessageRow, MessageStore, SearchQuery } from "../store/port/messages.ts";
import { keptSince } from "../world/access-history.ts";
import type { World } from "../world/world.ts";
import type { Sought } from "./reader.ts";
import { saidFrom, searchable } from "./rows.ts";
import { inOrder, type Said } from "./said.ts";
import type { StoredTalk } from "./stored.ts";
import type { Readable } from "./targets.ts";

// As many conversations of one account are searched, those with the latest messages.
const mostConversations = 500;

/**
 * What the store has that is as sought, as far as it may be read, the oldest first: the newest, or those that come first
 * after a time. Proposal 496: "If `after` is specified, messages SHOULD be searched from that time."
 */
export async function searchStored(
  messages: MessageStore,
  world: World,
  sought: Sought,
  { places, party }: Readable,
): Promise<readonly Said[]> {
  const byKey = new Map(places.map((place) => [place.target, place]));
  const groups = groupsBySince(places);
  if (party !== undefined) {
    const times = { from: 0, to: Number.MAX_SAFE_INTEGER };
    const own = await messages.targets({ targets: [], party, ...times, limit: mostConversations });
    groups.push({ since: keptSince(world), targets: own.map(({ target }) => target) });
  }
  const rows: MessageRow[] = [];
  for (const { since, targets } of groups) {
    if (targets.length > 0) rows.push(...(await messages.search(queryOf(world, sought, targets, since))));
  }
  const found = rows.flatMap((row) => readable(row, byKey.get(row.target)) ?? []);
  found.sort(inOrder);
  return sought.after === undefined ? found.slice(-sought.limit) : found.slice(0, sought.limit);
}

interface Group {
  readonly since: number;
  readonly targets: string[];
}

/** Those from which the same time on is for the reader are searched together. */
function groupsBySince(places: readonly StoredTalk[]): Group[] {
  const groups = new Map<number, Group>();
  for (const { since, target } of places) {
    const group = groups.get(since) ?? { since, targets: [] };
    group.targets.push(target);
    groups.set(since, group);
  }
  return [...groups.values()];
}

function queryOf({ names }: World, sought: Sought, targets: readonly string[], since: number): SearchQuery {
  const { from, text, after = 0, before, limit } = sought;
  return {
    targets,
    kinds: ["PRIVMSG", "NOTICE"],
    ...(text !== undefined && { words: searchable(text) }),
    ...(from !== undefined && { nick: names.foldNick(from) }),
    // The store's times are not included.
    after: Math.max(after, since) - 1,
    ...(before !== undefined && { before: before + 1 }),
    ...(sought.after !== undefined && { oldestFirst: true }),
    limit,
  };
}

function readable(row: MessageRow, place: StoredTalk | undefined): Said | undefined {
  const said = saidFrom(row, place?.shownIn);
  return said && (place?.mayRead(said) ?? true) ? said : undefined;
}
