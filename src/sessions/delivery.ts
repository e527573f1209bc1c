import type { NodeFacts } from "../commands/node-facts.ts";
import { maySeeInvitation } from "../world/access-channels.ts";
import type { AccountKey } from "../world/account.ts";
import type { Announced, Change, Invited } from "../world/changes.ts";
import type { UserId } from "../world/ids.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import { Audience } from "./audience.ts";
import type { Courier } from "./courier.ts";
import {
  deliverMarker,
  deliverMetadata,
  deliverQuery,
  showKeptMarkers,
  showMarkers,
} from "./deliver-belongings.ts";
import { LimitNews } from "./deliver-limits.ts";
import { deliverMessage } from "./deliver-message.ts";
import { deliverEdit, deliverRedaction } from "./deliver-redaction.ts";
import { rejoinAs, showRenamed } from "./fallbacks.ts";
import { type DeliveryParts, Handing } from "./handing.ts";
import type { Monitors } from "./monitors.ts";
import { Presence } from "./presence.ts";
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
  readonly #node: DeliveryNode;
  readonly #parts: DeliveryParts;
  readonly #hand: Handing;
  readonly #presence: Presence;
  readonly #limits: LimitNews;

  constructor(node: DeliveryNode) {
    this.#world = node.world;
    this.#audience = new Audience(node.world, node.sessions);
    this.#courier = node.courier;
    this.#node = node;
    const { world, courier, monitors } = node;
    this.#parts = { world, audience: this.#audience, courier, monitors };
    this.#hand = new Handing(this.#parts);
    this.#presence = new Presence(this.#parts, this.#hand, node);
    this.#limits = new LimitNews(world, this.#audience, node.wheel);
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
        return deliverMessage(this.#parts, change, from);
      case "message-edited":
        return deliverEdit(this.#parts, change, from);
      case "message-redacted":
        return deliverRedaction(this.#parts, change, from);
      case "registered":
        return this.#presence.registered(change);
      case "attached":
        return this.#presence.attached(change);
      case "detached":
        return this.#presence.detached(change);
      case "quit":
        return this.#presence.quit(change);
      case "node-lost":
        return this.#presence.nodeLost(change);
      case "nick-changed":
        this.#hand.toUser(change.user);
        this.#hand.toPeers(change.user);
        return this.#presence.renamed(change);
      case "account-changed":
        this.#hand.toUser(change.user);
        this.#hand.toPeers(change.user);
        this.#hand.toMonitors(change.by.nick);
        return this.#showMarkers(change.user);
      case "realname-changed":
        this.#hand.toUser(change.user);
        this.#hand.toPeers(change.user);
        return this.#hand.toMonitors(change.by.nick);
      case "host-changed":
        return this.#hostChanged(change);
      case "away-changed":
        // away-notify.md: nobody is told of their own state.
        this.#hand.skipUser(change.user);
        this.#hand.toPeers(change.user);
        return this.#hand.toMonitors(change.by.nick);
      case "joined":
        return this.#presence.joined(change, from);
      case "revealed":
        return this.#presence.revealed(change);
      case "parted":
      case "kicked":
        return this.#presence.left(change);
      case "metadata-set":
        return deliverMetadata(this.#parts, change, from);
      case "marker-moved":
        return deliverMarker(this.#parts, change, from);
      case "query-changed":
        return deliverQuery(this.#parts, change);
      case "markers-kept":
        return showKeptMarkers(this.#parts, change);
      case "topic-set":
        return this.#hand.toChannel(change.channel);
      case "channel-renamed":
        this.#audience.moved(change.channel, change.next.channel);
        for (const session of this.#audience.inChannel(change.next.channel)) {
          if (session.currentRoom === change.name) session.currentRoom = change.next.name;
          showRenamed(change, session, this.#world, this.#courier);
        }
        return;
      case "channel-modes-changed":
        if (change.shownTo === "all") this.#hand.toChannel(change.channel);
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
        return this.#hand.toUser(change.user);
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

  /** Proposal 503: whoever asked for it learns when it changes whether they stay. */
  #tellPersistence(key: AccountKey): void {
    for (const { id } of this.#world.usersByAccount.get(key) ?? []) {
      for (const session of this.#audience.ofUser(id)) session.tellPersistence();
    }
  }

  #showMarkers(id: UserId): void {
    const user = this.#world.users.get(id);
    if (user) showMarkers(this.#parts, user);
  }

  #hostChanged(change: Extract<Change, { type: "host-changed" }>): void {
    this.#hand.toUser(change.user);
    this.#hand.toPeers(change.user, (session) => rejoinAs(change, session, this.#world, this.#courier));
    this.#hand.toMonitors(change.by.nick);
  }

  #invited(change: Invited): void {
    const channel = this.#world.channels.get(change.channel);
    const inviter = this.#world.userByNick(change.by.nick);
    this.#hand.toUser(change.user);
    for (const session of this.#audience.inChannel(change.channel)) {
      if (!channel || !session.user || session.user === inviter) continue;
      if (!session.capabilities.has("invite-notify")) continue;
      if (maySeeInvitation(channel, session.user, inviter)) this.#courier.once(session);
    }
  }

  #modesOfHidden(change: Extract<Change, { type: "channel-modes-changed" }>): void {
    const channel = this.#world.channels.get(change.channel);
    if (channel && change.shownTo === "operators") {
      for (const session of this.#audience.operatorsOf(channel)) this.#courier.once(session);
    }
    for (const { user } of change.modes) if (user !== undefined) this.#hand.toUser(user);
  }

  #knock(change: Extract<Change, { type: "knocked" }>): void {
    const channel = this.#world.channels.get(change.channel);
    if (!channel) return;
    for (const session of this.#audience.operatorsOf(channel)) session.replyAs(change.by, change.reply);
  }
}

function hears(user: User, { kind, snomask }: Announced): boolean {
  if (kind === "wallops") return user.modes.includes("w");
  if (kind === "globops") return user.oper !== undefined;
  return user.modes.includes("s") && user.snomask.includes(snomask);
}
