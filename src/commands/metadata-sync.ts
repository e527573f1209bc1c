import { isInForce } from "../caps/capabilities.ts";
import { type Reply, reply } from "../protocol/reply.ts";
import { maySeeMember } from "../world/access.ts";
import { mayReadKey } from "../world/access-metadata.ts";
import { metadataOf } from "../world/belongings.ts";
import type { Channel } from "../world/channel.ts";
import { isChannel, type Place } from "../world/place.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import type { Client } from "./client.ts";
import type { AnswerStep, ServerLine } from "./context.ts";
import { metadataLine } from "./metadata-answers.ts";

/** Who is told of metadata. */
export interface MetadataViewer {
  readonly world: World;
  readonly user: User;
  readonly client: Pick<Client, "capabilities" | "subscriptions" | "syncedAt">;
}

// To walk through all their members takes a while: who joins is asked to come again.
const bigMembers = 200;
/** How soon. */
const laterSeconds = 5;

/** True for a channel whose metadata is not shown at once. */
export function isBig({ members }: Channel): boolean {
  return members.size > bigMembers;
}

/** In how many seconds a client may ask for the metadata of a big channel again; `undefined`: now, and that counts. */
export function isSyncedLater(
  client: MetadataViewer["client"],
  channel: Channel,
  now: number,
): number | undefined {
  if (!isBig(channel)) return undefined;
  const left = client.syncedAt + laterSeconds * 1000 - now;
  if (client.syncedAt > 0 && left > 0) return Math.min(Math.ceil(left / 1000), laterSeconds);
  client.syncedAt = now;
  return undefined;
}

/** metadata.md, "Postponed synchronization". */
export function syncLater(target: string, seconds = laterSeconds): Reply {
  return reply("RPL_METADATASYNCLATER", { target, seconds });
}

/** What a client is shown of a channel it has just joined. */
export function* joinedSteps(viewer: MetadataViewer, channel: Channel): Generator<AnswerStep> {
  const { capabilities, subscriptions } = viewer.client;
  if (subscriptions.size === 0 || !isInForce("draft/metadata-2", capabilities)) return;
  if (isBig(channel)) yield syncLater(channel.name);
  else yield* placeSteps(viewer, channel, subscriptions);
}

/** What a client is shown that wants to be told of more keys: of itself, of its channels, of those it watches. */
export function* subscribedSteps(
  viewer: MetadataViewer,
  keys: ReadonlySet<string>,
  watched: readonly string[],
): Generator<AnswerStep> {
  const { user } = viewer;
  if (keys.size === 0 || !isInForce("draft/metadata-2", viewer.client.capabilities)) return;
  yield* placeSteps(viewer, user, keys);
  for (const { channel } of [...user.channels.values()]) {
    if (!channel.member(user)) continue;
    if (isBig(channel)) yield syncLater(channel.name);
    else yield* placeSteps(viewer, channel, keys);
  }
  yield* watchedSteps(viewer, watched, keys);
}

/** What a client is shown of those it watches. */
export function* watchedSteps(
  viewer: MetadataViewer,
  nicks: readonly string[],
  keys = viewer.client.subscriptions,
): Generator<AnswerStep> {
  if (!isInForce("draft/metadata-2", viewer.client.capabilities)) return;
  for (const nick of nicks) {
    const user = viewer.world.userByNick(nick);
    if (user) yield* placeSteps(viewer, user, keys);
  }
}

/** The values of these keys, as a batch; without any there is none, unless it is asked for. */
export function* placeSteps(
  viewer: MetadataViewer,
  place: Place,
  keys: ReadonlySet<string>,
  when: "always" | "if any" = "if any",
): Generator<AnswerStep> {
  const opens = { opens: "metadata", params: [isChannel(place) ? place.name : place.nick] };
  let isOpen = when === "always";
  if (isOpen) yield opens;
  for (const line of isChannel(place) ? channelLines(viewer, place, keys) : linesOf(viewer, place, keys)) {
    if (line && !isOpen) yield opens;
    isOpen ||= line !== undefined;
    yield line;
  }
  if (isOpen) yield { closes: "metadata" };
}

/** Of who is no member, a channel shows what it says of itself, and nothing of who is in it. */
function* channelLines(
  viewer: MetadataViewer,
  channel: Channel,
  keys: ReadonlySet<string>,
): Generator<ServerLine | undefined> {
  yield* linesOf(viewer, channel, keys);
  const membership = channel.member(viewer.user);
  for (const id of membership ? [...channel.members.keys()] : []) {
    // Access is asked again at each step: the world goes on meanwhile.
    if (channel.member(viewer.user) !== membership) return;
    const member = channel.members.get(id);
    if (member && maySeeMember(channel, viewer.user, member.user)) yield* linesOf(viewer, member.user, keys);
    else yield undefined;
  }
}

function* linesOf(
  { user, world }: MetadataViewer,
  place: Place,
  keys: ReadonlySet<string>,
): Generator<ServerLine | undefined> {
  const { metadata: settings } = world.settings;
  const name = isChannel(place) ? place.name : place.nick;
  for (const entry of metadataOf(world, place)) {
    if (keys.has(entry.key) && mayReadKey(settings, user, entry.key))
      yield metadataLine(settings, name, entry);
  }
  yield undefined;
}
