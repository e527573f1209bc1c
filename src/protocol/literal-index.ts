/** Something that is looked for by a piece of text it cannot occur without. */
interface Sought<T> {
  readonly literal: string;
  readonly value: T;
  /** Which characters of the literal it is filed under, counted from its beginning. */
  readonly at: number;
  /** A character beside those, counted from them, and its code: most of what is only alike there is not alike here. */
  readonly beside: number;
  readonly code: number;
}

/** What a literal has at least: shorter ones are in too many texts to be told apart by them. */
export const SHORTEST_LITERAL = 3;
// Long enough that hardly any text has one by chance, short enough that nearly every literal has one.
const GRAM = 4;
const BITS = 20;

/**
 * Finds which of many literals occur in a text, in a time that hardly depends on how many there are. Every literal is
 * filed under the four characters of it that the fewest others are under, of those the ones seen least; a table of
 * bits tells at each place of the text whether anything is filed there, and nearly always nothing is.
 */
export class LiteralIndex<T> {
  readonly #long = new Drawer<T>(GRAM);
  /** Literals of three characters: there are few, and they are filed by all of themselves. */
  readonly #short = new Drawer<T>(SHORTEST_LITERAL);

  /** Files a literal of at least `SHORTEST_LITERAL` characters with what it stands for. */
  add(literal: string, value: T): void {
    this.#drawerOf(literal).add(literal, value);
  }

  /** Takes it out again; false if it was not there. */
  remove(literal: string, value: T): boolean {
    return this.#drawerOf(literal).remove(literal, value);
  }

  /** What it would cost texts to have this literal filed, too: the more are found where it would be, the more. */
  costOf(literal: string): number {
    return this.#drawerOf(literal).costOf(literal);
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
  readonly #mask: number;
  readonly #filed = new Map<number, Sought<T>[]>();
  /** Whether anything was ever filed under a gram of this place; made with the first. */
  #bits: Uint32Array | undefined = undefined;

  constructor(length: number) {
    this.#length = length;
    this.#mask = length < GRAM ? (1 << (length * 8)) - 1 : -1;
  }

  add(literal: string, value: T): void {
    const at = this.#emptiest(literal);
    const gram = this.#gramAt(literal, at);
    const filed = this.#filed.get(gram);
    const sought = { literal, value, at, ...this.#besideOf(literal, at) };
    if (filed) filed.push(sought);
    else this.#filed.set(gram, [sought]);
    this.#bits ??= new Uint32Array(2 ** (BITS - 5));
    const bit = bitOf(gram);
    this.#bits[bit >>> 5] = (this.#bits[bit >>> 5] ?? 0) | (1 << (bit & 31));
  }

  remove(literal: string, value: T): boolean {
    for (let at = 0; at + this.#length <= literal.length; at += 1) {
      const gram = this.#gramAt(literal, at);
      const filed = this.#filed.get(gram) ?? [];
      const place = filed.findIndex((one) => one.literal === literal && one.value === value);
      if (place < 0) continue;
      filed.splice(place, 1);
      if (filed.length === 0) this.#filed.delete(gram);
      return true;
    }
    return false;
  }

  costOf(literal: string): number {
    return this.#costAt(literal, this.#emptiest(literal));
  }

  find(text: string, found: (value: T) => boolean): boolean {
    const bits = this.#bits;
    const length = this.#length;
    if (!bits || this.#filed.size === 0 || text.length < length) return false;
    const mask = this.#mask;
    let run = 0;
    // Every message passes here: the gram of each place is made of the one before.
    for (let end = 0; end < text.length; end += 1) {
      run = (run << 8) ^ text.charCodeAt(end);
      const bit = bitOf(run & mask);
      if (((bits[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0 || end + 1 < length) continue;
      if (this.#findAt(text, end + 1 - length, run & mask, found)) return true;
    }
    return false;
  }

  #findAt(text: string, at: number, gram: number, found: (value: T) => boolean): boolean {
    const filed = this.#filed.get(gram);
    if (!filed) return false;
    for (const { literal, value, at: from, beside, code } of filed) {
      if (text.charCodeAt(at + beside) !== code) continue;
      if (text.startsWith(literal, at - from) && found(value)) return true;
    }
    return false;
  }

  /** The character behind the gram, or else the one before it. */
  #besideOf(literal: string, at: number): Pick<Sought<T>, "beside" | "code"> {
    const isEnd = at + this.#length >= literal.length;
    const beside = isEnd ? (at > 0 ? -1 : 0) : this.#length;
    return { beside, code: literal.charCodeAt(at + beside) };
  }

  /** Where in the literal the gram begins that the fewest are filed under; of those, the one that is seen least. */
  #emptiest(literal: string): number {
    let best = 0;
    let fewest = Number.POSITIVE_INFINITY;
    for (let at = 0; at + this.#length <= literal.length; at += 1) {
      const cost = this.#costAt(literal, at);
      if (cost < fewest) [best, fewest] = [at, cost];
    }
    return best;
  }

  #costAt(literal: string, at: number): number {
    const count = this.#filed.get(this.#gramAt(literal, at))?.length ?? 0;
    return count * MOST_COMMON + commonness(literal.slice(at, at + this.#length));
  }

  /** A few characters as a number; different ones may have the same, which costs no more than a look. */
  #gramAt(text: string, at: number): number {
    let run = 0;
    for (let index = at; index < at + this.#length; index += 1) run = (run << 8) ^ text.charCodeAt(index);
    return run & this.#mask;
  }
}

/** The place of a gram in the table of bits: all of its characters have a say. */
function bitOf(gram: number): number {
  return Math.imul(gram, 0x9e3779b1) >>> (32 - BITS);
}

// From the most to the least frequent, as people write in most languages of Latin letters.
const BY_FREQUENCY = " etaoinsrhldcumfpgwybvk";
const MOST_COMMON = 1000;

/** How common a gram is, below MOST_COMMON: by its characters, as far as they are known. */
function commonness(gram: string): number {
  let sum = 0;
  for (const char of gram) {
    const place = BY_FREQUENCY.indexOf(char);
    if (place >= 0) sum += (BY_FREQUENCY.length - place) ** 2 / 3;
  }
  return sum;
}
