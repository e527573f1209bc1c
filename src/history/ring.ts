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
    this.#unroll(this.#items.length);
    const place = this.#items.findLastIndex(isMeant);
    return place < 0 ? undefined : this.#items.splice(place, 1)[0];
  }

  /** Takes out all that are meant, and gives them. */
  removeAll(isMeant: (item: T) => boolean): readonly T[] {
    const removed = this.#items.filter(isMeant);
    if (removed.length === 0) return removed;
    this.#unroll(this.#items.length);
    this.#items = this.#items.filter((item) => !isMeant(item));
    return removed;
  }

  /** Puts another in the place of the newest one that is meant; false if there is none. */
  replace(isMeant: (item: T) => boolean, alter: (item: T) => T): boolean {
    const place = this.#items.findLastIndex(isMeant);
    const [found] = place < 0 ? [] : this.#items.slice(place, place + 1);
    if (found !== undefined) this.#items[place] = alter(found);
    return found !== undefined;
  }

  /** Puts another in the place of each. */
  alter(alter: (item: T) => T): void {
    this.#items = this.#items.map(alter);
  }

  /** All items, the oldest first. */
  get items(): readonly T[] {
    this.#unroll(this.#items.length);
    return this.#items;
  }

  get size(): number {
    return this.#items.length;
  }

  /** The items by their order: 0 is the oldest. */
  at(index: number): T | undefined {
    const { length } = this.#items;
    return index < length ? this.#items[(this.#oldest + index) % length] : undefined;
  }

  #unroll(room: number): void {
    const inOrder = [...this.#items.slice(this.#oldest), ...this.#items.slice(0, this.#oldest)];
    this.#items = room === 0 ? [] : inOrder.slice(-room);
    this.#oldest = 0;
  }
}
