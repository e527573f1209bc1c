import { Classified } from "../commands/classified.ts";
import type { Command } from "../commands/command.ts";
import { type CommandUse, latencyBounds } from "../commands/node-statistics.ts";

/** How often one command was used, and how long that took: plain numbers, bumped with each line. */
export class CommandClock extends Classified implements CommandUse {
  times = 0;
  timed = 0;

  constructor() {
    super(latencyBounds);
  }

  /** One use is over. */
  took(milliseconds: number): void {
    this.timed += 1;
    this.add(milliseconds / 1000);
  }
}

/** How often each command was used on this node. */
export class CommandCounts {
  // By name: a row of a plugin that is loaded anew is another, and the old one is to be forgotten.
  readonly #uses = new Map<string, CommandClock>();

  /** Counts one use, and gives what its time is to be told to. */
  add({ name }: Pick<Command, "name">): CommandClock {
    let use = this.#uses.get(name);
    if (!use) {
      use = new CommandClock();
      this.#uses.set(name, use);
    }
    use.times += 1;
    return use;
  }

  /** The counts by the command's name. */
  get counts(): ReadonlyMap<string, CommandUse> {
    return new Map(this.#uses);
  }
}
