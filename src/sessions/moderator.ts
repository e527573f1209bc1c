import type { Registration } from "../commands/client.ts";
import type { ChannelFloods } from "../moderation/channel-floods.ts";
import { filterActions } from "../moderation/filter-rule.ts";
import type { Filters, Finding } from "../moderation/filters.ts";
import { channelNamed, occasionsOf, type Spoken } from "../moderation/occasions.ts";
import type { Penalties } from "../moderation/penalties.ts";
import type { ReviewQueue } from "../moderation/review-queue.ts";
import { reply } from "../protocol/reply.ts";
import { channelSeenBy } from "../world/access.ts";
import type { Channel } from "../world/channel.ts";
import { limitsSpeech } from "../world/flood-limits.ts";
import type { User } from "../world/user.ts";
import { refuseFiltered, refuseToChannel, wordsLeftOut } from "./filter-answers.ts";
import type { PacedNotices } from "./paced-notices.ts";
import type { Session } from "./session.ts";

/** What a moderator works with. */
export interface ModeratorParts {
  readonly filters: Filters;
  readonly floods: ChannelFloods;
  readonly penalties: Penalties;
  readonly review: ReviewQueue;
  /** What operators are told, not too often. */
  readonly notices: PacedNotices;
  /** Tells operators. */
  tell(text: string): void;
  now(): number;
}

/** What becomes of a message: nothing, the client was told; or it goes on, with other words, or marked. */
export type Verdict = "refused" | { readonly params?: readonly string[]; readonly marks?: readonly string[] };

const passed: Verdict = {};
const speaking: ReadonlySet<string> = new Set(["PRIVMSG", "NOTICE", "RELAYMSG"]);

/** Judges what the clients of this node say and call themselves, before it is logged. */
export class Moderator {
  readonly #parts: ModeratorParts;

  constructor(parts: ModeratorParts) {
    this.#parts = parts;
  }

  /** Judges a message of somebody on the network; by the name its command has in the table. */
  judge(session: Session, spoken: Spoken): Verdict {
    const { user } = session;
    if (!user) return passed;
    const verdict = this.#filtered(session, user, spoken);
    if (verdict === "refused" || !speaking.has(spoken.message.command)) return verdict;
    const targets = this.#unflooded(session, user, spoken);
    if (targets === undefined) return verdict;
    return targets === "" ? "refused" : { ...verdict, params: [targets, ...spoken.message.params.slice(1)] };
  }

