/** Something that is looked for by a piece of text it cannot occur without. */
interface Sought<T> {
  readonly literal: string;
  readonly value: T;
  /** Which four characters of the literal it is filed under, counted from its beginning. */
  readonly at: number;
}

// Long enough that hardly any text has one by chance, short enough that nearly every rule has one.
const GRAM = 4;
/** What a literal has at least: shorter ones are in too many texts to be told apart by them. */
export const SHORTEST_LITERAL = 3;
const BITS = 20;

/**
 * Finds which of many literals occur in a text, in a time that hardly depends on how many there are. Every literal is
 * filed under the four characters of it that the fewest others have; a table of bits tells at each place of the text
 * whether anything is filed there, and nearly always nothing is.
 */
export class LiteralIndex<T> {
  readonly #bits = new Uint32Array(2 ** (BITS - 5));
  readonly #byGram = new Map<string, Sought<T>[]>();
  /** Literals of three characters: there are few, and they are filed by all of themselves. */
  readonly #shortBits = new Uint32Array(2 ** (BITS - 5));
  readonly #short = new Map<string, Sought<T>[]>();

  /** Literals of at least `SHORTEST_LITERAL` characters, each with what it stands for. */
  constructor(entries: readonly (readonly [literal: string, value: T])[]) {
    const counts = countGrams(entries);
    for (const [literal, value] of entries) {
      const isShort = literal.length < GRAM;
      const at = isShort ? 0 : rarestGram(literal, counts);
      const length = isShort ? SHORTEST_LITERAL : GRAM;
      file(isShort ? this.#short : this.#byGram, literal.slice(at, at + length), { literal, value, at });
      mark(isShort ? this.#shortBits : this.#bits, hashAt(literal, at, length));
    }
  }

  /** Calls back with what stands for each literal that occurs in the text, until it gives true; each may come twice. */
  find(text: string, found: (value: T) => boolean): boolean {
    if (this.#byGram.size > 0 && search(text, GRAM, this.#bits, this.#byGram, found)) return true;
    return this.#short.size > 0 && search(text, SHORTEST_LITERAL, this.#shortBits, this.#short, found);
  }
}

function search<T>(
  text: string,
  length: number,
  bits: Uint32Array,
  filed: ReadonlyMap<string, readonly Sought<T>[]>,
  found: (value: T) => boolean,
): boolean {
  for (let at = 0; at + length <= text.length; at += 1) {
    const hash = hashAt(text, at, length);
    if (((bits[hash >>> 5] ?? 0) & (1 << (hash & 31))) === 0) continue;
    for (const sought of filed.get(text.slice(at, at + length)) ?? []) {
      if (text.startsWith(sought.literal, at - sought.at) && found(sought.value)) return true;
    }
  }
  return false;
}

function hashAt(text: string, at: number, length: number): number {
  let hash = 0;
  for (let index = at; index < at + length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash >>> (32 - BITS);
}

function mark(bits: Uint32Array, hash: number): void {
  bits[hash >>> 5] = (bits[hash >>> 5] ?? 0) | (1 << (hash & 31));
}

function file<T>(filed: Map<string, Sought<T>[]>, gram: string, sought: Sought<T>): void {
  const others = filed.get(gram);
  if (others) others.push(sought);
  else filed.set(gram, [sought]);
}

function countGrams(entries: readonly (readonly [string, unknown])[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [literal] of entries) {
    for (let at = 0; at + GRAM <= literal.length; at += 1) {
      const gram = literal.slice(at, at + GRAM);
      counts.set(gram, (counts.get(gram) ?? 0) + 1);
    }
  }
  return counts;
}

function rarestGram(literal: string, counts: ReadonlyMap<string, number>): number {
  let best = 0;
  let fewest = Number.POSITIVE_INFINITY;
  for (let at = 0; at + GRAM <= literal.length; at += 1) {
    const count = counts.get(literal.slice(at, at + GRAM)) ?? 0;
    if (count >= fewest) continue;
    fewest = count;
    best = at;
  }
  return best;
}
