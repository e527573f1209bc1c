import type { MessageStore } from "../store/port/messages.ts";
import { historyPolicy, keptSince } from "../world/access-history.ts";
import type { Channel } from "../world/channel.ts";
import type { World } from "../world/world.ts";
import type { Recorder } from "./recorder.ts";

// In one go: between two of them everything else that is to be written has its turn.
const rowsAtOnce = 500;
const targetsAtOnce = 100;

/** Keeps the store within what the network has chosen to keep, a few rows at a time. */
export class Upkeep {
  readonly #world: World;
  readonly #messages: MessageStore;
  readonly #recorder: Recorder;
  #running: Promise<void> | undefined;
  #isEnded = false;

  constructor(world: World, messages: MessageStore, recorder: Recorder) {
    this.#world = world;
    this.#messages = messages;
    this.#recorder = recorder;
  }

  /** Goes through everything once, unless that is being done. */
  run(): Promise<void> {
    this.#running ??= this.#goThrough()
      .catch((error: unknown) => {
        // The store may have been closed since.
        if (!this.#isEnded) throw error;
      })
      .finally(() => {
        this.#running = undefined;
      });
    return this.#running;
  }

  /** Ends it, where it stands: what cannot be written now would be waited for. */
  end(): void {
    this.#isEnded = true;
  }

  /**
   * At the start: of what channels the store has history. What it has of channels that are no more is forgotten when
   * the store is gone through, or before there is such a channel again.
   */
  async channels(): Promise<readonly Channel[]> {
    const found: Channel[] = [];
    for await (const target of this.#targets()) {
      if (!target.startsWith("#")) continue;
      const channel = this.#world.channelByName(target);
      if (channel) found.push(channel);
      else this.#recorder.leftBehind(target);
    }
    return found;
  }

  async #goThrough(): Promise<void> {
    while (!this.#isEnded && (await this.#recorder.forgetNext()));
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