  #filtered(session: Session, user: User, spoken: Spoken): Verdict {
    const { filters, now } = this.#parts;
    if (filters.isEmpty) return passed;
    const occasions = occasionsOf(spoken);
    if (occasions.length === 0) return passed;
    const finding = filters.judge({ user, account: user.identity.account }, occasions, now());
    return finding ? this.#decide(session, user, spoken, finding) : passed;
  }

  /** The targets that are left where some are channels the user floods, who was told; `undefined`: all. */
  #unflooded(session: Session, user: User, { message, lines }: Spoken): string | undefined {
    const { floods, penalties, now } = this.#parts;
    const { command, params } = message;
    const [list = ""] = params;
    // What nearly every message is: for one channel that limits nothing.
    if (!list.includes(",") && !this.#isLimited(session, user, list)) return undefined;
    const text = params[command === "RELAYMSG" ? 2 : 1] ?? "";
    const targets = [...new Set(list.split(","))];
    const left = targets.filter((target) => {
      const channel = this.#channelAt(session, user, target);
      const flood = channel && floods.refusal(channel, user, text, lines?.length ?? 1, now());
      if (!channel || !flood) return true;
      refuseToChannel(session, command, channel.name, flood.reason);
      penalties.putOut(channel.name, user.identity, flood);
      return false;
    });
    return left.length === targets.length ? undefined : left.join(",");
  }

  #isLimited(session: Session, user: User, target: string): boolean {
    const channel = this.#channelAt(session, user, target);
    return channel !== undefined && limitsSpeech(channel);
  }

  #channelAt({ world }: Session, user: User, target: string): Channel | undefined {
    const name = channelNamed(target);
    return name === undefined ? undefined : channelSeenBy(world, name, user);
  }

  /** May a client come in by the names it has given? It was told if not. */
  admits(session: Session, registration: Registration): boolean {
    const { filters, now } = this.#parts;
    const { nick = "", realname, account } = registration;
    if (filters.isEmpty) return true;
    const author = { user: undefined, account };
    this.#judgeAway(session, registration);
    const occasions = [
      { what: "nick", texts: [nick] },
      { what: "realname", texts: [realname] },
    ] as const;
    const finding = filters.judge(author, occasions, now());
    if (!finding || isMild(finding)) return true;
    const { penalty, occasion } = finding;
    this.#announce(`${nick} (${session.address})`, finding);
    if (penalty.action === "block" && occasion.what === "nick") {
      registration.nick = undefined;
      refuseFiltered(session, "NICK", finding, nick);
      return false;
    }
    // Nobody bears the nick yet, or it is another's: there is nobody to kill or kick.
    if (penalty.action === "ban" || penalty.action === "shun")
      this.#parts.penalties.carryOut(penalty, { nick, address: session.address, channel: undefined });
    session.reply(reply("ERR_YOUREBANNEDCREEP", { reason: penalty.reason }));
    session.end(`Filtered: ${penalty.reason}`);
    return false;
  }

  #judgeAway(session: Session, registration: Registration): void {
    const { account, away } = registration;
    if (away === undefined) return;
    const occasion = { what: "away", texts: [away] } as const;
    const finding = this.#parts.filters.judge({ user: undefined, account }, [occasion], this.#parts.now());
    if (!finding || isMild(finding)) return;
    registration.away = undefined;
    refuseFiltered(session, "AWAY", finding, "*");
  }

  #decide(session: Session, user: User, spoken: Spoken, finding: Finding): Verdict {
    const { penalty, occasion, marks } = finding;
    if (penalty.action === "hold" && this.#hold(session, user, spoken, finding)) return "refused";
    if (penalty.action !== "pass") this.#announce(user.identity.prefix, finding);
    if (isMild(finding)) return marks.length === 0 ? passed : { marks };
    const { command, params } = spoken.message;
    const left = wordsLeftOut(session, command, params, finding);
    if (!left) refuseFiltered(session, command, finding, occasion.target ?? params[0] ?? "*");
    const channel = occasion.target?.startsWith("#") ? occasion.target : undefined;
    this.#parts.penalties.carryOut(penalty, { nick: user.nick, address: session.address, channel });
    return left ? { params: left } : "refused";
  }

  /** Puts a message where somebody looks at it; false if it cannot be there: then it is refused. */
  #hold(session: Session, user: User, { message, tags, lines }: Spoken, { penalty }: Finding): boolean {
    const { command, params } = message;
    if (command !== "PRIVMSG" && command !== "NOTICE") return false;
    const [targets = "", text = ""] = params;
    const held = this.#parts.review.hold({
      ...{ user: user.id, by: user.identity.prefix, verb: command, targets, text, lines, tags },
      rule: penalty.name,
      at: this.#parts.now(),
    });
    if (!held) return false;
    session.notice(`*** Your message to ${targets} waits for review (${penalty.reason})`);
    this.#parts.tell(`Message ${held.id} of ${held.by} to ${targets} waits for REVIEW (filter ${held.rule})`);
    return true;
  }

  #announce(who: string, { penalty, occasion }: Finding): void {
    const { name, action } = penalty;
    const { what, target } = occasion;
    const where = target === undefined ? what : `${what} to ${target}`;
    this.#parts.notices.tell(`${who} was caught by filter ${name} (${action}): ${where}`);
  }
}

/** True if what was found keeps nothing from being said. */
function isMild({ penalty: { action } }: Finding): boolean {
  return filterActions.indexOf(action) < filterActions.indexOf("hold");
}
