import { isupportReplies } from "../protocol/isupport.ts";
import { matchGlob } from "../protocol/masks.ts";
import type { ChannelKey } from "../protocol/names.ts";
import { hasStatus, maySeeMember } from "../world/access.ts";
import type { Announced, Change, MessageSent, ShownTo } from "../world/changes.ts";
import type { Channel } from "../world/channel.ts";
import type { SessionId, UserId } from "../world/ids.ts";
import { changedTokens, isupportTokens } from "../world/isupport-tokens.ts";
import { isAtLeast, isStatus } from "../world/statuses.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import type { Profile } from "./codec.ts";
import { type Chunk, chunkOf } from "./outbox.ts";
import type { Session } from "./session.ts";

/** Brings each change to the sessions of this node that see it, rendered once per profile. */
export class Delivery {
  readonly #world: World;
  /** Which of this node's sessions are in a channel: delivery's own index, in no order. */
  readonly #inChannel = new Map<ChannelKey, Session[]>();
  readonly #ofUser = new Map<UserId, Session[]>();
  readonly #sessions: ReadonlyMap<SessionId, Session>;
  /** Sessions of users with +o, +s or +w. */
  readonly #hearing = new Set<Session>();
  /** Who has got the present change already carries its number. */
  #mark = 0;
  #advertised: readonly string[];
  #change: Change | undefined;
  #profile: Profile | undefined;
  #chunk: Chunk | undefined;

  constructor(world: World, sessions: ReadonlyMap<SessionId, Session>) {
    this.#world = world;
    this.#sessions = sessions;
    this.#advertised = isupportTokens(world.settings);
  }

  /** Delivers a change that has just been applied. `from` is the session it began in. */
  deliver(change: Change, from: Session | undefined): void {
    this.#mark += 1;
    this.#change = change;
    this.#profile = undefined;
    switch (change.type) {
      case "message-sent":
        return this.#message(change, from);
      case "registered": {
        const session = this.#sessions.get(change.session.id);
        const user = this.#world.users.get(change.user);
        if (!session || !user) return;
        this.#ofUser.set(change.user, [session]);
        return session.registered(user);
      }
      case "quit":
        return this.#quit(change);
      case "nick-changed":
        return this.#toPeers(change.user);
      case "joined": {
        for (const session of this.#sessionsOf(change.user)) {
          session.currentRoom = change.name;
          this.#enter(session, change.channel);
        }
        return this.#toChannelShown(change.channel, change.user, change.shownTo);
      }
      case "revealed":
        return this.#reveal(change);
      case "parted":
      case "kicked": {
        this.#toChannelShown(change.channel, change.user, change.shownTo);
        for (const session of this.#sessionsOf(change.user)) {
          if (session.currentRoom === change.name) session.currentRoom = lastRoomOf(session.user);
          this.#exit(session, change.channel);
        }
        return;
      }
      case "topic-set":
        return this.#toChannel(change.channel, undefined);
      case "channel-modes-changed":
        if (change.shownTo === "all") return this.#toChannel(change.channel, undefined);
        return this.#modesOfHidden(change);
      case "user-modes-changed":
        for (const session of this.#sessionsOf(change.user)) {
          session.deaf = session.user?.modes.includes("D") ?? false;
          this.#index(session);
          this.#to(session);
        }
        return;
      case "killed":
      case "invited":
      case "silence-changed":
        return this.#toUser(change.user);
      case "knocked":
        return this.#knock(change);
      case "announced":
        return this.#announce(change);
      case "told":
        return this.#tell(change);
      case "configured":
        return this.#advertise();
      case "node-lost":
      case "host-changed":
      case "away-changed":
      case "opered":
      case "accept-changed":
      case "stop-requested":
        return;
      default:
        return change satisfies never;
    }
  }

