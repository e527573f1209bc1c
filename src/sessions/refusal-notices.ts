import type { SessionEvents } from "./node.ts";
import { PacedNotices } from "./paced-notices.ts";

/** Tells the operators of this node who was not let in: no entry, so that strangers fill no log. */
export class RefusalNotices {
  readonly #notices: PacedNotices;

  constructor(now: () => number, tell: (text: string) => void) {
    this.#notices = new PacedNotices(now, tell);
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
        this.#notices.tell(
          `${session.address} is listed in ${listing.zone} and comes in (${listing.reason})`,
        );
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
    this.#notices.tell(`${address} was turned away (${reason})`);
  }
}
