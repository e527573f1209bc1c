import type { BookParts } from "../accounts/account-book.ts";
import type { ChannelRow, RoleRow } from "../store/port/channels.ts";
import { pagesOf } from "../store/port/pages.ts";
import type { AccountKey } from "../world/account.ts";
import { inForce } from "../world/akick.ts";
import type { Fact } from "../world/changes.ts";
import type { Channel } from "../world/channel.ts";
import { keptOf } from "../world/kept-channel.ts";
import {
  type ChannelSettings,
  type Registration,
  type Role,
  type RoleEntry,
  withAkicks,
} from "../world/registration.ts";
import { keptColumns, keptFrom, registrationFrom, settingsColumn } from "./channel-rows.ts";
import type { Turns } from "./turns.ts";

// Small rows, and all of them are wanted before the first channel is told of.
const ROLE_PAGE = 5_000;

/** Another role for an account, or none. */
export interface RoleChange {
  readonly account: AccountKey;
  readonly role: Role | undefined;
  /** The name of the account that gives or takes it. */
  readonly by: string;
}

/**
 * To whom channels belong: the store takes each fact first, its unique index decides, and then the network learns of it
 * by an entry. Every method but `inTurn` is for work that has its turn; it rejects with a StoreError, and then nothing
 * has changed. A `notice` is for operators who watch what others of them do.
 */
export class ChannelBook {
  readonly #parts: BookParts;
  readonly #turns: Turns;

  constructor(parts: BookParts, turns: Turns) {
    this.#parts = parts;
    this.#turns = turns;
  }

  /** Does the work when no other is under way: what it finds to be so stays so until it is done. */
  inTurn<T>(work: (book: ChannelBook) => Promise<T>): Promise<T> {
    return this.#turns.take(() => work(this));
  }

  /** The row of a channel, as the store has it. */
  find(channel: Channel): Promise<ChannelRow | undefined> {
    return this.#parts.store.channels.find(channel.key);
  }

  /** Gives a channel to an account; TAKEN if it is somebody's. */
  async register(channel: Channel, founder: AccountKey, notice?: string): Promise<void> {
    const at = this.#parts.now();
    const registration: Registration = { founder, roles: [], settings: {}, createdAt: at };
    const { key: folded, name } = channel;
    const kept = keptOf(channel);
    await this.#parts.store.channels.register({
      ...{ folded, name, founder, ...keptColumns(kept) },
      ...{ settings: settingsColumn({}), createdAt: at, lastUsedAt: at },
    });
    // The channel may be gone by now; it is made again, since it is somebody's.
    this.#tell(
      { type: "registration-set", channel: channel.key, name: channel.name, registration, kept },
      notice,
    );
  }

  /** Gives it another founder, other settings, or both. */
  async change(
    channel: Channel,
    change: { readonly founder?: AccountKey; readonly settings?: ChannelSettings },
    notice?: string,
  ): Promise<void> {
    // The store knows it by this name until the turn is over.
    const { key } = channel;
    const { founder, settings } = change;
    await this.#parts.store.channels.update(key, {
      ...(founder !== undefined && { founder }),
      ...(settings !== undefined && { settings: settingsColumn(settings) }),
    });
    // Who founds it has no other role in it.
    if (founder !== undefined) await this.#parts.store.roles.remove(key, founder);
    this.#tellOf(channel, notice, (now) => ({
      ...now,
      ...change,
      roles: now.roles.filter(({ account }) => account !== founder),
    }));
  }

  /** Gives an account another role, or none. */
  async setRole(channel: Channel, { account, role, by }: RoleChange, notice?: string): Promise<void> {
    const { roles } = this.#parts.store;
    const at = this.#parts.now();
    if (role === undefined) await roles.remove(channel.key, account);
    else await roles.set({ channel: channel.key, account, role, by, at });
    const entry = role === undefined ? [] : [{ account, role }];
    this.#tellOf(channel, notice, (now) => ({
      ...now,
      roles: [...now.roles.filter((other) => other.account !== account), ...entry],
    }));
  }

  /** Takes all roles away but the founder's. */
  async clearRoles(channel: Channel, notice?: string): Promise<void> {
    const { key, registration } = channel;
    const gone = new Set<AccountKey>();
    try {
      for (const { account } of registration?.roles ?? []) {
        await this.#parts.store.roles.remove(key, account);
        gone.add(account);
      }
    } finally {
      // What the store has let go of is gone, also where it failed on the way.
      const isLeft = ({ account }: RoleEntry) => !gone.has(account);
      if (gone.size > 0)
        this.#tellOf(channel, notice, (now) => ({ ...now, roles: now.roles.filter(isLeft) }));
    }
  }

  /** Ends akicks that are over, where there are any. */
  async endAkicks(channel: Channel): Promise<void> {
    const { settings = {} } = channel.registration ?? {};
    const left = inForce(settings.akicks, this.#parts.now());
    if (left.length === (settings.akicks?.length ?? 0)) return;
    await this.change(channel, { settings: withAkicks(settings, left) });
  }

  /** Ends the registration with its roles. */
  async drop(channel: Channel, notice?: string): Promise<void> {
    await this.#parts.store.channels.drop(channel.key);
    this.#tell({ type: "registration-ended", channel: channel.key }, notice);
  }

  /** Has the network know every registered channel there is: at the start. */
  async load(): Promise<void> {
    const roles = await this.#rolesByChannel();
    const { channels } = this.#parts.store;
    for await (const page of pagesOf<ChannelRow>((last, limit) => channels.list(last?.folded ?? "", limit))) {
      const facts = page.map((row) => factOf(this.#parts, row, roles.get(row.folded) ?? []));
      this.#parts.append({ type: "recorded", facts });
    }
  }

  async #rolesByChannel(): Promise<ReadonlyMap<string, readonly RoleRow[]>> {
    const all = new Map<string, RoleRow[]>();
    const { roles } = this.#parts.store;
    const pages = pagesOf<RoleRow>(
      (last, limit) => roles.list(last ?? { channel: "", account: "" }, limit),
      ROLE_PAGE,
    );
    for await (const page of pages) {
      for (const role of page) {
        const those = all.get(role.channel);
        if (those) those.push(role);
        else all.set(role.channel, [role]);
      }
    }
    return all;
  }

  /** As the channel is by now: neither RENAME nor what becomes of an account waits for a turn. */
  #tellOf(channel: Channel, notice: string | undefined, change: (now: Registration) => Registration): void {
    const { key, name, registration: now } = channel;
    if (!now) return;
    const fact = { type: "registration-set", channel: key, name, registration: change(now) } as const;
    this.#tell({ ...fact, kept: keptOf(channel) }, notice);
  }

  #tell(fact: Fact, notice: string | undefined): void {
    this.#parts.append({ type: "recorded", facts: [fact], ...(notice !== undefined && { notice }) });
  }
}

function factOf({ world }: BookParts, row: ChannelRow, roles: readonly RoleRow[]): Fact {
  return {
    type: "registration-set",
    channel: world.names.foldChannel(row.name),
    name: row.name,
    registration: registrationFrom(row, roles),
    kept: keptFrom(row, world.settings),
  };
}
