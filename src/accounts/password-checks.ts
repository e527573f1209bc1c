import { hashPassword, isPasswordHash, isSamePassword, verifyPassword } from "./password-hash.ts";

/** What became of a check; `busy`: too many wait already, or who asked is gone. */
export type PasswordVerdict = "right" | "wrong" | "busy";

/** How much password work there may be, and who does it. */
export interface PasswordCheckOptions {
  readonly atOnce?: number;
  readonly mostWaiting?: number;
  /** As `verifyPassword`; tests count. */
  readonly verify?: (password: string, hash: string) => Promise<boolean>;
  /** As `hashPassword`; tests have no time for it. */
  readonly hash?: (password: string) => Promise<string>;
}

interface Waiting {
  isAwaited(): boolean;
  /** Goes on, with a place or without. */
  goOn(hasPlace: boolean): void;
}

/** Runs password work a few at a time, so that a crowd logging in takes neither memory nor every core. */
export class PasswordChecks {
  readonly #atOnce: number;
  // At two times 50 ms a check, the last in line waits six seconds: clients wait no longer.
  readonly #mostWaiting: number;
  readonly #verify: (password: string, hash: string) => Promise<boolean>;
  readonly #hash: (password: string) => Promise<string>;
  #running = 0;
  #waiting: Waiting[] = [];
  /** Who waits was asked, since the last place was passed on, whether they still do: a crowd does not ask each time. */
  #isLookedAt = false;

  constructor(options: PasswordCheckOptions = {}) {
    const { atOnce = 2, mostWaiting = 256, verify = verifyPassword, hash = hashPassword } = options;
    this.#atOnce = atOnce;
    this.#mostWaiting = mostWaiting;
    this.#verify = verify;
    this.#hash = hash;
  }

  /** How many wait for their turn. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /**
   * Whether the password is the stored one, which may be a hash or plain text. A hash may have to wait for its
   * turn; `isAwaited` is asked meanwhile: who is gone costs nothing.
   */
  async verify(password: string, stored: string, isAwaited = () => true): Promise<PasswordVerdict> {
    if (!isPasswordHash(stored)) return isSamePassword(password, stored) ? "right" : "wrong";
    const isRight = await this.inTurn(() => this.#verify(password, stored), isAwaited);
    if (isRight === undefined) return "busy";
    return isRight ? "right" : "wrong";
  }

  /** As `verify`, where it makes no difference why it is not the one. */
  async matches(password: string, stored: string, isAwaited?: () => boolean): Promise<boolean> {
    return (await this.verify(password, stored, isAwaited)) === "right";
  }

  /** As `hashPassword`; nothing if too many wait already, or who asked is gone. */
  async hash(password: string, isAwaited?: () => boolean): Promise<string | undefined> {
    return await this.inTurn(() => this.#hash(password), isAwaited);
  }

  /** Other work on passwords, in the same queue; nothing if too many wait already, or who asked is gone. */
  async inTurn<T>(work: () => Promise<T>, isAwaited = () => true): Promise<T | undefined> {
    if (!isAwaited() || !(await this.#place(isAwaited))) return undefined;
    try {
      return await work();
    } finally {
      this.#passOn();
    }
  }

  #place(isAwaited: () => boolean): boolean | Promise<boolean> {
    if (this.#running < this.#atOnce) {
      this.#running++;
      return true;
    }
    if (this.#waiting.length >= this.#mostWaiting && !this.#isLookedAt) this.#letGoneGo();
    if (this.#waiting.length >= this.#mostWaiting) return false;
    return new Promise((goOn) => this.#waiting.push({ isAwaited, goOn }));
  }

  // The place goes to the next in line, so nobody who comes later can take it.
  #passOn(): void {
    this.#letGoneGo();
    this.#isLookedAt = false;
    const next = this.#waiting.shift();
    if (next) next.goOn(true);
    else this.#running--;
  }

  #letGoneGo(): void {
    this.#isLookedAt = true;
    this.#waiting = this.#waiting.filter((one) => {
      const isAwaited = one.isAwaited();
      if (!isAwaited) one.goOn(false);
      return isAwaited;
    });
  }
}
