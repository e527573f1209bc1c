/** Something that is looked at when its time has come. It stands in the wheel once at most. */
export interface Scheduled {
  /** Looks; returns when to look again (ms since 1970), or `undefined` for never. */
  due(now: number): number | undefined;
  /** Its slot, and its place there; -1 while it stands in none. The wheel writes them, nobody else. */
  wheelSlot: number;
  wheelPlace: number;
}

const slotCount = 512;

/** One timer for all deadlines: a ring of slots, each a tick wide. Deadlines are never met early. */
export class TimerWheel {
  /** The width of a slot in ms. */
  readonly tickMs: number;
  readonly #slots: Scheduled[][] = Array.from({ length: slotCount }, () => []);
  #turn = 0;
  #now: number;

  constructor(now: number, tickMs = 250) {
    this.#now = now;
    this.tickMs = tickMs;
  }

  /** Looks at it once the time is reached. A deadline beyond the ring is looked at early and put back. */
  schedule(item: Scheduled, at: number): void {
    this.cancel(item);
    const ticks = Math.max(1, Math.ceil((at - this.#now) / this.tickMs));
    const slot = (this.#turn + Math.min(ticks, slotCount - 1)) % slotCount;
    item.wheelSlot = slot;
    item.wheelPlace = (this.#slots[slot]?.push(item) ?? 0) - 1;
  }

  /** Looks at it no more. */
  cancel(item: Scheduled): void {
    const items = this.#slots[item.wheelSlot];
    const last = items?.pop();
    if (items && last && last !== item) {
      items[item.wheelPlace] = last;
      last.wheelPlace = item.wheelPlace;
    }
    item.wheelSlot = -1;
  }

  /** Turns the wheel to the present. */
  advance(now: number): void {
    // A clock that jumped turns the ring around once at most: every slot has been looked at then.
    const ticks = Math.min(slotCount, Math.floor((now - this.#now) / this.tickMs));
    if (ticks <= 0) {
      // A clock set back must not stop the deadlines.
      if (now < this.#now) this.#now = now;
      return;
    }
    for (let tick = 0; tick < ticks; tick += 1) {
      this.#turn = (this.#turn + 1) % slotCount;
      this.#now += this.tickMs;
      this.#lookAt(this.#turn, now);
    }
    if (now - this.#now >= this.tickMs) this.#now = now;
  }

  // One at a time from the end: looking at one may cancel another.
  #lookAt(slot: number, now: number): void {
    const items = this.#slots[slot];
    for (let item = items?.pop(); item; item = items?.pop()) {
      item.wheelSlot = -1;
      const again = item.due(now);
      if (again !== undefined) this.schedule(item, again);
    }
  }
}
