/** How many of many values were how great. */
export interface Distribution {
  /** How many were no greater than each of the bounds, and greater than the one before; the last is for all others. */
  readonly classes: readonly number[];
  /** All of them together. */
  readonly sum: number;
}

/** Values sorted into classes by their size: plain numbers, bumped with each. */
export class Classified implements Distribution {
  readonly bounds: readonly number[];
  readonly classes: number[];
  sum = 0;

  constructor(bounds: readonly number[]) {
    this.bounds = bounds;
    this.classes = new Array<number>(bounds.length + 1).fill(0);
  }

  add(value: number): void {
    this.sum += value;
    let place = 0;
    while (place < this.bounds.length && value > (this.bounds[place] ?? 0)) place += 1;
    this.classes[place] = (this.classes[place] ?? 0) + 1;
  }
}
