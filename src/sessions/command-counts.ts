import type { Command } from "../commands/command.ts";

/** How often each command was used on this node. */
export class CommandCounts {
  readonly #uses = new Map<Command, { times: number }>();

  /** Counts one use. */
  add(command: Command): void {
    const uses = this.#uses.get(command);
    if (uses) uses.times += 1;
    else this.#uses.set(command, { times: 1 });
  }

  /** The counts by the command's name. */
  get counts(): ReadonlyMap<string, number> {
    return new Map([...this.#uses].map(([{ name }, { times }]) => [name, times]));
  }
}
