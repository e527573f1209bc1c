import type { SessionLimits } from "./node.ts";

/** What the clock asks for: a PING, the end, or only to be asked again at a time. */
export type Beat = "ping" | "dead" | number;

/** Whether a client still lives: when it was heard, and whether it owes a PONG. */
export class Pulse {
  #heardAt = 0;
  #pinged = false;

  /** The client was heard. */
  heard(now: number): void {
    this.#heardAt = now;
    this.#pinged = false;
  }

  /** The server kept the client from being heard: its silence proves nothing. */
  excuse(now: number): void {
    this.#heardAt = now;
  }

  /** How long the client has been silent, in whole seconds. */
  silence(now: number): number {
    return Math.round((now - this.#heardAt) / 1000);
  }

  /** What is to do now. */
  beat(now: number, { pingMs, pongMs }: SessionLimits): Beat {
    const due = this.#heardAt + pingMs + (this.#pinged ? pongMs : 0);
    if (now < due) return due;
    if (this.#pinged) return "dead";
    this.#pinged = true;
    return "ping";
  }
}
