import type { NodeTotals } from "../commands/node-statistics.ts";
import { proxyRefusals } from "../net/transport.ts";
import { closingKinds, closingWords } from "../world/server-ban.ts";
import { admissionRefusals, listedIn } from "./admission.ts";
import type { Listed } from "./listing.ts";
import type { SessionEvents } from "./node.ts";

/**
 * What this node has counted since its start. The hot paths bump plain numbers here, one object for all of them;
 * STATS and the metrics read them.
 */
export class NodeCounts implements NodeTotals {
  linesIn = 0;
  bytesIn = 0;
  linesOut = 0;
  bytesOut = 0;
  deliveries = 0;
  throttled = 0;
  broken = 0;
  readonly turnedAway = new Tally();
  readonly refused = new Tally();
  readonly ended = new Tally();
  readonly dnsbl = new Tally();
  readonly listedIn = new Tally();

  /** Whom the lists of addresses were asked about, and what they said. */
  addListed({ listing, isUnsure }: Listed): void {
    this.dnsbl.add(listing ? "listed" : isUnsure ? "failed" : "clean");
    if (listing) this.listedIn.add(listing.zone);
  }

  /** Events of sessions that are counted, too. */
  with(events: SessionEvents): SessionEvents {
    return {
      ...events,
      turnedAway: (address, reason) => {
        this.turnedAway.add(refusalOf(reason));
        events.turnedAway(address, reason);
      },
      ended: (session, reason) => {
        this.ended.add(endingOf(reason));
        events.ended(session, reason);
      },
      refused: (session, numeric) => {
        this.refused.add(numeric);
        events.refused(session, numeric);
      },
      throttled: (session) => {
        this.throttled += 1;
        events.throttled(session);
      },
      broke: (error, doing) => {
        this.broken += 1;
        events.broke(error, doing);
      },
    };
  }
}

// Who counts gives one of our own words, never what somebody wrote; this bounds them all the same.
const mostNames = 200;

/** How often each of a few things happened. */
export class Tally implements Iterable<readonly [name: string, times: number]> {
  readonly #times = new Map<string, number>();

  add(name: string): void {
    const times = this.#times.get(name);
    const counted = times === undefined && this.#times.size >= mostNames ? "other" : name;
    this.#times.set(counted, (this.#times.get(counted) ?? 0) + 1);
  }

  of(name: string): number {
    return this.#times.get(name) ?? 0;
  }

  [Symbol.iterator](): Iterator<readonly [string, number]> {
    return this.#times.entries();
  }
}

/** Why a client was not let in, in one of a few words: what an operator has said of a ban is no label. */
export function refusalOf(reason: string): string {
  if (refusals.has(reason)) return reason;
  if (reason.startsWith(listedIn(""))) return "listed";
  return bans.some((beginning) => reason.startsWith(beginning)) ? "banned" : "other";
}

const refusals: ReadonlySet<string> = new Set([
  ...Object.values(admissionRefusals),
  ...Object.values(proxyRefusals),
]);
const bans = closingKinds.map((kind) => closingWords({ kind, reason: "" }));

/** Why a connection ended, in one of a few words: what people say on leaving is no label. */
export function endingOf(reason: string): string {
  const known = endings.get(reason);
  if (known !== undefined) return known;
  return beginnings.find(([beginning]) => reason.startsWith(beginning))?.[1] ?? "other";
}

const endings: ReadonlyMap<string, string> = new Map([
  ["SendQ exceeded", "sendq"],
  ["RecvQ exceeded", "recvq"],
  ["Excess Flood", "flood"],
  ["Registration timed out", "registration_timeout"],
  ["Remote host closed the connection", "closed"],
  ["Connection reset by peer", "reset"],
  ["Broken pipe", "reset"],
  ["Connection timed out", "reset"],
]);

const beginnings = [
  ["Quit: ", "quit"],
  ["Killed (", "killed"],
  ["Ping timeout", "ping_timeout"],
  ["Read error", "reset"],
  ["Server ", "shutdown"],
] as const;
