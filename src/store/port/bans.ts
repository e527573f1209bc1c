/** A ban of the whole network, as the caller words it. */
export interface BanRow {
  readonly kind: string;
  /** Folded by the caller; with the kind its key. */
  readonly folded: string;
  readonly mask: string;
  readonly soft: boolean;
  readonly reason: string;
  readonly privateReason: string | undefined;
  readonly by: string;
  readonly at: number;
  readonly expiresAt: number | undefined;
}

/** Bans of the whole network. */
export interface BanStore {
  /** In place of the one of this kind and mask. */
  set(ban: BanRow): Promise<void>;
  /** False if there is none. */
  remove(kind: string, folded: string): Promise<boolean>;
  /** In the order of kind and mask, those after `after`. */
  list(after: Pick<BanRow, "kind" | "folded">, limit: number): Promise<readonly BanRow[]>;
}
