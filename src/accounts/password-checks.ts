import { hashPassword, isPasswordHash, isSamePassword, verifyPassword } from "./password-hash.ts";

/** Runs password work a few at a time, so that a crowd logging in takes neither memory nor every core. */
export class PasswordChecks {
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  readonly #atOnce: number;

  constructor(atOnce = 2) {
    this.#atOnce = atOnce;
  }

  /**
   * Whether the password is the stored one, which may be a hash or plain text. A hash has to wait for its
   * turn; `isAwaited` is asked then: who is gone costs nothing.
   */
  async matches(password: string, stored: string, isAwaited = () => true): Promise<boolean> {
    if (!isPasswordHash(stored)) return isSamePassword(password, stored);
    return await this.#inTurn(async () => isAwaited() && (await verifyPassword(password, stored)));
  }

  /** As `hashPassword`. */
  async hash(password: string): Promise<string> {
    return await this.#inTurn(() => hashPassword(password));
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running < this.#atOnce) this.#running++;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      // The place goes to the next in line, so nobody who comes later can take it.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }
}
