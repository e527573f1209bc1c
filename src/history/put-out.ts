import type { ChannelKey } from "../protocol/names.ts";
import { type AccountKey, accountOf } from "../world/account.ts";
import type { UserId } from "../world/ids.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import { type KickMark, mostKicked } from "./kick-marks.ts";

/** Up to when somebody may read nothing of a channel: they were put out then. */
export interface Hidden {
  readonly seq: number;
  readonly at: number;
}

const nothingHidden: Hidden = { seq: 0, at: 0 };

/** Who was put out of which channel: what was said there before is not for them. */
export class PutOut {
  readonly #world: World;
  /** By id, folded nick and account; the latest last. */
  readonly #hidden = new Map<ChannelKey, Map<string, Hidden>>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Hides what was said in a channel until now from who was put out of it. */
  hide(channel: ChannelKey, { nick, account, seq, at }: KickMark, user?: UserId): void {
    if (!this.#world.channels.has(channel)) return;
    const hidden = this.#hidden.get(channel) ?? new Map<string, Hidden>();
    this.#hidden.set(channel, hidden);
    // By nick and account, too: to come back over a new connection shows no more.
    for (const who of [user, nick, accountMark(account)]) {
      if (who === undefined) continue;
      hidden.delete(who);
      hidden.set(who, { seq, at });
    }
    for (const oldest of hidden.keys()) {
      if (hidden.size <= mostKicked) return;
      hidden.delete(oldest);
    }
  }

  /** Up to when the channel is hidden from a user. */
  from(channel: ChannelKey, user: User): Hidden {
    const hidden = this.#hidden.get(channel);
    let latest = nothingHidden;
    if (!hidden) return latest;
    for (const who of [user.id, user.foldedNick, accountMark(accountOf(this.#world, user))]) {
      const found = who === undefined ? undefined : hidden.get(who);
      if (found && found.seq > latest.seq) latest = found;
    }
    return latest;
  }

  /** A channel goes by another key. */
  moved(from: ChannelKey, to: ChannelKey): void {
    const hidden = this.#hidden.get(from);
    this.#hidden.delete(from);
    if (hidden) this.#hidden.set(to, hidden);
    else this.#hidden.delete(to);
  }

  /** A channel is gone. */
  forget(channel: ChannelKey): void {
    this.#hidden.delete(channel);
  }
}

// No nick and no id has a space in it.
function accountMark(account: AccountKey | undefined): string | undefined {
  return account === undefined ? undefined : `account ${account}`;
}
