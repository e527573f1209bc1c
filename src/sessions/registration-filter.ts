import type { Registration } from "../commands/client.ts";
import { type Filters, hardest, isMild } from "../moderation/filters.ts";
import type { Penalties } from "../moderation/penalties.ts";
import { reply } from "../protocol/reply.ts";
import { caughtWords, refuseFiltered } from "./filter-answers.ts";
import type { PacedNotices } from "./paced-notices.ts";
import type { Session } from "./session.ts";

/** What filters who registers. */
export interface RegistrationFilterParts {
  readonly filters: Filters;
  readonly penalties: Penalties;
  /** What operators are told, not too often. */
  readonly notices: PacedNotices;
  now(): number;
}

/** Judges what clients call themselves, and say of themselves, before they are on the network. */
export class RegistrationFilter {
  readonly #parts: RegistrationFilterParts;

  constructor(parts: RegistrationFilterParts) {
    this.#parts = parts;
  }

  /** May a client come in by the names it has given? It was told if not. */
  admits(session: Session, registration: Registration): boolean {
    const { filters, penalties, notices, now } = this.#parts;
    const { nick = "", realname, account } = registration;
    if (filters.isEmpty) return true;
    this.#judgeAway(session, registration);
    const occasions = [
      { what: "nick", texts: [nick] },
      { what: "realname", texts: [realname] },
    ] as const;
    const finding = hardest(filters.judge({ user: undefined, account }, occasions, now()));
    if (!finding || isMild(finding)) return true;
    const { penalty, occasion } = finding;
    notices.tell(caughtWords(`${nick} (${session.address})`, finding));
    if (penalty.action === "block" && occasion.what === "nick") {
      registration.nick = undefined;
      refuseFiltered(session, "NICK", finding, nick);
      return false;
    }
    // Nobody bears the nick yet, or it is another's: there is nobody to kill or kick.
    if (penalty.action === "ban" || penalty.action === "shun")
      penalties.carryOut(penalty, { nick, address: session.address, channel: undefined });
    session.reply(reply("ERR_YOUREBANNEDCREEP", { reason: penalty.reason }));
    session.end(`Filtered: ${penalty.reason}`);
    return false;
  }

  #judgeAway(session: Session, registration: Registration): void {
    const { filters, now } = this.#parts;
    const { account, away } = registration;
    if (away === undefined) return;
    const [finding] = filters.judge({ user: undefined, account }, [{ what: "away", texts: [away] }], now());
    if (!finding || isMild(finding)) return;
    registration.away = undefined;
    refuseFiltered(session, "AWAY", finding, "*");
  }
}
