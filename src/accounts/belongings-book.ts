import type { ChannelKey } from "../protocol/names.ts";
import type { MetadataOwner, MetadataRow } from "../store/port/state.ts";
import { visibilityOf } from "../world/access-metadata.ts";
import type { AccountKey } from "../world/account.ts";
import { accountOf, belongingsOfAccount, keyOfAccount } from "../world/belongings.ts";
import type {
  Change,
  ChannelModesChanged,
  MarkerMoved,
  MetadataKept,
  MetadataSet,
} from "../world/changes.ts";
import { isRegistered } from "../world/channel.ts";
import type { UserId } from "../world/ids.ts";
import type { Metadata } from "../world/metadata.ts";
import type { BookParts } from "./account-book.ts";

/** What the book is kept with. */
export interface BelongingsParts extends Omit<BookParts, "now"> {
  /** Told why something is not stored. */
  failed(error: unknown): void;
}

// Read, and told the network, in one go.
const PAGE = 500;

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
    for (let page = await metadata.list(undefined, PAGE); page.length > 0; ) {
      this.#parts.append({ type: "recorded", facts: page.map(metadataKept) });
      page = await metadata.list(page.at(-1), PAGE);
    }
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
      case "channel-modes-changed":
        return this.#recordRegistration(change);
      case "registered":
        if (change.metadata) this.#recordBrought(change.user, change.metadata);
        return this.#recall(change.user);
      case "account-changed":
        return this.#recall(change.user);
      default:
        return;
    }
  }

  #recordValue({ target, key, value, visibility, isShownOnly }: MetadataSet): void {
    const owner =
      target.to === "channel" ? this.#channelOwner(target.channel) : this.#accountOwner(target.user);
    if (!owner || isShownOnly) return;
    const { metadata } = this.#parts.store;
    this.#watch(
      value === undefined ? metadata.remove(owner, key) : metadata.set({ ...owner, key, value, visibility }),
    );
  }

  #recordBrought(user: UserId, metadata: Metadata): void {
    const owner = this.#accountOwner(user);
    if (owner) this.#recordAll(owner, metadata);
  }

  /** A channel that is registered keeps what it has from then on. */
  #recordRegistration({ channel: key, modes }: ChannelModesChanged): void {
    const owner = modes.some(({ letter }) => letter === "r") ? this.#channelOwner(key) : undefined;
    if (owner) this.#recordAll(owner, this.#parts.world.channels.get(key)?.metadata ?? []);
  }

  #recordAll(owner: MetadataOwner, metadata: Metadata): void {
    const { store, world } = this.#parts;
    for (const { key, value } of metadata) {
      const visibility = visibilityOf(world.settings.metadata, key);
      this.#watch(store.metadata.set({ ...owner, key, value, visibility }));
    }
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

  #channelOwner(owner: ChannelKey): MetadataOwner | undefined {
    const channel = this.#parts.world.channels.get(owner);
    return channel && isRegistered(channel) ? { scope: "channel", owner } : undefined;
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
