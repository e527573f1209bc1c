import type { ChannelKey } from "../protocol/names.ts";
import { pagesOf } from "../store/port/pages.ts";
import type { MetadataOwner, MetadataRow } from "../store/port/state.ts";
import { visibilityOf } from "../world/access-metadata.ts";
import { type AccountKey, accountOf, keyOfAccount } from "../world/account.ts";
import { belongingsOfAccount } from "../world/belongings.ts";
import type { Change, MarkerMoved, MetadataKept, MetadataSet, RegistrationSet } from "../world/changes.ts";
import type { Channel } from "../world/channel.ts";
import type { UserId } from "../world/ids.ts";
import { type Metadata, metadataValue } from "../world/metadata.ts";
import type { BookParts } from "./account-book.ts";

/** What the book is kept with. */
export interface BelongingsParts extends Omit<BookParts, "now"> {
  /** Does work with the registered channels of the store when no other is under way, and their names are known there. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  /** Told why something is not stored. */
  failed(error: unknown): void;
}

/**
 * Metadata and read markers, which change often: the log decides, and the store follows what has come of it. Metadata
 * is known to the network from the start, markers from when somebody logs in to the account.
 */
export class BelongingsBook {
  readonly #parts: BelongingsParts;
  readonly #reading = new Map<AccountKey, Promise<void>>();

  constructor(parts: BelongingsParts) {
    this.#parts = parts;
  }

  /** Has the network know all metadata there is: at the start, once it knows the registered channels. */
  async load(): Promise<void> {
    const { metadata } = this.#parts.store;
    for await (const page of pagesOf<MetadataRow>((last, limit) => metadata.list(last, limit)))
      this.#parts.append({ type: "recorded", facts: page.map(metadataKept) });
  }

  /**
   * Has the network know how far an account has read: `undefined` if it does. The promise rejects with a StoreError,
   * and the next one tries again.
   */
  knowMarkers(account: AccountKey): Promise<void> | undefined {
    if (belongingsOfAccount(this.#parts.world, account).hasAllMarkers) return undefined;
    const reading = this.#reading.get(account) ?? this.#readMarkers(account);
    this.#reading.set(account, reading);
    return reading;
  }

  /** As `knowMarkers`, by the account's name: who cannot be told how far they have read may come in all the same. */
  async knowMarkersOf(name: string): Promise<void> {
    try {
      await this.knowMarkers(keyOfAccount(this.#parts.world, name));
    } catch (error) {
      this.#parts.failed(error);
    }
  }

  async #readMarkers(account: AccountKey): Promise<void> {
    try {
      const rows = await this.#parts.store.markers.of(account);
      const markers = rows.map(({ target, at }) => ({ target, at }));
      this.#parts.append({ type: "recorded", facts: [{ type: "markers-kept", account, markers }] });
    } finally {
      this.#reading.delete(account);
    }
  }

  /** Stores what has just become true of an account or a registered channel. */
  record(change: Change): void {
    switch (change.type) {
      case "metadata-set":
        return this.#recordValue(change);
      case "marker-moved":
        return this.#recordMarker(change);
      case "registration-set":
        return this.#recordRegistration(change);
      case "registered":
        if (change.metadata) this.#recordBrought(change.user, change.metadata);
        // Who comes back without a client asks for nothing.
        if (change.session) this.#recall(change.user);
        return;
      case "attached":
      case "account-changed":
        return this.#recall(change.user);
      default:
        return;
    }
  }

  #recordValue({ target, key, value, isShownOnly }: MetadataSet): void {
    if (target.to === "channel") return this.#recordOfChannel(target.channel, [key]);
    const owner = this.#accountOwner(target.user);
    if (owner && !isShownOnly) this.#watch(this.#write(owner, key, value));
  }

  /** A channel that comes to belong to somebody keeps what it has. */
  #recordRegistration({ channel: key }: RegistrationSet): void {
    const { metadata = [] } = this.#parts.world.channels.get(key) ?? {};
    if (metadata.length > 0)
      this.#recordOfChannel(
        key,
        metadata.map((entry) => entry.key),
      );
  }

  /** What is true by the time it is written, under the name the channel has then. */
  #recordOfChannel(name: ChannelKey, keys: readonly string[]): void {
    const channel = this.#parts.world.channels.get(name);
    if (channel?.registration) this.#watch(this.#parts.inTurn(() => this.#writeOfChannel(channel, keys)));
  }

  async #writeOfChannel(channel: Channel, keys: readonly string[]): Promise<void> {
    if (!channel.registration) return;
    const owner = { scope: "channel", owner: channel.key } as const;
    await Promise.all(keys.map((key) => this.#write(owner, key, metadataValue(channel.metadata, key))));
  }

  #recordBrought(user: UserId, metadata: Metadata): void {
    const owner = this.#accountOwner(user);
    if (!owner) return;
    for (const { key, value } of metadata) this.#watch(this.#write(owner, key, value));
  }

  #write(owner: MetadataOwner, key: string, value: string | undefined): Promise<unknown> {
    const { store, world } = this.#parts;
    if (value === undefined) return store.metadata.remove(owner, key);
    const visibility = visibilityOf(world.settings.metadata, key);
    return store.metadata.set({ ...owner, key, value, visibility });
  }

  #recordMarker({ user, target, at, forgotten }: MarkerMoved): void {
    const owner = this.#accountOwner(user);
    if (!owner) return;
    const { markers } = this.#parts.store;
    if (forgotten !== undefined) this.#watch(markers.remove(owner.owner, forgotten));
    this.#watch(markers.move({ account: owner.owner, target, at }));
  }

  /** Who has come in by a way on which their markers were not asked for. */
  #recall(user: UserId): void {
    const account = this.#accountOf(user);
    if (account !== undefined) this.#watch(this.knowMarkers(account));
  }

  #accountOf(id: UserId): AccountKey | undefined {
    const { world } = this.#parts;
    const user = world.user(id);
    return user && accountOf(world, user);
  }

  #accountOwner(id: UserId): MetadataOwner | undefined {
    const owner = this.#accountOf(id);
    return owner === undefined ? undefined : { scope: "account", owner };
  }

  #watch(work: Promise<unknown> | undefined): void {
    work?.catch((error: unknown) => this.#parts.failed(error));
  }
}

function metadataKept({ scope, owner, key, value }: MetadataRow): MetadataKept {
  const metadata = [{ key, value }];
  if (scope === "account")
    return { type: "metadata-kept", owner: { scope, key: owner as AccountKey }, metadata };
  return { type: "metadata-kept", owner: { scope, key: owner as ChannelKey }, metadata };
}
