import type { Connection } from "../net/transport.ts";
import { type FramedLine, LineFramer } from "../protocol/framer.ts";
import { Budget } from "./budget.ts";
import type { SessionLimits } from "./node.ts";
import type { NodeCounts } from "./node-counts.ts";

/** Whose lines they are. */
export interface Listening {
  readonly connection: Connection;
  readonly now: number;
  readonly limits: SessionLimits;
  readonly counts: NodeCounts;
  readonly utf8Only: boolean;
  /** True while the next line may be handled: the effect of the last is known. */
  readonly listening: boolean;
  handle(line: FramedLine): void;
  /** The budget is spent. */
  spent(): void;
  /** A line without end has taken more than it may. */
  overflowed(): void;
}

/** What one client sends: cut into lines, handled one after the other, as fast as its budget allows. */
export class Input {
  /** What has come since the client connected. */
  lines = 0;
  bytes = 0;
  readonly #owner: Listening;
  readonly #framer: LineFramer;
  readonly #budget = new Budget();
  #pumping = false;
  #paused = false;
  /** A line that was read too early. */
  #putBack: FramedLine | undefined = undefined;

  constructor(owner: Listening) {
    this.#owner = owner;
    this.#framer = new LineFramer(owner);
  }

  /** Begins anew, for a new client. */
  begin(): void {
    this.#budget.reset(this.#owner.limits.commands, this.#owner.now);
  }

  /** Forgets what the client sent. */
  reset(): void {
    this.lines = 0;
    this.bytes = 0;
    this.#putBack = undefined;
    this.#framer.reset();
    this.#paused = false;
  }

  /** True while the server does not read: it is the kernel's turn to hold the client back. */
  get paused(): boolean {
    return this.#paused;
  }

  /** True if nothing waits to be handled. */
  get isEmpty(): boolean {
    return this.#framer.buffered === 0;
  }

  /** Handles a line again once the client is listened to again. */
  putBack(line: FramedLine): void {
    this.lines -= 1;
    this.#owner.counts.linesIn -= 1;
    this.#putBack = line;
  }

  /** Takes bytes. */
  push(chunk: Uint8Array): void {
    this.bytes += chunk.length;
    this.#owner.counts.bytesIn += chunk.length;
    this.#framer.push(chunk);
    this.pump();
    if (this.#framer.dropped > this.#owner.limits.recvq) this.#owner.overflowed();
  }

  /** Takes the cost of a command out of the budget. */
  spend(cost: number): void {
    this.#budget.spend(cost);
  }

  /** Handles what waits, as far as it may. */
  pump(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    let isDry = false;
    try {
      while (this.#mayHandle()) {
        const line = this.#next();
        isDry = line === undefined;
        if (line === undefined) break;
        this.lines += 1;
        this.#owner.counts.linesIn += 1;
        this.#owner.handle(line);
      }
    } finally {
      this.#pumping = false;
    }
    this.#pauseOrResume(isDry);
  }

  #mayHandle(): boolean {
    if (!this.#owner.listening) return false;
    const { commands } = this.#owner.limits;
    if (!commands || this.#framer.buffered === 0) return true;
    if (this.#budget.maySpend(commands, this.#owner.now)) return true;
    this.#owner.spent();
    return false;
  }

  #next(): FramedLine | undefined {
    const line = this.#putBack;
    if (line === undefined) {
      this.#framer.utf8Only = this.#owner.utf8Only;
      return this.#framer.next();
    }
    this.#putBack = undefined;
    return line;
  }

  #pauseOrResume(isDry: boolean): void {
    // Without a whole line there is but the beginning of one, which may have tags longer than the queue.
    const full = !isDry && this.#framer.buffered > this.#owner.limits.recvq;
    if (full === this.#paused) return;
    this.#paused = full;
    if (full) this.#owner.connection.pause();
    else this.#owner.connection.resume();
  }
}
