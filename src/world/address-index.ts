import { addressBytes, blockName, blockNamed } from "../protocol/address-block.ts";

/** Many blocks of addresses, and which of them an address is in: one look for each size of block there is. */
export class AddressIndex<T> {
  /** By how many bytes an address has and how many bits count, then by the name of the block. */
  readonly #sizes = new Map<string, Size<T>>();

  add(block: string, value: T): void {
    const { bytes, bits } = blockNamed(block);
    const key = `${bytes.length}/${bits}`;
    const size = this.#sizes.get(key) ?? { length: bytes.length, bits, blocks: new Map() };
    this.#sizes.set(key, size);
    const name = blockName(bytes, bits);
    const values = size.blocks.get(name) ?? new Set();
    size.blocks.set(name, values.add(value));
  }

  remove(block: string, value: T): void {
    const { bytes, bits } = blockNamed(block);
    const key = `${bytes.length}/${bits}`;
    const size = this.#sizes.get(key);
    const name = blockName(bytes, bits);
    const values = size?.blocks.get(name);
    values?.delete(value);
    if (values?.size === 0) size?.blocks.delete(name);
    if (size?.blocks.size === 0) this.#sizes.delete(key);
  }

  /** Calls back with what stands for each block the address is in, until it gives true. */
  find(address: string, found: (value: T) => boolean): boolean {
    if (this.#sizes.size === 0) return false;
    const bytes = addressBytes(address);
    if (!bytes) return false;
    for (const { length, bits, blocks } of this.#sizes.values()) {
      if (length !== bytes.length) continue;
      for (const value of blocks.get(blockName(bytes, bits)) ?? []) if (found(value)) return true;
    }
    return false;
  }
}

interface Size<T> {
  readonly length: number;
  readonly bits: number;
  readonly blocks: Map<string, Set<T>>;
}
