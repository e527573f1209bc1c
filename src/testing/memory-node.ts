import type { IrcNode } from "../node/irc-node.ts";

/** A node without sockets, with a clock of its own: all that is said is handled in one turn. */
export abstract class MemoryNode {
  abstract readonly node: IrcNode;
  /** The time in ms; `advance` moves it. */
  now = 1_700_000_000_000;
  #flush: (() => void)[] = [];

  /** Moves the clock, turning the node's wheel on the way. */
  advance(ms: number): void {
    const until = this.now + ms;
    while (this.now < until) {
      this.now = Math.min(until, this.now + this.node.host.wheel.tickMs);
      this.node.host.tick();
    }
    this.endTurn();
  }

  /** Calls back at the end of the turn. */
  atEndOfTurn(then: () => void): void {
    this.#flush.push(then);
  }

  /** Ends the turn of the event loop, and those that follow from it: what is owed is written. */
  endTurn(): void {
    while (this.#flush.length > 0) this.endOneTurn();
  }

  /** Ends one turn of the event loop. */
  endOneTurn(): void {
    const flushes = this.#flush;
    this.#flush = [];
    for (const flush of flushes) flush();
  }
}
