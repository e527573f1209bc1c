/** Wakes whoever waits for it to ring. */
export class Bell {
  readonly #waiting = new Set<() => void>();

  /** Resolves when it rings next. */
  async rung(): Promise<void> {
    await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  ring(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}
