/** The newest of what was put in, in order; the oldest goes when there is no room. */
export class Ring<T> {
  #items: T[] = [];
  /** Where the oldest stands, once the ring is full. */
  #oldest = 0;

  /** Puts an item in where at most `room` are kept. Returns how many more there are now. */
  push(item: T, room: number): number {
    const before = this.#items.length;
    const roomChanged = before > room || (before < room && this.#oldest > 0);
    if (roomChanged) this.#unroll(room);
    if (this.#items.length < room) this.#items.push(item);
    else {
      this.#items[this.#oldest] = item;
      this.#oldest = (this.#oldest + 1) % room;
    }
    return this.#items.length - before;
  }

  /** Lets go of the oldest beyond `room`. Returns how many more there are now: none, or a number below zero. */
  trim(room: number): number {
    const before = this.#items.length;
    if (before > room) this.#unroll(room);
    return this.#items.length - before;
  }

  /** Takes out the newest item that is meant. */
  remove(isMeant: (item: T) => boolean): T | undefined {
    const newestFirst = [...this.newestFirst()];
    const place = newestFirst.findIndex(isMeant);
    if (place < 0) return undefined;
    const [removed] = newestFirst.splice(place, 1);
    this.#items = newestFirst.reverse();
    this.#oldest = 0;
    return removed;
  }

  get size(): number {
    return this.#items.length;
  }

  /** The items, the newest first. */
  *newestFirst(): Generator<T, void> {
    const { length } = this.#items;
    for (let back = 1; back <= length; back += 1) {
      const item = this.#items[(this.#oldest + length - back) % length];
      if (item !== undefined) yield item;
    }
  }

  #unroll(room: number): void {
    this.#items = [...this.newestFirst()].slice(0, room).reverse();
    this.#oldest = 0;
  }
}
