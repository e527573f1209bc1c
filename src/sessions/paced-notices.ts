// A crowd must not flood the operators as well.
const pauseMs = 1000;

/** Tells operators of what may happen very often, at most once a second. */
export class PacedNotices {
  readonly #now: () => number;
  readonly #tell: (text: string) => void;
  #toldAt = Number.NEGATIVE_INFINITY;
  #untold = 0;

  constructor(now: () => number, tell: (text: string) => void) {
    this.#now = now;
    this.#tell = tell;
  }

  /** Tells of one; how many were passed over is told with the next. */
  tell(text: string): void {
    if (this.#now() - this.#toldAt < pauseMs) {
      this.#untold += 1;
      return;
    }
    const others = this.#untold === 0 ? "" : `, and ${this.#untold} before`;
    this.#toldAt = this.#now();
    this.#untold = 0;
    this.#tell(text + others);
  }
}
