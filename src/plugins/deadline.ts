import type { Scheduled } from "../sessions/timer-wheel.ts";

/** Something that is done once, unless it is over before; within a minute, as the wheel looks early at what lies beyond its ring. */
export class Deadline implements Scheduled {
  wheelSlot = -1;
  wheelPlace = -1;
  isOver = false;
  readonly #met: () => void;

  constructor(met: () => void) {
    this.#met = met;
  }

  due(): undefined {
    if (this.isOver) return;
    this.isOver = true;
    this.#met();
  }
}
