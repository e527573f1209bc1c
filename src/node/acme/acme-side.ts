import type { AcmeConfig, Config } from "../../config/schema.ts";
import type { Logger } from "../../logging/logger.ts";
import { AcmeFiles } from "../../net/acme-files.ts";
import { reasonOf } from "../start-error.ts";
import { acmeOrder, type Challenges, type Order } from "./acme-order.ts";

/** What the certificates of a node take from it. */
export interface AcmeRim {
  readonly log: Logger;
  /** The configuration in force. */
  config(): Config;
  /** Has the listeners show what was issued. */
  renewed(): Promise<void>;
  tellOperators(text: string): void;
  /** Left out: RFC 8555. */
  readonly order?: Order;
  /** Calls back after some ms; returns what takes it back. Left out: a timer. */
  later?(then: () => void, ms: number): () => void;
  /** The time in ms since 1970. */
  now(): number;
}

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const LOOK_MS = DAY / 2;
// Authorities allow five failures an hour: https://letsencrypt.org/docs/rate-limits/
const FIRST_RETRY_MS = 15 * MINUTE;

/** Has this server certified by an authority, and again before a certificate ends. */
export class AcmeSide {
  readonly #rim: AcmeRim;
  readonly #order: Order;
  readonly #challenges: Challenges = new Map();
  #failures = 0;
  #cancel = () => {};
  #ordering: Promise<void> | undefined;
  #isEnded = false;

  constructor(rim: AcmeRim) {
    this.#rim = rim;
    this.#order = rim.order ?? acmeOrder();
  }

  /** What the authority is answered that asks for this token by HTTP. */
  challenge(token: string): string | undefined {
    return this.#challenges.get(token);
  }

  /** Orders a certificate if there is none that is good for long enough: at the start, after REHASH, twice a day. */
  look(): void {
    this.#cancel();
    const { acme, data } = this.#rim.config();
    if (this.#isEnded || acme === undefined || data === undefined) return;
    this.#in(LOOK_MS);
    const files = new AcmeFiles(data);
    if (!isDue(acme, files, this.#rim.now())) return;
    this.#ordering ??= this.#obtain(acme, files).finally(() => {
      this.#ordering = undefined;
      // REHASH has asked for something else meanwhile.
      if (this.#rim.config().acme !== acme) this.look();
    });
  }

  /** Orders no more; what is under way comes to nothing. */
  end(): void {
    this.#isEnded = true;
    this.#cancel();
  }

  async #obtain(acme: AcmeConfig, files: AcmeFiles): Promise<void> {
    const { log, tellOperators } = this.#rim;
    try {
      const pair = await this.#order(acme, files, this.#challenges);
      if (this.#isEnded) return;
      files.keep(pair);
      this.#failures = 0;
      await this.#rim.renewed();
      log.info({ names: acme.names }, "certificate issued");
    } catch (error) {
      if (this.#isEnded) return;
      const inMs = Math.min(FIRST_RETRY_MS * 2 ** this.#failures, DAY);
      this.#failures += 1;
      log.error({ err: error }, "no certificate was issued");
      tellOperators(`No certificate was issued for ${acme.names.join(", ")} (${reasonOf(error)})`);
      this.#in(inMs);
    }
  }

  #in(ms: number): void {
    this.#cancel();
    this.#cancel = (this.#rim.later ?? timer)(() => this.look(), ms);
  }
}

function isDue({ names, renewDays }: AcmeConfig, files: AcmeFiles, now: number): boolean {
  const issued = files.certificate();
  if (!issued) return true;
  const { expires, names: certified } = issued;
  return expires - now < renewDays * DAY || names.some((name) => !certified.includes(name.toLowerCase()));
}

function timer(then: () => void, ms: number): () => void {
  const handle = setTimeout(then, ms);
  return () => clearTimeout(handle);
}
