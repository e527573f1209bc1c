import type { ChannelKey } from "../protocol/names.ts";
import type { ShownTo } from "../world/changes.ts";
import type { UserId } from "../world/ids.ts";
import type { World } from "../world/world.ts";
import type { Audience } from "./audience.ts";
import type { Courier } from "./courier.ts";
import type { Monitors } from "./monitors.ts";
import type { Session } from "./session.ts";

/** What brings changes to the sessions of a node. */
export interface DeliveryParts {
  readonly world: World;
  readonly audience: Audience;
  readonly courier: Courier;
  readonly monitors: Monitors;
}

/** Hands the change that the courier carries to those it is for, nobody twice. */
export class Handing {
  readonly #parts: DeliveryParts;
  readonly #once = (session: Session) => this.#parts.courier.once(session);

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
  }

  /** To each of a user's own sessions. */
  toUser(user: UserId): void {
    for (const session of this.#parts.audience.ofUser(user)) this.#parts.courier.once(session);
  }

  /** The user is told otherwise, or not at all. */
  skipUser(user: UserId): void {
    for (const session of this.#parts.audience.ofUser(user)) this.#parts.courier.skip(session);
  }

  /** To everyone who shares a channel with the user and sees them there, once each. */
  toPeers(id: UserId, hand = this.#once): void {
    const user = this.#parts.world.users.get(id);
    if (user) this.#parts.audience.forPeers(user, hand);
  }

  /** extended-monitor.md: to those who watch the nick and asked for it; the view knows what else they asked for. */
  toMonitors(nick: string): void {
    for (const session of this.#parts.monitors.of(nick)) {
      if (session.capabilities.has("extended-monitor")) this.#parts.courier.once(session);
    }
  }

  /** To those in a channel who see a member come and go. */
  toChannelShown(channel: ChannelKey, user: UserId, shownTo: ShownTo): void {
    if (shownTo === "all") return this.toChannel(channel);
    for (const session of this.#parts.audience.seeing(channel, user, shownTo))
      this.#parts.courier.once(session);
  }

  /** To all in a channel. */
  toChannel(channel: ChannelKey): void {
    for (const session of this.#parts.audience.inChannel(channel)) this.#parts.courier.once(session);
  }
}
