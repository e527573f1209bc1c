/** Something that is looked for by a piece of text it cannot occur without. */
interface Sought<T> {
  readonly literal: string;
  readonly value: T;
  /** Which characters of the literal it is filed under, counted from its beginning. */
  readonly at: number;
}

/** What a literal has at least: shorter ones are in too many texts to be told apart by them. */
export const SHORTEST_LITERAL = 3;
// Long enough that hardly any text has one by chance, short enough that nearly every literal has one.
const GRAM = 4;
const BITS = 20;

/**
 * Finds which of many literals occur in a text, in a time that hardly depends on how many there are. Every literal is
 * filed under the four characters of it that the fewest others are under; a table of bits tells at each place of the
 * text whether anything is filed there, and nearly always nothing is.
 */
export class LiteralIndex<T> {
  readonly #long = new Drawer<T>(GRAM);
  /** Literals of three characters: there are few, and they are filed by all of themselves. */
  readonly #short = new Drawer<T>(SHORTEST_LITERAL);

  /** Files a literal of at least `SHORTEST_LITERAL` characters with what it stands for. */
  add(literal: string, value: T): void {
    this.#drawerOf(literal).add(literal, value);
  }

  /** Takes it out again. */
  remove(literal: string, value: T): void {
    this.#drawerOf(literal).remove(literal, value);
  }

  /** Calls back with what stands for each literal that occurs in the text, until it gives true; each may come twice. */
  find(text: string, found: (value: T) => boolean): boolean {
    return this.#long.find(text, found) || this.#short.find(text, found);
  }

  #drawerOf(literal: string): Drawer<T> {
    return literal.length < GRAM ? this.#short : this.#long;
  }
}

/** Literals by grams of one length, each gram as a number. */
class Drawer<T> {
  readonly #length: number;
  readonly #filed = new Map<number, Sought<T>[]>();
  /** Whether anything was ever filed under a gram that begins with these bits; made with the first. */
  #bits: Uint32Array | undefined = undefined;

  constructor(length: number) {
    this.#length = length;
  }

  add(literal: string, value: T): void {
    const at = this.#emptiest(literal);
    const gram = gramAt(literal, at, this.#length);
    const filed = this.#filed.get(gram);
    if (filed) filed.push({ literal, value, at });
    else this.#filed.set(gram, [{ literal, value, at }]);
    this.#bits ??= new Uint32Array(2 ** (BITS - 5));
    const bit = gram >>> (32 - BITS);
    this.#bits[bit >>> 5] = (this.#bits[bit >>> 5] ?? 0) | (1 << (bit & 31));
  }

  remove(literal: string, value: T): void {
    for (let at = 0; at + this.#length <= literal.length; at += 1) {
      const gram = gramAt(literal, at, this.#length);
      const filed = this.#filed.get(gram) ?? [];
      const place = filed.findIndex((one) => one.literal === literal && one.value === value);
      if (place < 0) continue;
      filed.splice(place, 1);
      if (filed.length === 0) this.#filed.delete(gram);
      return;
    }
  }

  find(text: string, found: (value: T) => boolean): boolean {
    const bits = this.#bits;
    if (!bits || this.#filed.size === 0) return false;
    const length = this.#length;
    for (let at = 0; at + length <= text.length; at += 1) {
      const gram = gramAt(text, at, length);
      const bit = gram >>> (32 - BITS);
      if (((bits[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) continue;
      for (const sought of this.#filed.get(gram) ?? []) {
        if (text.startsWith(sought.literal, at - sought.at) && found(sought.value)) return true;
      }
    }
    return false;
  }

  /** Where in the literal the gram begins that the fewest are filed under. */
  #emptiest(literal: string): number {
    let best = 0;
    let fewest = Number.POSITIVE_INFINITY;
    for (let at = 0; at + this.#length <= literal.length && fewest > 0; at += 1) {
      const count = this.#filed.get(gramAt(literal, at, this.#length))?.length ?? 0;
      if (count < fewest) [best, fewest] = [at, count];
    }
    return best;
  }
}

/** A few characters as a number; different ones may have the same, which costs no more than a look. */
function gramAt(text: string, at: number, length: number): number {
  let hash = 0;
  for (let index = at; index < at + length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}
