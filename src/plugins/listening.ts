import type { Change } from "../world/changes.ts";
import type { World } from "../world/world.ts";
import { aboutChange, shownChange } from "./facts.ts";
import type { About } from "./plugin-api.ts";
import type { RunningPlugin } from "./running-plugin.ts";
import { isThenable, settled } from "./thenable.ts";

/** What changes are told with. */
export interface ListeningRim {
  readonly world: World;
  now(): number;
  /** Calls back at the end of the turn of the event loop. */
  endOfTurn(then: () => void): void;
}

interface Happened {
  readonly change: Change;
  readonly about: About;
  /** The plugin that caused it, which is not told of it. */
  readonly source: string | undefined;
}

// For how long what a listener begins may take.
const listenMs = 10_000;

/** Tells plugins what has happened: at the end of the turn, when all who are on the network have been told. */
export class Listening {
  readonly #rim: ListeningRim;
  #plugins: readonly RunningPlugin[] = [];
  readonly #types = new Set<Change["type"]>();
  #waiting: Happened[] = [];

  constructor(rim: ListeningRim) {
    this.#rim = rim;
  }

  /** Tells these from now on, in their order. */
  take(plugins: readonly RunningPlugin[]): void {
    this.#plugins = plugins;
    this.#types.clear();
    for (const { rows } of plugins) for (const type of rows.listeners.keys()) this.#types.add(type);
  }

  /** True if anybody is to be told of such a change: of nearly every one nobody is. */
  isAwaited({ type }: Change): boolean {
    return this.#types.has(type);
  }

  /** A change has been made; `source` is the plugin it comes from. */
  happened(change: Change, source: string | undefined): void {
    const { world, now, endOfTurn } = this.#rim;
    this.#waiting.push({ change: shownChange(change), about: aboutChange(world, change, now()), source });
    if (this.#waiting.length === 1) endOfTurn(() => this.#tell());
  }

  #tell(): void {
    const happened = this.#waiting;
    this.#waiting = [];
    for (const { change, about, source } of happened)
      for (const plugin of this.#plugins) if (plugin.name !== source) tellOf(plugin, change, about);
  }
}

function tellOf({ rows, supervisor }: RunningPlugin, change: Change, about: About): void {
  const doing = `after ${change.type}`;
  for (const listener of rows.listeners.get(change.type) ?? []) {
    const told = supervisor.run(doing, () => {
      // It is called with changes of its types alone.
      const returned = listener(change as never, about);
      return isThenable(returned) ? settled(returned) : undefined;
    });
    if (told?.value)
      supervisor.await(doing, told.value, listenMs).catch((error: unknown) => supervisor.fail(doing, error));
  }
}
