import type { NodeFacts } from "../commands/node-facts.ts";
import { hasStatus } from "../world/access.ts";
import type {
  Attached,
  Detached,
  Joined,
  Kicked,
  NickChanged,
  NodeLost,
  Parted,
  Quit,
  Registered,
  Revealed,
} from "../world/changes.ts";
import type { Identity } from "../world/identity.ts";
import type { UserId } from "../world/ids.ts";
import type { User } from "../world/user.ts";
import { showMetadata } from "./deliver-belongings.ts";
import type { DeliveryParts, Handing } from "./handing.ts";
import type { Session } from "./session.ts";

/** Tells of who comes and goes, on the network and in channels, and keeps the audience by it. */
export class Presence {
  readonly #parts: DeliveryParts;
  readonly #hand: Handing;
  /** Its facts are there when the first change comes. */
  readonly #node: { readonly facts: Pick<NodeFacts, "name"> };

  constructor(parts: DeliveryParts, hand: Handing, node: { readonly facts: Pick<NodeFacts, "name"> }) {
    this.#parts = parts;
    this.#hand = hand;
    this.#node = node;
  }

  /** A user has come to the network. */
  registered(change: Registered): void {
    const session = change.session && this.#parts.audience.byId(change.session.id);
    const user = this.#parts.world.users.get(change.user);
    if (user && session) {
      session.user = user;
      this.#parts.audience.came(user, session);
      session.registered(user);
    }
    this.#online(change.user, change.by);
  }

  /** A user has one more session. */
  attached(change: Attached): void {
    const session = this.#parts.audience.byId(change.session.id);
    const user = this.#parts.world.users.get(change.user);
    if (!user || !session) return;
    session.user = user;
    this.#parts.audience.came(user, session);
    session.attached(user, change.seenAt);
  }

  /** A user has one session less. */
  detached(change: Detached): void {
    const session = this.#parts.audience.byId(change.session);
    const user = this.#parts.world.users.get(change.user);
    if (!user || !session) return;
    this.#parts.audience.went(user, session);
    session.lifetime.leave(change.farewell, change.reason);
  }

  /** A user is off the network. */
  quit(change: Quit): void {
    // Who quits reads ERROR instead.
    for (const id of change.sessions) {
      const session = this.#parts.audience.byId(id);
      if (session) this.#parts.courier.skip(session);
    }
    for (const { key, shownTo } of change.channels) this.#hand.toChannelShown(key, change.user, shownTo);
    const sessions = this.#parts.audience.ofUser(change.user);
    this.#parts.audience.left(change);
    for (const session of sessions) {
      session.lifetime.leave(change.farewell, change.reason);
    }
    this.#parts.monitors.offline(change.by);
  }

  /** netsplit.batch.md: all QUITs are in one batch, its parameters the two sides, which are nobody's business. */
  nodeLost(change: NodeLost): void {
    const batch = this.#parts.courier.nextBatch();
    const told = new Set<Session>();
    for (const quit of change.quits) for (const session of this.#seeingQuit(quit)) told.add(session);
    const batched = [...told].filter((session) => session.capabilities.has("batch"));
    for (const session of batched) session.show(`:${session.server} BATCH +${batch} netsplit *.net *.split`);
    for (const quit of change.quits) {
      this.#parts.courier.begin(quit, quit.at, "node-lost", batch);
      this.quit(quit);
    }
    for (const session of batched) session.show(`:${session.server} BATCH -${batch}`);
  }

  *#seeingQuit(quit: Quit): Generator<Session> {
    for (const { key, shownTo } of quit.channels) yield* this.#parts.audience.seeing(key, quit.user, shownTo);
  }

  /** A user is in a channel. */
  joined(change: Joined, from: Session | undefined): void {
    const sessions = this.#parts.audience.ofUser(change.user);
    for (const session of sessions) {
      // Where somebody is on another device does not change where their next word here goes.
      if (sessions.length === 1 || session === from) session.currentRoom = change.name;
      this.#parts.audience.enter(session, change.channel);
    }
    this.#hand.toChannelShown(change.channel, change.user, change.shownTo);
    const channel = this.#parts.world.channels.get(change.channel);
    if (channel && !change.turnedAway) for (const session of sessions) session.entered(channel);
    if (change.shownTo === "self") return;
    const seeing = () => this.#parts.audience.seeing(change.channel, change.user, change.shownTo);
    this.#tellAway(change.user, seeing());
    this.#showMetadata(change.user, seeing);
  }

  /** A user is in a channel no more. */
  left(change: Parted | Kicked): void {
    this.#hand.toChannelShown(change.channel, change.user, change.shownTo);
    for (const session of this.#parts.audience.ofUser(change.user)) {
      if (session.currentRoom === change.name) session.currentRoom = lastRoomOf(session.user);
      this.#parts.audience.exit(session, change.channel);
    }
  }

  #online(id: UserId, by: Identity): void {
    this.#parts.monitors.online(by);
    this.#showMetadata(id, () => this.#parts.monitors.of(by.nick));
  }

  /** A user has another nick. */
  renamed({ user, by, identity }: NickChanged): void {
    if (this.#parts.monitors.renamed(by, identity))
      this.#showMetadata(user, () => this.#parts.monitors.of(identity.nick));
  }

  /** metadata.md, "Notifications": what those who come say of themselves. */
  #showMetadata(id: UserId, to: () => Iterable<Session>): void {
    const user = this.#parts.world.users.get(id);
    if (user) showMetadata(this.#parts, this.#node.facts.name, user, to);
  }

  /** away-notify.md: who joins and is away is shown as away. */
  #tellAway(user: UserId, to: Iterable<Session>): void {
    const { away: text, identity: by } = this.#parts.world.users.get(user) ?? {};
    if (text === undefined || by === undefined) return;
    this.#parts.courier.begin({ type: "away-changed", user, by, text }, this.#parts.world.at);
    this.#hand.skipUser(user);
    for (const session of to) this.#parts.courier.once(session);
  }

  /** A JOIN for those who did not know: never for the member, who was told at the time. */
  revealed(change: Revealed): void {
    const learning = [...this.#learning(change)];
    for (const session of learning) this.#parts.courier.once(session);
    this.#tellAway(change.user, learning);
    this.#showMetadata(change.user, () => learning);
  }

  *#learning({ channel: key, user, to }: Revealed): Generator<Session> {
    const channel = this.#parts.world.channels.get(key);
    for (const session of this.#parts.audience.inChannel(key)) {
      if (!channel || !session.user || session.user.id === user) continue;
      if (to === undefined || hasStatus(channel, session.user, "h") === (to === "operators")) yield session;
    }
  }
}

/** Where somebody is who has left the room they were in: the one joined last of those that are left. */
function lastRoomOf(user: User | undefined): string | undefined {
  return [...(user?.channels.values() ?? [])].at(-1)?.channel.name;
}
