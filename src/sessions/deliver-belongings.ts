import type { CapabilityName } from "../caps/capabilities.ts";
import { markerLine } from "../commands/markread.ts";
import { visibilityOf } from "../world/access-metadata.ts";
import { belongingsOf, markerOf, sharingWith } from "../world/belongings.ts";
import type { MarkerMoved, MarkersKept, MetadataSet, QueryChanged } from "../world/changes.ts";
import { serverIdentity } from "../world/identity.ts";
import type { User } from "../world/user.ts";
import type { Audience } from "./audience.ts";
import type { DeliveryParts } from "./handing.ts";
import type { Session } from "./session.ts";

/** metadata.md, "Notifications": to those around who are subscribed, but not to who set it. */
export function deliverMetadata(
  { audience, courier, monitors, world }: DeliveryParts,
  change: MetadataSet,
  from: Session | undefined,
): void {
  const hand = (session: Session) => {
    if (session.wants(change.key)) courier.once(session);
  };
  if (from && !change.isShownOnly) courier.skip(from);
  if (change.target.to === "channel") {
    for (const session of audience.inChannel(change.target.channel)) hand(session);
    return;
  }
  const user = world.users.get(change.target.user);
  if (!user) return;
  for (const session of audience.ofUser(user.id)) hand(session);
  audience.forPeers(user, hand);
  for (const session of monitors.of(user.nick)) hand(session);
}

/** Who has come among others is shown to those who are subscribed to what they say of themselves. */
export function showMetadata(
  { courier, world }: DeliveryParts,
  server: string,
  user: User,
  to: () => Iterable<Session>,
): void {
  for (const { key, value } of belongingsOf(world, user).metadata) {
    const target = { to: "user", user: user.id, name: user.nick } as const;
    const visibility = visibilityOf(world.settings.metadata, key);
    courier.begin(
      { type: "metadata-set", target, by: serverIdentity(server), key, visibility, value },
      world.at,
    );
    for (const session of to()) if (session.user !== user && session.wants(key)) courier.once(session);
  }
}

/** read-marker.md: "after the last read timestamp of a target changes", to all clients of the user but who is answered. */
export function deliverMarker(
  { audience, world }: DeliveryParts,
  { user: id, target, name }: MarkerMoved,
  from: Session | undefined,
): void {
  const user = world.users.get(id);
  if (!user) return;
  const { verb, params } = markerLine(world, user, target, name);
  for (const session of sessionsOf(audience, sharingWith(world, user))) {
    if (session !== from) session.say(verb, ...params);
  }
}

/** Proposal 569: "to all clients connected under the same account", the one that asked among them. */
export function deliverQuery(
  { audience, world }: DeliveryParts,
  { user: id, name, isOpen }: QueryChanged,
): void {
  const user = world.users.get(id);
  if (!user) return;
  for (const session of sessionsOf(audience, sharingWith(world, user), "draft/user-query"))
    session.say("USERQUERY", isOpen ? "OPEN" : "CLOSE", name);
}

/** Somebody has other markers now, because they have logged in or these have only now been read: of their channels. */
export function showMarkers({ audience, world }: DeliveryParts, user: User): void {
  const belongings = belongingsOf(world, user);
  for (const { channel } of user.channels.values()) {
    if (markerOf(belongings, channel.key) === undefined) continue;
    const { verb, params } = markerLine(world, user, channel.key, channel.name);
    for (const session of sessionsOf(audience, [user])) session.say(verb, ...params);
  }
}

/** The markers of an account have been read after somebody came in to it. */
export function showKeptMarkers(delivery: DeliveryParts, { account }: MarkersKept): void {
  for (const user of delivery.world.usersByAccount.get(account) ?? []) showMarkers(delivery, user);
}

function* sessionsOf(
  audience: Audience,
  users: readonly User[],
  capability: CapabilityName = "draft/read-marker",
): Generator<Session> {
  for (const { id } of users) {
    for (const session of audience.ofUser(id)) {
      if (session.capabilities.has(capability)) yield session;
    }
  }
}
