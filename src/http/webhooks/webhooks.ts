import type { WebhookConfig } from "../../config/schema.ts";
import type { Change } from "../../world/changes.ts";
import { eventOf } from "./events.ts";
import { Webhook, type WebhookRim } from "./webhook.ts";

/** Every webhook of a node. */
export class Webhooks {
  readonly #rim: WebhookRim;
  #all: readonly Webhook[] = [];

  constructor(rim: WebhookRim) {
    this.#rim = rim;
  }

  /** Those that are told now, and how they fare. */
  get all(): readonly Webhook[] {
    return this.#all;
  }

  /** Tells these from now on: one that is as it was goes on, another gives up what waits. */
  configure(configs: readonly WebhookConfig[]): void {
    const before = this.#all;
    this.#all = configs.map(
      (config) => before.find((one) => isSame(one.config, config)) ?? new Webhook(config, this.#rim),
    );
    for (const one of before) if (!this.#all.includes(one)) one.close();
  }

  /** Tells of a change that has been applied. */
  happened(change: Change): void {
    if (this.#all.length === 0) return;
    const event = eventOf(change);
    if (event) for (const webhook of this.#all) webhook.tell(event);
  }

  /** Gives up what waits. */
  close(): void {
    this.configure([]);
  }
}

function isSame(one: WebhookConfig, other: WebhookConfig): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
