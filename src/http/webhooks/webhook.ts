import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { WebhookConfig } from "../../config/schema.ts";
import type { Logger } from "../../logging/logger.ts";
import type { WebhookEvent } from "./events.ts";
import { type Posting, post } from "./post.ts";

/** How one webhook fares. */
export interface WebhookCounts {
  readonly delivered: number;
  /** Attempts that failed, the last ones of events that were dropped among them. */
  readonly failed: number;
  readonly dropped: number;
  readonly waiting: number;
}

/** What a webhook takes from outside. */
export interface WebhookRim {
  readonly server: string;
  readonly log: Logger;
  /** The time in ms since 1970. */
  now(): number;
  /** The pauses before the next attempts, in ms; when they are used up the event is dropped. */
  readonly pauses?: readonly number[];
}

const mostWaiting = 1_000;
const usualPauses = [1_000, 2_000, 5_000, 15_000, 60_000, 300_000];

/** One receiver of events: told in their order, one at a time; tried again, and given up; never waited for. */
export class Webhook implements WebhookCounts {
  readonly config: WebhookConfig;
  delivered = 0;
  failed = 0;
  dropped = 0;
  readonly #rim: WebhookRim;
  readonly #waiting: Omit<Posting, "timestamp">[] = [];
  readonly #givenUp = new AbortController();
  #isAtWork = false;

  constructor(config: WebhookConfig, rim: WebhookRim) {
    this.config = config;
    this.#rim = rim;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Tells of an event, if it is among those to be told. */
  tell({ event, facts }: WebhookEvent): void {
    if (this.#givenUp.signal.aborted || !this.config.events.includes(event)) return;
    if (this.#waiting.length >= mostWaiting) return this.#drop("too many events wait");
    const { server, now } = this.#rim;
    const id = `evt_${randomUUID()}`;
    const body = JSON.stringify({ id, event, at: new Date(now()).toISOString(), server, ...facts });
    this.#waiting.push({ id, body });
    if (!this.#isAtWork)
      this.#work().catch((error: unknown) => this.#rim.log.error({ err: error }, "a webhook broke"));
  }

  /** Gives up what waits. */
  close(): void {
    this.#givenUp.abort();
    this.dropped += this.#waiting.splice(0).length;
  }

  async #work(): Promise<void> {
    this.#isAtWork = true;
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      const isDelivered = await this.#deliver(next);
      if (this.#givenUp.signal.aborted) return;
      this.#waiting.shift();
      if (isDelivered) this.delivered += 1;
      else this.#drop("it could not be delivered");
    }
    this.#isAtWork = false;
  }

  async #deliver(event: Omit<Posting, "timestamp">): Promise<boolean> {
    const { signal } = this.#givenUp;
    for (const pause of [0, ...(this.#rim.pauses ?? usualPauses)]) {
      // One that is given up waits no longer.
      if (pause > 0) await setTimeout(pause, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) return false;
      try {
        await post(this.config, { ...event, timestamp: Math.floor(this.#rim.now() / 1000) }, signal);
        return true;
      } catch (error) {
        this.failed += 1;
        const problem = error instanceof Error ? error.message : String(error);
        this.#rim.log.debug({ webhook: this.config.name, problem }, "a webhook could not be told");
      }
    }
    return false;
  }

  #drop(reason: string): void {
    // One line for many: whoever is not there is not there for long.
    if (this.dropped % 100 === 0)
      this.#rim.log.warn({ webhook: this.config.name, reason }, "an event was dropped");
    this.dropped += 1;
  }
}
