import type { ChannelKey } from "../protocol/names.ts";
import type { AccountKey } from "./account.ts";
import { alteredBy } from "./altered.ts";
import type { Change } from "./changes.ts";
import type { UserId } from "./ids.ts";
import { channelRecords, type SnapshotRecord, userRecord, worldRecord } from "./snapshot-records.ts";
import type { World } from "./world.ts";

const whowasPerRecord = 500;

/**
 * The world at one point of the log, as a stream of records that keep every order. The world may go on
 * while the stream is read: whoever applies changes says so with `before`, and what a change is about to
 * alter is written down first.
 */
export class Snapshot {
  readonly #world: World;
  readonly #head: readonly SnapshotRecord[];
  /** What is not written yet: its id, and its records where a change would have altered them. */
  readonly #users: Map<UserId, readonly SnapshotRecord[] | undefined>;
  readonly #channels: Map<ChannelKey, readonly SnapshotRecord[] | undefined>;
  readonly #accounts: Map<AccountKey, readonly SnapshotRecord[] | undefined>;
  readonly #belongings: Map<AccountKey, readonly SnapshotRecord[] | undefined>;

  constructor(world: World) {
    this.#world = world;
    this.#head = [worldRecord(world), ...whowasRecords(world), ...banRecords(world)];
    this.#users = unwritten(world.users.keys());
    this.#channels = unwritten(world.channels.keys());
    this.#accounts = unwritten(world.accounts.keys());
    this.#belongings = unwritten(world.belongings.keys());
  }

  /** Writes down what the change is about to alter. */
  before(change: Change): void {
    const { users, channels, accounts = [], belongings = [] } = alteredBy(this.#world, change);
    for (const id of users) keep(this.#users, id, () => this.#userRecords(id));
    for (const key of channels) keep(this.#channels, key, () => this.#channelRecords(key));
    for (const key of accounts) keep(this.#accounts, key, () => this.#accountRecords(key));
    for (const key of belongings) keep(this.#belongings, key, () => this.#belongingsRecords(key));
  }

  /** The records, once. Each step is short: at most one user or one channel is copied. */
  *records(): Generator<SnapshotRecord, void, undefined> {
    let records = 0;
    for (const record of this.#all()) {
      records += 1;
      yield record;
    }
    yield { type: "end", records };
  }

  *#all(): Generator<SnapshotRecord> {
    yield* this.#head;
    for (const [key, kept] of this.#accounts) {
      this.#accounts.delete(key);
      yield* kept ?? this.#accountRecords(key);
    }
    for (const [key, kept] of this.#belongings) {
      this.#belongings.delete(key);
      yield* kept ?? this.#belongingsRecords(key);
    }
    for (const [id, kept] of this.#users) {
      this.#users.delete(id);
      yield* kept ?? this.#userRecords(id);
    }
    for (const [key, kept] of this.#channels) {
      this.#channels.delete(key);
      yield* kept ?? this.#channelRecords(key);
    }
  }

  #userRecords(id: UserId): readonly SnapshotRecord[] {
    const user = this.#world.users.get(id);
    return user ? [userRecord(user)] : [];
  }

  #accountRecords(key: AccountKey): readonly SnapshotRecord[] {
    const account = this.#world.accounts.get(key);
    return account ? [{ type: "account", account }] : [];
  }

  #belongingsRecords(account: AccountKey): readonly SnapshotRecord[] {
    const belongings = this.#world.belongings.get(account);
    return belongings ? [{ type: "belongings", account, belongings }] : [];
  }

  #channelRecords(key: ChannelKey): readonly SnapshotRecord[] {
    const channel = this.#world.channels.get(key);
    return channel ? channelRecords(channel) : [];
  }
}

/** The world as it is now; to be read before the world goes on. */
export function snapshotOf(world: World): Generator<SnapshotRecord, void, undefined> {
  return new Snapshot(world).records();
}

function unwritten<K>(keys: Iterable<K>): Map<K, readonly SnapshotRecord[] | undefined> {
  const map = new Map<K, readonly SnapshotRecord[] | undefined>();
  for (const key of keys) map.set(key, undefined);
  return map;
}

function keep<K>(
  unwritten: Map<K, readonly SnapshotRecord[] | undefined>,
  key: K,
  copy: () => readonly SnapshotRecord[],
): void {
  if (unwritten.has(key) && unwritten.get(key) === undefined) unwritten.set(key, copy());
}

function whowasRecords(world: World): readonly SnapshotRecord[] {
  const { entries } = world.whowas;
  // Older ones are only kept until the next trimming; nobody is shown them.
  const from = Math.max(0, entries.length - world.settings.limits.whowas);
  const records: SnapshotRecord[] = [];
  for (let at = from; at < entries.length; at += whowasPerRecord) {
    records.push({ type: "whowas", entries: entries.slice(at, at + whowasPerRecord) });
  }
  return records;
}

const bansPerRecord = 500;

function banRecords({ bans }: World): readonly SnapshotRecord[] {
  const all = [...bans.list()];
  const records: SnapshotRecord[] = [];
  for (let at = 0; at < all.length; at += bansPerRecord)
    records.push({ type: "bans", bans: all.slice(at, at + bansPerRecord) });
  return records;
}
