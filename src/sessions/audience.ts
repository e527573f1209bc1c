import type { ChannelKey } from "../protocol/names.ts";
import { hasStatus, maySeeMember } from "../world/access.ts";
import type { Quit, ShownTo } from "../world/changes.ts";
import type { Channel } from "../world/channel.ts";
import type { SessionId, UserId } from "../world/ids.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import type { Session } from "./session.ts";

/** Which sessions of this node see what: an index of its own, so that nobody else's are looked at. */
export class Audience {
  readonly #world: World;
  readonly #sessions: ReadonlyMap<SessionId, Session>;
  /** Which of this node's sessions are in a channel, in no order. */
  readonly #inChannel = new Map<ChannelKey, Session[]>();
  readonly #ofUser = new Map<UserId, Session[]>();
  /** Sessions of users with +o, +s or +w. */
  readonly hearing = new Set<Session>();

  constructor(world: World, sessions: ReadonlyMap<SessionId, Session>) {
    this.#world = world;
    this.#sessions = sessions;
  }

  /** All sessions of this node. */
  get everybody(): Iterable<Session> {
    return this.#sessions.values();
  }

  byId(id: SessionId): Session | undefined {
    return this.#sessions.get(id);
  }

  inChannel(channel: ChannelKey): readonly Session[] {
    return this.#inChannel.get(channel) ?? [];
  }

  ofUser(user: UserId): readonly Session[] {
    return this.#ofUser.get(user) ?? [];
  }

  /** Sessions of all who are on the network. */
  get registered(): Iterable<readonly Session[]> {
    return this.#ofUser.values();
  }

  /** A user has come with a session of this node, or has one more. */
  came(user: User, session: Session): void {
    const sessions = this.#ofUser.get(user.id);
    if (sessions) sessions.push(session);
    else this.#ofUser.set(user.id, [session]);
    for (const key of user.channels.keys()) this.enter(session, key);
    session.deaf = user.modes.includes("D");
    this.modesChanged(session);
  }

  /** A user stays, without this session. */
  went(user: User, session: Session): void {
    const sessions = this.#ofUser.get(user.id)?.filter((other) => other !== session) ?? [];
    if (sessions.length > 0) this.#ofUser.set(user.id, sessions);
    else this.#ofUser.delete(user.id);
    for (const key of user.channels.keys()) this.exit(session, key);
    this.hearing.delete(session);
  }

  /** A user is off the network. */
  left({ user, channels }: Quit): void {
    for (const session of this.ofUser(user)) {
      for (const { key } of channels) this.exit(session, key);
      this.hearing.delete(session);
    }
    this.#ofUser.delete(user);
  }

  enter(session: Session, channel: ChannelKey): void {
    const members = this.#inChannel.get(channel);
    if (members) members.push(session);
    else this.#inChannel.set(channel, [session]);
  }

  exit(session: Session, channel: ChannelKey): void {
    const members = this.#inChannel.get(channel);
    const place = members?.indexOf(session) ?? -1;
    const last = place < 0 ? undefined : members?.pop();
    if (!members || !last) return;
    if (last !== session) members[place] = last;
    if (members.length === 0) this.#inChannel.delete(channel);
  }

  /** A channel goes by another key. */
  moved(from: ChannelKey, to: ChannelKey): void {
    const members = this.#inChannel.get(from);
    this.#inChannel.delete(from);
    if (members) this.#inChannel.set(to, members);
  }

  /** Keeps who announcements may be for: a server notice must not look at every session. */
  modesChanged(session: Session): void {
    if (/[osw]/.test(session.user?.modes ?? "")) this.hearing.add(session);
    else this.hearing.delete(session);
  }

  /** All who see the user in a channel; once for each of the channels they share. */
  forPeers(user: User, hand: (session: Session) => void): void {
    for (const { channel, hidden } of user.channels.values()) {
      const partly = channel.has("u") || hidden;
      for (const session of this.inChannel(channel.key)) {
        if (!partly || maySeeMember(channel, session.user, user)) hand(session);
      }
    }
  }

  /** Who sees a member come and go. */
  *seeing(channel: ChannelKey, user: UserId, shownTo: ShownTo): Generator<Session> {
    if (shownTo === "all") return yield* this.inChannel(channel);
    yield* this.ofUser(user);
    const inWorld = this.#world.channels.get(channel);
    if (shownTo === "operators" && inWorld) yield* this.operatorsOf(inWorld);
  }

  /** The operators of a channel, half ones too. */
  *operatorsOf(channel: Channel): Generator<Session> {
    for (const session of this.inChannel(channel.key)) {
      if (session.user && hasStatus(channel, session.user, "h")) yield session;
    }
  }
}
