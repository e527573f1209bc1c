import type { SessionNode } from "./node.ts";
import type { Session } from "./session.ts";
import type { Scheduled } from "./timer-wheel.ts";

// How long a client may take to read its farewell before the connection is cut.
const farewellMs = 2000;

/** The clocks that watch a client: until it has registered, whether it still lives, until it has left. */
export class Watch implements Scheduled {
  wheelSlot = -1;
  wheelPlace = -1;
  readonly #session: Session;
  readonly #node: SessionNode;
  /** When the client was last heard. */
  heardAt = 0;
  /** True while the client owes a PONG. */
  #pinged = false;

  constructor(session: Session, node: SessionNode) {
    this.#session = session;
    this.#node = node;
  }

  /** A client has connected. */
  begin(): void {
    this.heard();
    this.#node.wheel.schedule(this, this.heardAt + this.#node.limits.registrationMs);
  }

  /** The client was heard. */
  heard(): void {
    this.heardAt = this.#node.now();
    this.#pinged = false;
  }

  /** Other times may count for the client from now on. */
  again(): void {
    this.#node.wheel.schedule(this, this.#deadline);
  }

  /** The client is sent its farewell. */
  leaves(): void {
    this.#node.wheel.schedule(this, this.#node.now() + farewellMs);
  }

  /** There is nothing to watch any more. */
  stop(): void {
    this.#node.wheel.cancel(this);
  }

  due(now: number): number | undefined {
    const { lifetime, registration, since, connection } = this.#session;
    if (lifetime.isOver) connection.destroy();
    if (!lifetime.isOpen) return undefined;
    if (!registration) return this.#beat(now);
    // The time the server takes for its own work is not the client's.
    const deadline = since + this.#node.limits.registrationMs + this.#session.pending.worked(now);
    if (now < deadline) return deadline;
    this.#session.end("Registration timed out");
    return undefined;
  }

  #beat(now: number): number | undefined {
    // The server kept it from being heard: its silence proves nothing.
    if (this.#session.isHeldBack) this.heardAt = now;
    const deadline = this.#deadline;
    if (now < deadline) return deadline;
    if (this.#pinged) {
      this.#session.end(`Ping timeout: ${Math.round((now - this.heardAt) / 1000)} seconds`, true);
      return undefined;
    }
    this.#pinged = true;
    this.#session.say("PING", this.#session.node.name);
    return now + this.#session.limits.pongMs;
  }

  get #deadline(): number {
    const { pingMs, pongMs } = this.#session.limits;
    return this.heardAt + pingMs + (this.#pinged ? pongMs : 0);
  }
}
