import type { NodeFacts } from "../commands/node-facts.ts";
import type { ChannelKey } from "../protocol/names.ts";
import { hasStatus } from "../world/access.ts";
import { maySeeInvitation } from "../world/access-channels.ts";
import type { AccountKey } from "../world/account.ts";
import type {
  Announced,
  Change,
  Invited,
  Joined,
  NickChanged,
  NodeLost,
  Quit,
  Revealed,
  ShownTo,
} from "../world/changes.ts";
import type { Identity } from "../world/identity.ts";
import type { UserId } from "../world/ids.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import { Audience } from "./audience.ts";
import type { Courier } from "./courier.ts";
import {
  type BelongingsDelivery,
  deliverMarker,
  deliverMetadata,
  deliverQuery,
  showKeptMarkers,
  showMarkers,
  showMetadata,
} from "./deliver-belongings.ts";
import { LimitNews } from "./deliver-limits.ts";
import { deliverMessage } from "./deliver-message.ts";
import { deliverEdit, deliverRedaction } from "./deliver-redaction.ts";
import { rejoinAs, showRenamed } from "./fallbacks.ts";
import type { Monitors } from "./monitors.ts";
import type { Session } from "./session.ts";
import type { TimerWheel } from "./timer-wheel.ts";

/** What delivery needs of its node. */
export interface DeliveryNode {
  readonly facts: Pick<NodeFacts, "name">;
  readonly world: World;
  readonly sessions: ConstructorParameters<typeof Audience>[1];
  readonly courier: Courier;
  readonly monitors: Monitors;
  readonly wheel: TimerWheel;
  /** The network's settings are others now. */
  reconfigured(): void;
}

/** Brings each change to the sessions of this node that see it. */
export class Delivery {
  readonly #world: World;
  readonly #audience: Audience;
  readonly #courier: Courier;
  readonly #monitors: Monitors;
  readonly #node: DeliveryNode;
  readonly #belongings: BelongingsDelivery;
  readonly #limits: LimitNews;
  readonly #once = (session: Session) => this.#courier.once(session);

  constructor(node: DeliveryNode) {
    this.#world = node.world;
    this.#audience = new Audience(node.world, node.sessions);
    this.#courier = node.courier;
    this.#monitors = node.monitors;
    this.#limits = new LimitNews(node.world, this.#audience, node.wheel);
    this.#node = node;
    const { world, courier, monitors } = node;
    this.#belongings = { world, audience: this.#audience, courier, monitors };
  }

  /** Delivers a change that has just been applied. `from` is the session it began in. */
  deliver(change: Change, from: Session | undefined): void {
    this.#courier.begin(change, this.#world.at);
    this.#show(change, from);
    this.#limits.changed(change);
  }

