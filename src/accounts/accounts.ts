import type { ScramCredentials } from "./scram-credentials.ts";

/** An account as its store keeps it. */
export interface StoredAccount {
  /** As its owner writes it. */
  readonly name: string;
  /** A hash, or plain text from the configuration; undefined where no password opens it. */
  readonly password: string | undefined;
  /** What SCRAM needs to know; left out: it is made of the password, if that is in plain text. */
  readonly scram?: ScramCredentials | undefined;
  /** Passwords of single devices; left out: none. */
  readonly appPasswords?: readonly AppPassword[] | undefined;
  readonly status: "active" | "suspended" | "unverified";
}

/** The password of one device. */
export interface AppPassword {
  readonly device: string;
  /** As `hashAppPassword` makes it. */
  readonly hash: string;
}

/** A login that was right, as the accounts are told of it. */
export interface SuccessfulLogin {
  readonly account: StoredAccount;
  /** The password that was said, where one was, and whose it is: left out, the account's own. */
  readonly password?: string | undefined;
  readonly device?: string | undefined;
}

/** The port: where accounts are kept. */
export interface Accounts {
  /** True if anybody can log in here: without it `sasl` is not offered. */
  readonly available: boolean;
  /** True if every account can be logged in to by SCRAM: clients that see it offered may try nothing else. */
  readonly knowsScram: boolean;
  /** The account of that name, however it is spelt; rejects when the store is out of reach. */
  find(name: string): Promise<StoredAccount | undefined>;
  /** The account of a certificate, by its SHA-256 fingerprint: lower-case digits, no colons; rejects as `find`. */
  findByCertfp(certfp: string): Promise<StoredAccount | undefined>;
  /** Keeps what there is to keep of a login, in its own time: nobody waits for it. */
  loggedIn(login: SuccessfulLogin): void;
}
