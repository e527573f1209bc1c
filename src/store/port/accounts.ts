import type { Json } from "./json.ts";

/** A code that was sent to the owner of an account and not yet come back. */
export interface Verification {
  readonly hash: string;
  readonly expiresAt: number;
}

/** What SCRAM-SHA-256 needs to know of a password (RFC 5802 2.2), in base64; the password is not in it. */
export interface ScramRow {
  readonly salt: string;
  readonly iterations: number;
  readonly storedKey: string;
  readonly serverKey: string;
}

/** An account. Its folded name is its key in every other table. */
export interface AccountRow {
  /** Folded by the caller; unique among accounts and grouped nicks. */
  readonly folded: string;
  /** As its owner writes it. */
  readonly name: string;
  /** Undefined where only certificates or tokens open it. */
  readonly passwordHash: string | undefined;
  /** Of the same password; left out where there is none. */
  readonly scram?: ScramRow | undefined;
  readonly email: string | undefined;
  readonly status: "active" | "unverified" | "suspended";
  readonly verification: Verification | undefined;
  readonly settings: Json;
  /** Milliseconds since 1970, as every time in the store. */
  readonly createdAt: number;
  readonly lastSeenAt: number;
}

/** What may change of an account. */
export type AccountChange = Partial<Omit<AccountRow, "folded" | "createdAt">>;

/** Who may log in. */
export interface AccountStore {
  /** Makes the account and claims the nick of its name; TAKEN if either is somebody's. */
  create(account: AccountRow): Promise<void>;
  find(folded: string): Promise<AccountRow | undefined>;
  /** In the order of their keys, those after `after` ("" for the first page). */
  list(after: string, limit: number): Promise<readonly AccountRow[]>;
  /** False if there is no such account. */
  update(folded: string, change: AccountChange): Promise<boolean>;
  /** Removes accounts whose verification ran out before `now`, and tells their keys. */
  expireUnverified(now: number): Promise<readonly string[]>;
}

/** A nick that belongs to an account. */
export interface NickRow {
  readonly folded: string;
  readonly nick: string;
  readonly account: string;
  readonly at: number;
}

/** Nicks grouped to accounts; every account has the one it is named after. */
export interface NickStore {
  /** TAKEN if it is somebody's, MISSING without such an account. */
  add(nick: NickRow): Promise<void>;
  /** False if it is not this account's, or is its name. */
  remove(account: string, folded: string): Promise<boolean>;
  of(account: string): Promise<readonly NickRow[]>;
  /** Of all accounts, in the order of their keys, those after `after` ("" for the first page). */
  list(after: string, limit: number): Promise<readonly NickRow[]>;
  /** The account a nick belongs to. */
  owner(folded: string): Promise<AccountRow | undefined>;
}

/** A client certificate that opens an account. */
export interface CertificateRow {
  readonly fingerprint: string;
  readonly account: string;
  readonly label: string;
  readonly at: number;
}

/** Fingerprints of client certificates. */
export interface CertificateStore {
  /** TAKEN if it opens an account, MISSING without such an account. */
  add(certificate: CertificateRow): Promise<void>;
  remove(account: string, fingerprint: string): Promise<boolean>;
  of(account: string): Promise<readonly CertificateRow[]>;
  /** The account a certificate opens. */
  owner(fingerprint: string): Promise<AccountRow | undefined>;
}

/** A password for one device. */
export interface AppPasswordRow {
  readonly account: string;
  readonly device: string;
  readonly hash: string;
  readonly createdAt: number;
  readonly lastUsedAt: number | undefined;
}

/** Passwords per device. */
export interface AppPasswordStore {
  /** TAKEN if the device has one, MISSING without such an account. */
  add(password: AppPasswordRow): Promise<void>;
  remove(account: string, device: string): Promise<boolean>;
  of(account: string): Promise<readonly AppPasswordRow[]>;
  /** False if the device has none. */
  used(account: string, device: string, at: number): Promise<boolean>;
}
