// RFC 6455 5.5: pings and pongs are free to send, and each ping wants an answer.
const most = 20;
const windowMs = 10_000;

/** Counts the pings and pongs of one client. */
export class PingLimit {
  #count = 0;
  #since = 0;

  /** One more has come; true if that is too many. */
  isPassed(now: number): boolean {
    if (now - this.#since >= windowMs) {
      this.#since = now;
      this.#count = 0;
    }
    this.#count += 1;
    return this.#count > most;
  }
}
