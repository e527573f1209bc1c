import type { StayKeeper } from "../accounts/stay-keeper.ts";
import type { Scheduled } from "../sessions/timer-wheel.ts";
import type { Change } from "../world/changes.ts";
import type { UserId } from "../world/ids.ts";
import type { World } from "../world/world.ts";

/** Tells the keeper whose account a change is about. */
export function watchStays(world: World, keeper: StayKeeper): (change: Change) => void {
  const touch = (id: UserId | undefined) => {
    if (id !== undefined) keeper.touch(world.users.get(id)?.identity.account);
  };
  return (change) => {
    switch (change.type) {
      case "registered":
      case "attached":
      case "detached":
      case "nick-changed":
      case "host-changed":
      case "realname-changed":
      case "joined":
      case "parted":
      case "kicked":
      case "user-modes-changed":
      case "away-changed":
      case "silence-changed":
      case "query-changed":
        return touch(change.user);
      case "quit":
        return keeper.touch(change.by.account);
      case "account-changed":
        keeper.touch(change.by.account);
        return keeper.touch(change.identity.account);
      case "account-set":
        return keeper.touch(change.account.key);
      case "account-removed":
        return keeper.touch(change.account);
      case "channel-modes-changed":
        for (const { user } of change.modes) touch(user);
        return;
      case "channel-renamed":
        for (const id of world.channels.get(change.next.channel)?.members.keys() ?? []) touch(id);
        return;
      case "node-lost":
        for (const { by } of [...change.quits, ...change.detached]) keeper.touch(by.account);
        return;
      case "configured":
        return keeper.touchAll();
      default:
        return;
    }
  };
}

const writeMs = 1000;
const expireMs = 60_000;

/** The clock of those who stay: what has changed is written each second, who was away for too long leaves each minute. */
export class StayClock implements Scheduled {
  wheelSlot = -1;
  wheelPlace = -1;
  readonly #keeper: StayKeeper;
  #expiredAt: number;

  constructor(keeper: StayKeeper, now: number) {
    this.#keeper = keeper;
    this.#expiredAt = now;
  }

  due(now: number): number {
    this.#keeper.write();
    if (now >= this.#expiredAt + expireMs) {
      this.#expiredAt = now;
      this.#keeper.expire();
    }
    return now + writeMs;
  }
}
