import { createHash, createHmac } from "node:crypto";
import type { Config } from "../config/schema.ts";
import type { Logger } from "../logging/logger.ts";
import { addressBytes } from "../protocol/address-block.ts";
import type { Store } from "../store/store.ts";

/** Makes the hosts that hide where those come from whom no account gives one. */
export class Cloaks {
  readonly #config: () => Config;
  readonly #ownSecret: Uint8Array;

  /** `ownSecret` is what the server has of its own, where the configuration says none. */
  constructor(config: () => Config, ownSecret: Uint8Array) {
    this.#config = config;
    this.#ownSecret = ownSecret;
  }

  /** The cloak of an address; none where real hosts are shown. */
  readonly of = (address: string): string | undefined => {
    const { cloak } = this.#config();
    return cloak && cloakOf(address, cloak.suffix, this.#key(cloak));
  };

  /** Says so if cloaks are others than they were when the server last ran on this store. */
  async watchKey({ plugins }: Pick<Store, "plugins">, log: Pick<Logger, "warn">): Promise<void> {
    const { cloak } = this.#config();
    if (!cloak) return;
    // Of the key itself nothing is written down.
    const mark = createHash("sha256").update("mark").update(this.#key(cloak)).digest("hex").slice(0, 16);
    const before = await plugins.get("ircd-ts", "cloak-key");
    if (before === mark) return;
    if (before !== undefined)
      log.warn("cloak.secret is another one than before: bans on the cloaks of before are about nobody");
    await plugins.set("ircd-ts", "cloak-key", mark);
  }

  // What else the server's own secret is for must not be told by this, nor the other way round.
  #key({ secret }: NonNullable<Config["cloak"]>): Buffer {
    return createHmac("sha256", secret ?? this.#ownSecret)
      .update("cloak")
      .digest();
  }
}

// How many bytes of the address each part stands for, and how many letters it has: a ban may be on a block.
const partsOfFour = [
  [4, 12],
  [3, 8],
  [2, 6],
] as const;
const partsOfSix = [
  [16, 12],
  [8, 8],
  [6, 6],
] as const;

/** `<address>.<block>.<wide block>.<suffix>`: who is in one block has the same ending, and the key tells no address. */
export function cloakOf(address: string, suffix: string, key: Uint8Array): string {
  const bytes = addressBytes(address);
  if (!bytes) return `${lettersOf(Buffer.from(address), key, 12)}.${suffix}`;
  const parts = bytes.length === 4 ? partsOfFour : partsOfSix;
  const words = parts.map(([size, letters]) => lettersOf(Buffer.from(bytes.slice(0, size)), key, letters));
  return [...words, suffix].join(".");
}

// RFC 4648 6, in small letters.
const alphabet = "abcdefghijklmnopqrstuvwxyz234567";

function lettersOf(bytes: Uint8Array, key: Uint8Array, count: number): string {
  const digest = createHmac("sha256", key).update(bytes).digest();
  return Array.from(digest.subarray(0, count), (byte) => alphabet[byte & 31]).join("");
}
