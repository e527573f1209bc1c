import type { Announced } from "../world/changes.ts";
import type { Identity } from "../world/identity.ts";
import type { SnomaskLetter } from "../world/snomasks.ts";

// A crowd at the door must not flood the operators as well.
const pauseMs = 1000;
const category: SnomaskLetter = "r";

/** Tells the operators of this node who was not let in: no entry, so that strangers fill no log. */
export class RefusalNotices {
  readonly #server: Identity;
  readonly #now: () => number;
  readonly #tell: (notice: Announced) => void;
  #toldAt = Number.NEGATIVE_INFINITY;
  #untold = 0;

  constructor(server: Identity, now: () => number, tell: (notice: Announced) => void) {
    this.#server = server;
    this.#now = now;
    this.#tell = tell;
  }

  /** Tells of one, at most once a second; how many were passed over is told with the next. */
  refused(address: string, reason: string): void {
    if (this.#now() - this.#toldAt < pauseMs) {
      this.#untold += 1;
      return;
    }
    const others = this.#untold === 0 ? "" : `, and ${this.#untold} before`;
    const text = `${address} was turned away (${reason})${others}`;
    this.#toldAt = this.#now();
    this.#untold = 0;
    this.#tell({ type: "announced", kind: "snotice", by: this.#server, text, snomask: category });
  }
}
