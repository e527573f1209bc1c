import type { ChannelKey } from "../protocol/names.ts";
import type { MessageStore } from "../store/port/messages.ts";
import { historyPolicy, keptSince } from "../world/access-history.ts";
import type { World } from "../world/world.ts";

// In one go: between two of them everything else that is to be written has its turn.
const rowsAtOnce = 500;
const targetsAtOnce = 100;

/** Keeps the store within what the network has chosen to keep, a few rows at a time. */
export class Upkeep {
  readonly #world: World;
  readonly #messages: MessageStore;
  #running: Promise<void> | undefined;
  #isEnded = false;

  constructor(world: World, messages: MessageStore) {
    this.#world = world;
    this.#messages = messages;
  }

  /** Goes through everything once, unless that is being done. */
  run(): Promise<void> {
    this.#running ??= this.#goThrough().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** Ends it, where it stands. */
  async end(): Promise<void> {
    this.#isEnded = true;
    await this.#running?.catch(() => undefined);
  }

  /** At the start: what channels the store has history of; that of channels that are no more is forgotten. */
  async channels(): Promise<readonly ChannelKey[]> {
    const found: ChannelKey[] = [];
    for await (const target of this.#targets()) {
      if (!target.startsWith("#")) continue;
      const channel = this.#world.channelByName(target);
      if (channel) found.push(channel.key);
      else await this.#messages.forget(target);
    }
    return found;
  }

  async #goThrough(): Promise<void> {
    for await (const target of this.#targets()) await this.#again(() => this.#expire(target));
    await this.#again(() => this.#messages.sweep(rowsAtOnce));
  }

  async #again(remove: () => Promise<number>): Promise<void> {
    while (!this.#isEnded && (await remove()) > 0);
  }

  #expire(target: string): Promise<number> {
    const { rows } = this.#world.settings.history;
    const channel = this.#world.channelByName(target);
    const keep = channel && historyPolicy(this.#world, channel) === "none" ? 0 : rows || undefined;
    const before = keptSince(this.#world, channel);
    return this.#messages.expire(target, { before, most: rowsAtOnce, ...(keep !== undefined && { keep }) });
  }

  async *#targets(): AsyncGenerator<string> {
    let last = "";
    while (!this.#isEnded) {
      const keys = await this.#messages.targetKeys(last, targetsAtOnce);
      yield* keys;
      const next = keys.at(-1);
      if (next === undefined) return;
      last = next;
    }
  }
}
