import { LiteralIndex, SHORTEST_LITERAL } from "./literal-index.ts";
import { matchGlob } from "./masks.ts";

/** The longest piece of a mask that stands for itself. */
export function longestLiteral(mask: string): string {
  return piecesOf(mask).reduce((best, piece) => (piece.length > best.length ? piece : best), "");
}

/** Many masks of `*` and `?`, and which of them match a text; all of them folded by the caller. */
export class MaskIndex<T> {
  readonly #plain = new Map<string, Set<T>>();
  readonly #byLiteral = new LiteralIndex<Filed<T>>();
  /** Those with no piece to find them by: each is tried on every text. */
  readonly #others = new Set<Filed<T>>();
  readonly #filed = new Map<string, Map<T, Filed<T>>>();

  /** How many have to be tried on every text. */
  get untold(): number {
    return this.#others.size;
  }

  add(mask: string, value: T): void {
    if (!/[*?\\]/.test(mask)) {
      const values = this.#plain.get(mask) ?? new Set();
      this.#plain.set(mask, values.add(value));
      return;
    }
    const filed = { mask, value };
    const same = this.#filed.get(mask) ?? new Map();
    this.#filed.set(mask, same.set(value, filed));
    const literal = this.#rarest(literalsOf(mask));
    if (literal === undefined) this.#others.add(filed);
    else this.#byLiteral.add(literal, filed);
  }

  remove(mask: string, value: T): void {
    const values = this.#plain.get(mask);
    values?.delete(value);
    if (values?.size === 0) this.#plain.delete(mask);
    const same = this.#filed.get(mask);
    const filed = same?.get(value);
    if (!same || !filed) return;
    same.delete(value);
    if (same.size === 0) this.#filed.delete(mask);
    if (this.#others.delete(filed)) return;
    // Which of them it was filed under depends on what was there before it.
    literalsOf(mask).some((literal) => this.#byLiteral.remove(literal, filed));
  }

  /** Calls back with what stands for each mask that matches, until it gives true; each may come twice. */
  find(text: string, found: (value: T) => boolean): boolean {
    for (const value of this.#plain.get(text) ?? []) if (found(value)) return true;
    for (const { mask, value } of this.#others) if (matchGlob(mask, text) && found(value)) return true;
    return this.#byLiteral.find(text, ({ mask, value }) => matchGlob(mask, text) && found(value));
  }

  /** The one that tells most texts from those the mask matches. */
  #rarest(literals: readonly string[]): string | undefined {
    if (literals.length < 2) return literals[0];
    const costs = literals.map((literal) => this.#byLiteral.costOf(literal));
    return literals[costs.indexOf(Math.min(...costs))];
  }
}

/** The pieces of a mask that are long enough to be found by. */
function literalsOf(mask: string): readonly string[] {
  return piecesOf(mask).filter((piece) => piece.length >= SHORTEST_LITERAL);
}

/** The pieces of a mask that stand for themselves. */
function piecesOf(mask: string): readonly string[] {
  return mask.replace(/\\[*?]/g, "*").split(/[*?]/);
}

interface Filed<T> {
  readonly mask: string;
  readonly value: T;
}
