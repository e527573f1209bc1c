import { createHmac } from "node:crypto";
import { decoyHash, isPasswordHash } from "./password-hash.ts";

// As many costs as a network may have known in its life.
const mostKinds = 8;

/**
 * Hashes to check a password against where there is no account: as dear as those that accounts have, so that the time
 * does not tell. Where accounts differ in cost, so do names that are nobody's, each in its own way.
 */
export class Decoys {
  readonly #secret: Uint8Array;
  readonly #usual = decoyHash();
  /** By cost: `$argon2id$v=19$m=…,t=…,p=…`. */
  readonly #kinds = new Map<string, string>();

  constructor(secret: Uint8Array) {
    this.#secret = secret;
  }

  /** Some account has this hash. */
  seen(hash: string): void {
    const kind = hash.split("$").slice(0, -2).join("$");
    if (!isPasswordHash(hash) || this.#kinds.has(kind) || this.#kinds.size === mostKinds) return;
    this.#kinds.set(kind, decoyHash(hash));
  }

  /** The decoy for a folded name. */
  decoy(name: string): string {
    const kinds = [...this.#kinds.values()];
    if (kinds.length === 0) return this.#usual;
    // Not the bytes that SCRAM's salt of that name is made of, which everybody is told.
    const chance = createHmac("sha256", this.#secret).update(`decoy\0${name}`).digest().readUInt32BE();
    return kinds[chance % kinds.length] ?? this.#usual;
  }
}