  #message(change: MessageSent, from: Session | undefined): void {
    const { target } = change;
    if (target.to === "user") return this.#toUser(target.user);
    if (target.to === "everyone") return this.#toServers(target.mask, from);
    if (from) from.currentRoom = this.#world.channels.get(target.channel)?.name ?? from.currentRoom;
    const members = this.#inChannel.get(target.channel);
    if (!members) return;
    if (target.status !== undefined) return this.#toStatus(members, target.channel, target.status, from);
    for (const session of members) if (session !== from && !session.deaf) this.#to(session);
  }

  /** To everyone on the servers whose names the mask matches. */
  #toServers(mask: string, from: Session | undefined): void {
    const folded = this.#world.names.fold(mask);
    for (const session of this.#sessions.values()) {
      if (session === from || !session.user) continue;
      // All sessions here are on one server.
      if (!matchGlob(folded, this.#world.names.fold(session.node.name))) return;
      this.#to(session);
    }
  }

  #toStatus(
    members: readonly Session[],
    channel: ChannelKey,
    status: string,
    from: Session | undefined,
  ): void {
    const inWorld = this.#world.channels.get(channel);
    if (!inWorld || !isStatus(status)) return;
    for (const session of members) {
      const member = session.user && inWorld.member(session.user);
      if (session !== from && !session.deaf && member && isAtLeast(member.status, status)) this.#to(session);
    }
  }

  #quit(change: Extract<Change, { type: "quit" }>): void {
    for (const id of change.sessions) {
      const session = this.#sessions.get(id);
      if (session) session.mark = this.#mark;
    }
    for (const { key, shownTo } of change.channels) this.#toChannelShown(key, change.user, shownTo);
    for (const session of this.#sessionsOf(change.user)) {
      for (const { key } of change.channels) this.#exit(session, key);
      this.#hearing.delete(session);
      session.lifetime.leave(change.farewell, change.reason);
    }
    this.#ofUser.delete(change.user);
  }

  /** To everyone who shares a channel with the user and sees them there, once each, and to the user. */
  #toPeers(user: UserId): void {
    this.#toUser(user);
    const inWorld = this.#world.users.get(user);
    if (!inWorld) return;
    for (const { channel } of inWorld.channels.values()) {
      const partly = channel.has("u") || channel.member(inWorld)?.hidden === true;
      for (const session of this.#inChannel.get(channel.key) ?? []) {
        if (partly && !maySeeMember(channel, session.user, inWorld)) continue;
        this.#once(session);
      }
    }
  }

  #toChannelShown(channel: ChannelKey, user: UserId, shownTo: ShownTo): void {
    if (shownTo === "all") return this.#toChannel(channel, undefined);
    const inWorld = this.#world.channels.get(channel);
    this.#onceToUser(user);
    if (shownTo === "operators" && inWorld) this.#toOperators(inWorld);
  }

  /** A JOIN for those who did not know: never for the member, who was told at the time. */
  #reveal(change: Extract<Change, { type: "revealed" }>): void {
    const { to, user } = change;
    if (to === undefined) return this.#toChannel(change.channel, user);
    const channel = this.#world.channels.get(change.channel);
    for (const session of this.#inChannel.get(change.channel) ?? []) {
      if (!channel || !session.user || session.user.id === user) continue;
      if (hasStatus(channel, session.user, "h") === (to === "operators")) this.#once(session);
    }
  }

  #modesOfHidden(change: Extract<Change, { type: "channel-modes-changed" }>): void {
    const channel = this.#world.channels.get(change.channel);
    if (channel && change.shownTo === "operators") this.#toOperators(channel);
    for (const { user } of change.modes) if (user !== undefined) this.#onceToUser(user);
  }

  #onceToUser(user: UserId): void {
    for (const session of this.#sessionsOf(user)) this.#once(session);
  }

  #toOperators(channel: Channel): void {
    for (const session of this.#inChannel.get(channel.key) ?? []) {
      if (session.user && hasStatus(channel, session.user, "h")) this.#once(session);
    }
  }

  /** To the channel, but not to the sessions of `except`. */
  #toChannel(channel: ChannelKey, except: UserId | undefined): void {
    for (const session of this.#inChannel.get(channel) ?? []) {
      if (except === undefined || session.user?.id !== except) this.#once(session);
    }
  }

  #announce(change: Announced): void {
    for (const session of this.#hearing) {
      const { user } = session;
      if (user && hears(user, change)) this.#to(session);
    }
  }

  /** Keeps who announcements may be for: a server notice must not look at every session. */
  #index(session: Session): void {
    if (/[osw]/.test(session.user?.modes ?? "")) this.#hearing.add(session);
    else this.#hearing.delete(session);
  }

  /** Modern IRC, RPL_ISUPPORT: what has changed since the client came is advertised again. */
  #advertise(): void {
    const before = this.#advertised;
    this.#advertised = isupportTokens(this.#world.settings);
    const lines = isupportReplies(changedTokens(before, this.#advertised));
    for (const sessions of this.#ofUser.values()) {
      for (const session of sessions) for (const line of lines) session.reply(line);
    }
  }

  #tell(change: Extract<Change, { type: "told" }>): void {
    for (const session of this.#sessionsOf(change.to.user)) session.reply(change.reply);
  }

  #knock(change: Extract<Change, { type: "knocked" }>): void {
    const channel = this.#world.channels.get(change.channel);
    for (const session of this.#inChannel.get(change.channel) ?? []) {
      if (channel && session.user && hasStatus(channel, session.user, "h")) session.reply(change.reply);
    }
  }

  #toUser(user: UserId): void {
    for (const session of this.#sessionsOf(user)) this.#once(session);
  }

  #sessionsOf(user: UserId): readonly Session[] {
    return this.#ofUser.get(user) ?? [];
  }

  #once(session: Session): void {
    if (session.mark === this.#mark) return;
    session.mark = this.#mark;
    this.#to(session);
  }

  // The hot path: most sessions have the profile of the one before.
  #to(session: Session): void {
    if (session.profile !== this.#profile) {
      const line = this.#change && session.profile.codec.change(this.#change);
      this.#profile = session.profile;
      this.#chunk = line === undefined ? undefined : chunkOf(line);
    }
    if (this.#chunk) session.send(this.#chunk);
  }

  #enter(session: Session, channel: ChannelKey): void {
    const members = this.#inChannel.get(channel);
    if (members) members.push(session);
    else this.#inChannel.set(channel, [session]);
  }

  #exit(session: Session, channel: ChannelKey): void {
    const members = this.#inChannel.get(channel);
    const place = members?.indexOf(session) ?? -1;
    const last = place < 0 ? undefined : members?.pop();
    if (!members || !last) return;
    if (last !== session) members[place] = last;
    if (members.length === 0) this.#inChannel.delete(channel);
  }
}

/** Where somebody is who has left the room they were in: the one joined last of those that are left. */
function lastRoomOf(user: User | undefined): string | undefined {
  return [...(user?.channels.values() ?? [])].at(-1)?.channel.name;
}

function hears(user: User, { kind, snomask }: Announced): boolean {
  if (kind === "wallops") return user.modes.includes("w");
  if (kind === "globops") return user.oper !== undefined;
  return user.modes.includes("s") && user.snomask.includes(snomask);
}
