import { serviceSource } from "../commands/service-source.ts";
import type { Request } from "../log/log.ts";
import type { FoldedNick } from "../protocol/names.ts";
import type { Scheduled } from "../sessions/timer-wheel.ts";
import { robbedBy } from "../world/access-nicks.ts";
import type { Change } from "../world/changes.ts";
import type { SessionId, UserId } from "../world/ids.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";

/** What the guard takes from its node. */
export interface GuardParts {
  readonly world: World;
  readonly wheel: { schedule(item: Scheduled, at: number): void; cancel(item: Scheduled): void };
  /** This life of the node: it watches over those who are connected here. */
  readonly epoch: string;
  now(): number;
  /** Puts a request of the node itself into the log. */
  append(request: Request): void;
  /** Says something to a session, in the name of a service. */
  tell(session: SessionId, source: string, text: string): void;
}

/** Tells whoever has another's nick to log in, and has them renamed if they do not. */
export class NickGuard {
  readonly #parts: GuardParts;
  readonly #watched = new Map<UserId, Watched>();

  constructor(parts: GuardParts) {
    this.#parts = parts;
  }

  /** Takes in a change that has been applied. */
  changed(change: Change): void {
    switch (change.type) {
      case "registered":
      case "nick-changed":
      case "account-changed":
        return this.#look(this.#parts.world.users.get(change.user));
      case "account-set":
        for (const nick of change.account.nicks) this.#lookSoon(this.#parts.world.usersByNick.get(nick));
        return;
      case "configured":
        // Where nothing is registered there is nobody to look at.
        if (this.#parts.world.nickOwners.size === 0) return;
        for (const user of this.#parts.world.users.values()) this.#look(user);
        return;
      case "quit":
        return this.#forget(change.user);
      default:
        return;
    }
  }

  /** Whoever registers a nick, or verifies it, is logged in within the same moment: they are not told to. */
  #lookSoon(user: User | undefined): void {
    if (!user) return;
    const { wheel, world, now } = this.#parts;
    if (!robbedBy(world, user)) return this.#look(user);
    wheel.schedule(new Glance(() => this.#look(world.users.get(user.id))), now());
  }

  #look(user: User | undefined): void {
    const session = user?.sessions[0];
    if (!user || session?.epoch !== this.#parts.epoch) return;
    const watched = this.#watched.get(user.id);
    if (!robbedBy(this.#parts.world, user)) return watched && this.#parts.wheel.cancel(watched);
    const { now, world, wheel, tell } = this.#parts;
    const { seconds } = world.settings.nicks;
    const one = watched ?? new Watched(user, this.#parts);
    this.#watched.set(user.id, one);
    // Who leaves the nick and comes back has no more time than before.
    const deadline = one.deadlines.get(user.foldedNick) ?? now() + seconds * 1000;
    if (!one.deadlines.has(user.foldedNick)) {
      one.deadlines.set(user.foldedNick, deadline);
      const left = `within ${seconds} seconds, or you get another nick`;
      tell(
        session.id,
        serviceSource("NickServ"),
        `${user.nick} is registered: log in to its account ${left}`,
      );
    }
    wheel.schedule(one, deadline);
  }

  #forget(user: UserId): void {
    const watched = this.#watched.get(user);
    if (!watched) return;
    this.#parts.wheel.cancel(watched);
    this.#watched.delete(user);
  }
}

/** A look at somebody, a moment later. */
class Glance implements Scheduled {
  wheelSlot = -1;
  wheelPlace = -1;
  readonly #look: () => void;

  constructor(look: () => void) {
    this.#look = look;
  }

  due(): undefined {
    this.#look();
    return undefined;
  }
}

/** Somebody who has, or had, a nick of others. */
class Watched implements Scheduled {
  wheelSlot = -1;
  wheelPlace = -1;
  /** When they must have left each. */
  readonly deadlines = new Map<FoldedNick, number>();
  readonly #user: User;
  readonly #append: GuardParts["append"];

  constructor(user: User, { append }: GuardParts) {
    this.#user = user;
    this.#append = append;
  }

  due(now: number): number | undefined {
    const { id, foldedNick } = this.#user;
    const deadline = this.deadlines.get(foldedNick);
    if (deadline === undefined || now < deadline) return deadline;
    this.#append({ type: "nick-due", user: id, nick: foldedNick });
    return undefined;
  }
}
