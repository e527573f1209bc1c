/** One who has to show now and then that it lives. */
export interface Beating {
  /** Asks it; cuts it off if it has not answered since the last time, so many ms ago. */
  beat(everyMs: number): void;
}

/** Asks all of its members at regular times whether they live; no timer runs while there are none. */
export class Heartbeat {
  readonly #everyMs: number;
  readonly #members = new Set<Beating>();
  #timer: NodeJS.Timeout | undefined = undefined;

  constructor(everyMs: number) {
    this.#everyMs = everyMs;
  }

  add(member: Beating): void {
    this.#members.add(member);
    this.#timer ??= setInterval(() => this.#beat(), this.#everyMs).unref();
  }

  delete(member: Beating): void {
    this.#members.delete(member);
    if (this.#members.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #beat(): void {
    for (const member of this.#members) member.beat(this.#everyMs);
  }
}
