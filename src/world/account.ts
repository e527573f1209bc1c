import type { FoldedNick } from "../protocol/names.ts";

/** An account's name after folding: what accounts are looked up by. */
export type AccountKey = string & { readonly brand: "AccountKey" };

/**
 * What the network knows of an account. Its hashes, addresses and certificates stay in the store: they never enter
 * the world.
 */
export interface Account {
  readonly key: AccountKey;
  /** As its owner writes it. */
  readonly name: string;
  readonly status: "active" | "suspended" | "unverified";
  /** The nicks that are its own, folded, its name the first. */
  readonly nicks: readonly FoldedNick[];
  readonly settings: AccountSettings;
  /** In ms since 1970. */
  readonly createdAt: number;
}

/** What the owner of an account, or an operator, has chosen for it; what is left out is as configured. */
export interface AccountSettings {
  /** How its nicks are guarded. */
  readonly enforce?: "strict" | "lenient" | "off" | undefined;
  /** The host it is shown with. */
  readonly vhost?: string | undefined;
  /** Whether it stays on the network without a session. */
  readonly alwaysOn?: boolean | undefined;
  /** Whether its clients share one nick. */
  readonly multiclient?: boolean | undefined;
  /** Whether it is shown as away while it has no session. */
  readonly autoAway?: boolean | undefined;
}