  #show(change: Change, from: Session | undefined): void {
    switch (change.type) {
      case "message-sent":
        return deliverMessage(change, from, this.#world, this.#audience, this.#courier);
      case "message-edited":
        return deliverEdit(change, from, this.#world, this.#audience, this.#courier);
      case "message-redacted":
        return deliverRedaction(change, from, this.#world, this.#audience, this.#courier);
      case "registered": {
        const session = change.session && this.#audience.byId(change.session.id);
        const user = this.#world.users.get(change.user);
        if (user && session) session.user = user;
        if (user && session) this.#audience.came(user, session);
        if (user && session) session.registered(user);
        return this.#online(change.user, change.by);
      }
      case "attached": {
        const session = this.#audience.byId(change.session.id);
        const user = this.#world.users.get(change.user);
        if (!user || !session) return;
        session.user = user;
        this.#audience.came(user, session);
        return session.attached(user, change.seenAt);
      }
      case "detached": {
        const session = this.#audience.byId(change.session);
        const user = this.#world.users.get(change.user);
        if (!user || !session) return;
        this.#audience.went(user, session);
        return session.lifetime.leave(change.farewell, change.reason);
      }
      case "quit":
        return this.#quit(change);
      case "node-lost":
        return this.#nodeLost(change);
      case "nick-changed":
        this.#toUser(change.user);
        this.#toPeers(change.user);
        return this.#renamed(change);
      case "account-changed":
        this.#toUser(change.user);
        this.#toPeers(change.user);
        this.#toMonitors(change.by.nick);
        return this.#showMarkers(change.user);
      case "realname-changed":
        this.#toUser(change.user);
        this.#toPeers(change.user);
        return this.#toMonitors(change.by.nick);
      case "host-changed":
        return this.#hostChanged(change);
      case "away-changed":
        // away-notify.md: nobody is told of their own state.
        this.#skipUser(change.user);
        this.#toPeers(change.user);
        return this.#toMonitors(change.by.nick);
      case "joined":
        return this.#joined(change, from);
      case "revealed":
        return this.#reveal(change);
      case "parted":
      case "kicked": {
        this.#toChannelShown(change.channel, change.user, change.shownTo);
        for (const session of this.#audience.ofUser(change.user)) {
          if (session.currentRoom === change.name) session.currentRoom = lastRoomOf(session.user);
          this.#audience.exit(session, change.channel);
        }
        return;
      }
      case "metadata-set":
        return deliverMetadata(this.#belongings, change, from);
      case "marker-moved":
        return deliverMarker(this.#belongings, change, from);
      case "query-changed":
        return deliverQuery(this.#belongings, change);
      case "markers-kept":
        return showKeptMarkers(this.#belongings, change);
      case "topic-set":
        return this.#toChannel(change.channel);
      case "channel-renamed":
        this.#audience.moved(change.channel, change.next.channel);
        for (const session of this.#audience.inChannel(change.next.channel)) {
          if (session.currentRoom === change.name) session.currentRoom = change.next.name;
          showRenamed(change, session, this.#world, this.#courier);
        }
        return;
      case "channel-modes-changed":
        if (change.shownTo === "all") this.#toChannel(change.channel);
        else this.#modesOfHidden(change);
        return;
      case "user-modes-changed":
        for (const session of this.#audience.ofUser(change.user)) {
          session.deaf = session.user?.modes.includes("D") ?? false;
          this.#audience.modesChanged(session);
          this.#courier.to(session);
        }
        return;
      case "killed":
      case "silence-changed":
        return this.#toUser(change.user);
      case "invited":
        return this.#invited(change);
      case "knocked":
        return this.#knock(change);
      case "announced":
        for (const session of this.#audience.hearing) {
          if (session.user && hears(session.user, change)) this.#courier.to(session);
        }
        return;
      case "told":
        for (const session of this.#audience.ofUser(change.to.user)) session.replyAs(change.by, change.reply);
        return;
      case "configured":
        for (const sessions of this.#audience.registered)
          for (const session of sessions) session.tellPersistence();
        return this.#node.reconfigured();
      case "account-set":
        return this.#tellPersistence(change.account.key);
      case "account-removed":
        return this.#tellPersistence(change.account);
      case "metadata-kept":
      case "audited":
      case "defcon-set":
      case "opered":
      case "session-away-changed":
      case "flood-limits-set":
      case "registration-set":
      case "registration-ended":
      case "ban-set":
      case "ban-removed":
      case "accept-changed":
      case "stop-requested":
        return;
      default:
        return change satisfies never;
    }
  }

  /**
   * Tells the operators here of what is no entry. Each is written to alone: one who is put off over it quits at once,
   * and the courier carries that.
   */
  announce(notice: Announced, at: number): void {
    for (const session of [...this.#audience.hearing]) {
      if (session.user && hears(session.user, notice)) session.write(notice, at);
    }
  }

  #quit(change: Quit): void {
    // Who quits reads ERROR instead.
    for (const id of change.sessions) {
      const session = this.#audience.byId(id);
      if (session) this.#courier.skip(session);
    }
    for (const { key, shownTo } of change.channels) this.#toChannelShown(key, change.user, shownTo);
    const sessions = this.#audience.ofUser(change.user);
    this.#audience.left(change);
    for (const session of sessions) {
      session.lifetime.leave(change.farewell, change.reason);
    }
    this.#monitors.offline(change.by);
  }

  /** netsplit.batch.md: all QUITs are in one batch, its parameters the two sides, which are nobody's business. */
  #nodeLost(change: NodeLost): void {
    const batch = this.#courier.nextBatch();
    const told = new Set<Session>();
    for (const quit of change.quits) for (const session of this.#seeingQuit(quit)) told.add(session);
    const batched = [...told].filter((session) => session.capabilities.has("batch"));
    for (const session of batched) session.show(`:${session.server} BATCH +${batch} netsplit *.net *.split`);
    for (const quit of change.quits) {
      this.#courier.begin(quit, quit.at, "node-lost", batch);
      this.#quit(quit);
    }
    for (const session of batched) session.show(`:${session.server} BATCH -${batch}`);
  }

  *#seeingQuit(quit: Quit): Generator<Session> {
    for (const { key, shownTo } of quit.channels) yield* this.#audience.seeing(key, quit.user, shownTo);
  }

  #joined(change: Joined, from: Session | undefined): void {
    const sessions = this.#audience.ofUser(change.user);
    for (const session of sessions) {
      // Where somebody is on another device does not change where their next word here goes.
      if (sessions.length === 1 || session === from) session.currentRoom = change.name;
      this.#audience.enter(session, change.channel);
    }
    this.#toChannelShown(change.channel, change.user, change.shownTo);
    const channel = this.#world.channels.get(change.channel);
    if (channel && !change.turnedAway) for (const session of sessions) session.entered(channel);
    if (change.shownTo === "self") return;
    const seeing = () => this.#audience.seeing(change.channel, change.user, change.shownTo);
    this.#tellAway(change.user, seeing());
    this.#showMetadata(change.user, seeing);
  }

  #online(id: UserId, by: Identity): void {
    this.#monitors.online(by);
    this.#showMetadata(id, () => this.#monitors.of(by.nick));
  }

  #renamed({ user, by, identity }: NickChanged): void {
    if (this.#monitors.renamed(by, identity))
      this.#showMetadata(user, () => this.#monitors.of(identity.nick));
  }

  /** metadata.md, "Notifications": what those who come say of themselves. */
  #showMetadata(id: UserId, to: () => Iterable<Session>): void {
    const user = this.#world.users.get(id);
    if (user) showMetadata(this.#belongings, this.#node.facts.name, user, to);
  }

  #showMarkers(id: UserId): void {
    const user = this.#world.users.get(id);
    if (user) showMarkers(this.#belongings, user);
  }

  /** away-notify.md: who joins and is away is shown as away. */
  #tellAway(user: UserId, to: Iterable<Session>): void {
    const { away: text, identity: by } = this.#world.users.get(user) ?? {};
    if (text === undefined || by === undefined) return;
    this.#courier.begin({ type: "away-changed", user, by, text }, this.#world.at);
    this.#skipUser(user);
    for (const session of to) this.#courier.once(session);
  }

  /** A JOIN for those who did not know: never for the member, who was told at the time. */
  #reveal(change: Revealed): void {
    const learning = [...this.#learning(change)];
    for (const session of learning) this.#courier.once(session);
    this.#tellAway(change.user, learning);
    this.#showMetadata(change.user, () => learning);
  }

  *#learning({ channel: key, user, to }: Revealed): Generator<Session> {
    const channel = this.#world.channels.get(key);
    for (const session of this.#audience.inChannel(key)) {
      if (!channel || !session.user || session.user.id === user) continue;
      if (to === undefined || hasStatus(channel, session.user, "h") === (to === "operators")) yield session;
    }
  }

  /** Proposal 503: whoever asked for it learns when it changes whether they stay. */
  #tellPersistence(key: AccountKey): void {
    for (const { id } of this.#world.usersByAccount.get(key) ?? []) {
      for (const session of this.#audience.ofUser(id)) session.tellPersistence();
    }
  }

  #hostChanged(change: Extract<Change, { type: "host-changed" }>): void {
    this.#toUser(change.user);
    this.#toPeers(change.user, (session) => rejoinAs(change, session, this.#world, this.#courier));
    this.#toMonitors(change.by.nick);
  }

  /** To everyone who shares a channel with the user and sees them there, once each. */
  #toPeers(id: UserId, hand = this.#once): void {
    const user = this.#world.users.get(id);
    if (user) this.#audience.forPeers(user, hand);
  }

  /** extended-monitor.md: to those who watch the nick and asked for it; the view knows what else they asked for. */
  #toMonitors(nick: string): void {
    for (const session of this.#monitors.of(nick)) {
      if (session.capabilities.has("extended-monitor")) this.#courier.once(session);
    }
  }

  #invited(change: Invited): void {
    const channel = this.#world.channels.get(change.channel);
    const inviter = this.#world.userByNick(change.by.nick);
    this.#toUser(change.user);
    for (const session of this.#audience.inChannel(change.channel)) {
      if (!channel || !session.user || session.user === inviter) continue;
      if (!session.capabilities.has("invite-notify")) continue;
      if (maySeeInvitation(channel, session.user, inviter)) this.#courier.once(session);
    }
  }

  #toChannelShown(channel: ChannelKey, user: UserId, shownTo: ShownTo): void {
    if (shownTo === "all") return this.#toChannel(channel);
    for (const session of this.#audience.seeing(channel, user, shownTo)) this.#courier.once(session);
  }

  #toChannel(channel: ChannelKey): void {
    for (const session of this.#audience.inChannel(channel)) this.#courier.once(session);
  }

  #modesOfHidden(change: Extract<Change, { type: "channel-modes-changed" }>): void {
    const channel = this.#world.channels.get(change.channel);
    if (channel && change.shownTo === "operators") {
      for (const session of this.#audience.operatorsOf(channel)) this.#courier.once(session);
    }
    for (const { user } of change.modes) if (user !== undefined) this.#toUser(user);
  }

  #knock(change: Extract<Change, { type: "knocked" }>): void {
    const channel = this.#world.channels.get(change.channel);
    if (!channel) return;
    for (const session of this.#audience.operatorsOf(channel)) session.replyAs(change.by, change.reply);
  }

  #toUser(user: UserId): void {
    for (const session of this.#audience.ofUser(user)) this.#courier.once(session);
  }

  #skipUser(user: UserId): void {
    for (const session of this.#audience.ofUser(user)) this.#courier.skip(session);
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
