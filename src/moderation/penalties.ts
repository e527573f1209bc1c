import type { ServerAct } from "../log/log.ts";
import { addressBytes } from "../protocol/address-block.ts";
import { endOf } from "../protocol/duration.ts";
import type { Identity } from "../world/identity.ts";
import type { BanKind, ServerBan } from "../world/server-ban.ts";
import type { BanBook } from "./ban-book.ts";
import type { FloodRefusal } from "./channel-floods.ts";
import type { Penalty } from "./filter-rule.ts";

/** Whom a penalty is for. */
export interface Offender {
  readonly nick: string;
  readonly address: string;
  /** The channel it happened in. */
  readonly channel: string | undefined;
}

/** What penalties take from the node. */
export interface PenaltyParts {
  /** Has the server act at its place in the log. */
  act(act: ServerAct, by: string): void;
  readonly bans: Pick<BanBook, "set">;
  now(): number;
  /** Whether limits let an address pass: others come from there, too, who are not to suffer. */
  isExempt(address: string): boolean;
  /** A ban could not be kept. */
  failed(error: unknown): void;
}

/** Does to somebody what a filter says, by what operators would do it with. */
export class Penalties {
  readonly #parts: PenaltyParts;

  constructor(parts: PenaltyParts) {
    this.#parts = parts;
  }

  /** Kicks, kills or bans; of what concerns the message alone there is nothing to do here. */
  carryOut({ action, ...penalty }: Penalty, { nick, address, channel }: Offender): void {
    const { reason } = penalty;
    const by = byFilter(penalty);
    switch (action) {
      case "kick":
        if (channel !== undefined) this.#parts.act({ does: "kick", channel, nick, reason }, by);
        return;
      case "kill":
        return this.#parts.act({ does: "kill", nick, reason }, by);
      case "shun":
        if (!this.#parts.isExempt(address)) this.#ban("shun", penalty, address);
        return;
      case "ban":
        if (this.#parts.isExempt(address)) return this.#parts.act({ does: "kill", nick, reason }, by);
        return this.#ban("kline", penalty, address);
    }
  }

  /** Puts somebody out of a channel that they flood, and keeps them out if it says so. */
  putOut(channel: string, { nick, host }: Pick<Identity, "nick" | "host">, flood: FloodRefusal): void {
    if (flood.action === "block") return;
    const by = "flood limit (+F)";
    if (flood.action === "ban") this.#parts.act({ does: "modes", channel, modes: ["+b", `*!*@${host}`] }, by);
    this.#parts.act({ does: "kick", channel, nick, reason: "Flooding" }, by);
  }

  #ban(kind: BanKind, penalty: Omit<Penalty, "action">, address: string): void {
    const { seconds, reason } = penalty;
    const at = this.#parts.now();
    const by = byFilter(penalty);
    const mask = `*@${placeOf(address)}`;
    const expiresAt = endOf(at, seconds);
    const ban: ServerBan = { kind, mask, soft: false, reason, privateReason: undefined, by, at, expiresAt };
    this.#parts.bans
      .set(ban)
      .then(() => this.#parts.act({ does: "ban", ban }, by))
      .catch((error: unknown) => this.#parts.failed(error));
  }
}

/** In whose name it is done. */
function byFilter({ name }: Pick<Penalty, "name">): string {
  return `filter ${name}`;
}

// Who has an address of IPv6 has all those of a block of 64 bits.
function placeOf(address: string): string {
  const bytes = addressBytes(address);
  if (!bytes || bytes.length === 4) return address;
  const group = (place: number) => (((bytes[place] ?? 0) << 8) | (bytes[place + 1] ?? 0)).toString(16);
  return `${[0, 2, 4, 6].map(group).join(":")}::/64`;
}
