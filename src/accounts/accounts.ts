/** An account as its store keeps it. */
export interface StoredAccount {
  /** As its owner writes it. */
  readonly name: string;
  /** A hash, or plain text from the configuration. */
  readonly password: string;
  readonly status: "active" | "suspended" | "unverified";
}

/** The port: where accounts are kept. */
export interface Accounts {
  /** True if anybody can log in here: without it `sasl` is not offered. */
  readonly available: boolean;
  /** The account of that name, however it is spelt; rejects when the store is out of reach. */
  find(name: string): Promise<StoredAccount | undefined>;
}
