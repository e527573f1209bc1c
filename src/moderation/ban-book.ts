import type { Request } from "../log/log.ts";
import type { BanRow } from "../store/port/bans.ts";
import { pagesOf } from "../store/port/pages.ts";
import type { StoreAreas } from "../store/store.ts";
import { type BanKind, banKindNamed, isOver, type ServerBan } from "../world/server-ban.ts";
import type { World } from "../world/world.ts";

/** What bans are kept with. */
export interface BanBookParts {
  readonly store: Pick<StoreAreas, "bans">;
  readonly world: World;
  /** Puts a request of the node itself into the log. */
  append(request: Request): void;
  /** The time in ms since 1970. */
  now(): number;
}

/**
 * The bans of the whole network: the store takes each first, then the network learns of it by an entry. Every method
 * rejects with a StoreError, and then nothing has changed.
 */
export class BanBook {
  readonly #parts: BanBookParts;

  constructor(parts: BanBookParts) {
    this.#parts = parts;
  }

  /** Puts a ban in force, in place of the one of its kind and mask. */
  async set(ban: ServerBan): Promise<void> {
    await this.#parts.store.bans.set({ ...ban, folded: this.#fold(ban.mask) });
    this.#parts.append({ type: "recorded", facts: [{ type: "ban-set", ban }] });
  }

  /** Ends a ban; false if there is none of this kind and mask. */
  async remove(kind: BanKind, mask: string): Promise<boolean> {
    const isThere = await this.#parts.store.bans.remove(kind, this.#fold(mask));
    if (isThere) this.#parts.append({ type: "recorded", facts: [{ type: "ban-removed", kind, mask }] });
    return isThere;
  }

  /** Removes what is over; who asks at each tick pays nothing while there is none. */
  async sweep(): Promise<void> {
    const now = this.#parts.now();
    for (const ban of [...this.#parts.world.bans.list()]) {
      if (isOver(ban, now)) await this.remove(ban.kind, ban.mask);
    }
  }

  /** Has the network know every ban there is: at the start. */
  async load(): Promise<void> {
    const { bans } = this.#parts.store;
    for await (const page of pagesOf<BanRow>((last, limit) =>
      bans.list(last ?? { kind: "", folded: "" }, limit),
    )) {
      const facts = page
        .flatMap((row) => banFrom(row) ?? [])
        .map((ban) => ({ type: "ban-set", ban }) as const);
      this.#parts.append({ type: "recorded", facts });
    }
  }

  #fold(mask: string): string {
    return this.#parts.world.names.fold(mask);
  }
}

function banFrom({ folded, ...row }: BanRow): ServerBan | undefined {
  const kind = banKindNamed(row.kind);
  return kind && { ...row, kind };
}
