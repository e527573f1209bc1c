import { noConnection } from "../net/transport.ts";
import type { SessionNode } from "./node.ts";
import type { Session } from "./session.ts";

/** How a session ends: said to the client, at its place in the log, and let go of by all who hold it. */
export class Lifetime {
  readonly #session: Session;
  readonly #node: SessionNode;
  /** `leaving`: the log has been asked to let it go; `free`: it is nobody's. */
  #state: "free" | "open" | "leaving" | "over" = "free";
  #onWire = false;
  /** True while the world, or the log, may know the session. */
  #claimed = false;

  constructor(session: Session, node: SessionNode) {
    this.#session = session;
    this.#node = node;
  }

  /** A client has connected. */
  begin(): void {
    this.#state = "open";
    this.#onWire = true;
  }

  get isOpen(): boolean {
    return this.#state === "open";
  }

  /** True once the farewell is said. */
  get isOver(): boolean {
    return this.#state === "over";
  }

  /** The log is asked to take the session in. */
  claim(): void {
    this.#claimed = true;
  }

  /** The log has refused to take it in. */
  unclaim(): void {
    this.#claimed = false;
  }

  /**
   * Ends it from the server's side: at its place in the log, if the log may know it. `seenAt`: when the client was last
   * heard, if it may have missed what it was sent since.
   */
  end(reason: string, seenAt?: number): void {
    if (this.#state !== "open") return;
    this.#state = "leaving";
    if (!this.#claimed) return this.leaveUnknown(reason);
    const left = { type: "left", reason, ...(seenAt !== undefined && { seenAt }) } as const;
    // What a client has sent before it went is said; whom the server puts off says nothing any more.
    if (this.#onWire) this.#session.pending.append(left);
    else this.#session.pending.appendAfterLine(left);
  }

  /** The connection is over. */
  cut(reason: string): void {
    this.#onWire = false;
    this.#session.watch.stop();
    this.#session.outbox.shut();
    this.end(reason);
    this.releaseIfQuiet();
  }

  /** Leaves without ever having been on the network. */
  leaveUnknown(reason: string): void {
    if (this.#state === "leaving") this.leave(`Closing Link: ${this.#session.address} (${reason})`, reason);
  }

  /** Says the farewell and closes; the user is off the network, or never was on it. */
  leave(farewell: string, reason: string): void {
    this.#claimed = false;
    if (this.#state === "open" || this.#state === "leaving") {
      this.#sayFarewell(farewell);
      this.#state = "over";
      this.#session.ended();
      this.#node.events.ended(this.#session, reason);
      this.#node.forget(this.#session);
      if (this.#onWire) this.#hangUp();
    }
    this.releaseIfQuiet();
  }

  /** Until wire, world and work have let go of it, the session belongs to its client. */
  releaseIfQuiet(): void {
    if (this.#state !== "over" || this.#onWire || this.#claimed || this.#session.pending.isWorking) return;
    this.#state = "free";
    this.#session.connection.listener = undefined;
    this.#session.connection = noConnection;
    this.#session.forgetClient();
    this.#node.release(this.#session);
  }

  /** The last line; to who asked to leave it is the answer, to others it ends what they were being told. */
  #sayFarewell(farewell: string): void {
    const { response } = this.#session;
    response.closeBatch();
    if (!response.isListening) response.breakOff();
    this.#session.say("ERROR", farewell);
    response.end();
  }

  #hangUp(): void {
    this.#session.outbox.flushLast();
    this.#session.connection.end();
    this.#session.watch.leaves();
  }
}
