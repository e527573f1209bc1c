import type { Announced } from "../world/changes.ts";
import type { Identity } from "../world/identity.ts";
import type { SnomaskLetter } from "../world/snomasks.ts";
import type { SessionEvents } from "./node.ts";

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

  /** Events of sessions that operators are told of, too. */
  with(events: SessionEvents): SessionEvents {
    return {
      ...events,
      turnedAway: (address, reason) => {
        events.turnedAway(address, reason);
        this.refused(address, reason);
      },
      listed: (session, listing) => {
        events.listed(session, listing);
        this.#tellAtTimes(`${session.address} is listed in ${listing.zone} and comes in (${listing.reason})`);
      },
      refused: (session, numeric) => {
        events.refused(session, numeric);
        if (session.registration && numeric === "ERR_PASSWDMISMATCH")
          this.refused(session.address, "Bad Password");
      },
    };
  }

  /** Tells of one, at most once a second; how many were passed over is told with the next. */
  refused(address: string, reason: string): void {
    this.#tellAtTimes(`${address} was turned away (${reason})`);
  }

  #tellAtTimes(words: string): void {
    if (this.#now() - this.#toldAt < pauseMs) {
      this.#untold += 1;
      return;
    }
    const others = this.#untold === 0 ? "" : `, and ${this.#untold} before`;
    const text = `${words}${others}`;
    this.#toldAt = this.#now();
    this.#untold = 0;
    this.#tell({ type: "announced", kind: "snotice", by: this.#server, text, snomask: category });
  }
}
