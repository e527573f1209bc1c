import type { Registration } from "../commands/client.ts";
import { type Finding, hardest, isMild } from "../moderation/filters.ts";
import { occasionsOf, type Spoken } from "../moderation/occasions.ts";
import type { ReviewQueue } from "../moderation/review-queue.ts";
import { reply } from "../protocol/reply.ts";
import { accountOf } from "../world/account.ts";
import type { User } from "../world/user.ts";
import { caughtWords, refuseFiltered, wordsLeftOut } from "./filter-answers.ts";
import { RegistrationFilter, type RegistrationFilterParts } from "./registration-filter.ts";
import type { Session } from "./session.ts";
import { SpeechLimits, type SpeechLimitsParts } from "./speech-limits.ts";
import { targetsOf, toMany, withinReach, withTargets } from "./spoken-targets.ts";

/** What a moderator works with. */
export interface ModeratorParts extends SpeechLimitsParts, RegistrationFilterParts {
  readonly review: ReviewQueue;
  /** Tells operators. */
  tell(text: string): void;
}

/** What becomes of a message: nothing, the client was told; or it goes on, with other words, or marked. */
export type Verdict = "refused" | { readonly params?: readonly string[]; readonly marks?: readonly string[] };

const passed: Verdict = {};
const nothing: readonly Finding[] = [];

/** Judges what the clients of this node say and call themselves, before it is logged. */
export class Moderator {
  readonly #parts: ModeratorParts;
  readonly #limits: SpeechLimits;
  readonly #registrations: RegistrationFilter;

  constructor(parts: ModeratorParts) {
    this.#parts = parts;
    this.#limits = new SpeechLimits(parts);
    this.#registrations = new RegistrationFilter(parts);
  }

  /** Judges a message of somebody on the network, for each of its targets; by the name its command has in the table. */
  judge(session: Session, heard: Spoken): Verdict {
    const { user } = session;
    if (!user) return passed;
    const { spoken, beyond } = withinReach(session.world, user, heard);
    const verdict = this.#verdictOn(session, user, spoken);
    if (verdict === "refused" || verdict.params === undefined || beyond === undefined) return verdict;
    // The command would take those that are left for few enough. RFC 2812 3.3.2: nothing answers a NOTICE.
    if (heard.message.command !== "NOTICE") session.reply(reply("ERR_TOOMANYTARGETS", { target: beyond }));
    return verdict;
  }

  #verdictOn(session: Session, user: User, spoken: Spoken): Verdict {
    const findings = this.#findings(user, spoken);
    const verdict = findings.length === 0 ? passed : this.#decide(session, user, spoken, findings);
    if (verdict === "refused") return verdict;
    const targets = targetsOf(spoken.message.command, verdict.params ?? spoken.message.params);
    const left = this.#limits.unflooded(session, user, spoken, targets);
    return left.length === targets.length ? verdict : saidTo(spoken, left, verdict.marks);
  }

  #findings(user: User, spoken: Spoken): readonly Finding[] {
    const { filters, now } = this.#parts;
    if (filters.isEmpty) return nothing;
    const occasions = occasionsOf(spoken);
    if (occasions.length === 0) return nothing;
    return filters.judge({ user, account: user.identity.account }, occasions, now());
  }

  /** May a client come in by the names it has given? It was told if not. */
  admits(session: Session, registration: Registration): boolean {
    return this.#registrations.admits(session, registration);
  }

  /** What is left of a message of which something was found: each target is judged for itself. */
  #decide(session: Session, user: User, spoken: Spoken, findings: readonly Finding[]): Verdict {
    const { penalties, notices } = this.#parts;
    const { nick } = user;
    const { command, params } = spoken.message;
    // Who is put off says nothing any more, to nobody.
    const isOff = findings.some(isOnAuthor);
    const waiting = isOff ? nothing : this.#hold(session, user, spoken, findings.filter(isHeld));
    const others = findings.filter((finding) => !waiting.includes(finding));
    const worst = hardest(others);
    if (worst && worst.penalty.action !== "pass") notices.tell(caughtWords(user.identity.prefix, worst));
    const refused = others.filter((finding) => !isMild(finding));
    const words = worst && refused.length > 0 ? wordsLeftOut(session, command, params, worst) : undefined;
    // Where one rule leaves nothing of it, that is told once.
    const isWhole = isOff || isOfAll(refused, targetsOf(command, params));
    if (!words)
      for (const finding of isWhole && worst ? [worst] : refused)
        refuseFiltered(session, command, finding, aboutOf(finding, params));
    for (const { penalty, occasion } of isOff && worst ? [worst] : refused)
      penalties.carryOut(penalty, { nick, address: session.address, channel: occasion.channel });
    if (words) return { params: words };
    const marks = [...new Set(others.filter(isMild).flatMap((finding) => finding.marks))];
    const caught = new Set([...waiting, ...refused].map(({ occasion }) => occasion.target));
    if (caught.size === 0) return marks.length === 0 ? passed : { marks };
    if (isOff || !toMany.has(command)) return "refused";
    return saidTo(
      spoken,
      targetsOf(command, params).filter((target) => !caught.has(target)),
      marks,
    );
  }

  /** Puts what is held where somebody looks at it; gives that of which the author was told: all else is refused. */
  #hold(session: Session, user: User, spoken: Spoken, held: readonly Finding[]): readonly Finding[] {
    const { command, params } = spoken.message;
    const finding = hardest(held);
    if (!finding || (command !== "PRIVMSG" && command !== "NOTICE")) return nothing;
    // What waits was judged by all who judge here: nobody else is asked when it is let go.
    const left = this.#limits.unflooded(session, user, spoken, held.map(targetOf));
    if (left.length === 0) return held;
    const { tags, lines } = spoken;
    const [, text = ""] = params;
    const targets = left.join(",");
    const waits = this.#parts.review.hold({
      user: user.id,
      account: accountOf(session.world, user),
      by: user.identity.prefix,
      verb: command,
      targets,
      text,
      lines,
      tags,
      rule: finding.penalty.name,
      at: this.#parts.now(),
    });
    if (!waits) return held.filter((one) => !left.includes(targetOf(one)));
    session.notice(`*** Your message to ${targets} waits for review (${finding.penalty.reason})`);
    this.#parts.tell(
      `Message ${waits.id} of ${waits.by} to ${targets} waits for REVIEW (filter ${waits.rule})`,
    );
    return held;
  }
}

/** What goes on to these of its targets. */
function saidTo(spoken: Spoken, left: readonly string[], marks: readonly string[] = []): Verdict {
  if (left.length === 0) return "refused";
  return { params: withTargets(spoken, left).message.params, ...(marks.length > 0 && { marks }) };
}

function targetOf({ occasion }: Finding): string {
  return occasion.target ?? "";
}

/** What a refusal is about: a channel, a nick, or the name that was to be taken. */
function aboutOf({ occasion: { channel, target } }: Finding, [first = "*"]: readonly string[]): string {
  return channel ?? target ?? first;
}

/** True if one rule has found something in all of a message. */
function isOfAll(findings: readonly Finding[], targets: readonly string[]): boolean {
  return (
    findings.length === targets.length && new Set(findings.map(({ penalty }) => penalty.name)).size === 1
  );
}

function isHeld({ penalty }: Finding): boolean {
  return penalty.action === "hold";
}

/** True if what comes of it is done to the author, wherever it was said. */
function isOnAuthor({ penalty: { action } }: Finding): boolean {
  return action === "shun" || action === "kill" || action === "ban";
}
