import { isRefusal } from "../commands/args.ts";
import { type Soon, soon } from "../history/soon.ts";
import type { LineRequest } from "../log/log.ts";
import { type Reply, reply } from "../protocol/reply.ts";
import { byteLength } from "../protocol/text.ts";
import type { Vetted } from "../sessions/node.ts";
import type { Change, ChannelModesChanged } from "../world/changes.ts";
import {
  isByName,
  isVetted,
  refuseAll,
  statusSubject,
  subjectOf,
  textOf,
  type Verdict,
  Verdicts,
  type VettedChange,
  withSilence,
  withText,
} from "../world/verdicts.ts";
import type { World } from "../world/world.ts";
import { aboutChange, shownChange } from "./facts.ts";
import { ModeChecks } from "./mode-checks.ts";
import type { About } from "./plugin-api.ts";
import type { Rule } from "./rows.ts";
import { type Decision, rulingIn, rulingMs } from "./rulings.ts";
import type { RunningPlugin } from "./running-plugin.ts";

const longestText = 4096;

interface Asked {
  readonly plugin: RunningPlugin;
  readonly rule: Rule;
}

/** Asks the rules of plugins about what a line would change; what they say enters the log with it. */
export class Vetting {
  readonly #world: World;
  readonly #now: () => number;
  readonly #rules = new Map<Change["type"], Asked[]>();
  readonly #modes = new ModeChecks();

  constructor(world: World, now: () => number) {
    this.#world = world;
    this.#now = now;
  }

  /** Asks these from now on, in their order. */
  take(plugins: readonly RunningPlugin[]): void {
    this.#rules.clear();
    this.#modes.take(plugins);
    for (const plugin of plugins)
      for (const [type, rules] of plugin.rows.rules)
        this.#rules.set(type, [...(this.#rules.get(type) ?? []), ...rules.map((rule) => ({ plugin, rule }))]);
  }

  /** The line as it may enter the log. `propose` tells what it would change; without a promise where no rule gives one. */
  vet(request: LineRequest, propose: () => readonly Change[]): Soon<Vetted> {
    // Nearly every network has no rules.
    if (this.#rules.size === 0 && this.#modes.isEmpty) return request;
    const proposed = propose();
    return soon(this.judge(request.message.command, proposed), (found) => outcome(request, proposed, found));
  }

  /** What the rules say of what a command would change. */
  judge(command: string, proposed: readonly Change[]): Soon<readonly Verdict[]> {
    const asked = proposed
      .filter((change) => this.#rules.has(change.type) || this.#modes.concern(change))
      .filter(isVetted);
    return soon(this.#judgeAll(command, asked, 0, []), (found) => withSilence(proposed, found));
  }

  #judgeAll(
    command: string,
    changes: readonly VettedChange[],
    at: number,
    before: readonly Verdict[],
  ): Soon<readonly Verdict[]> {
    const change = changes[at];
    if (!change) return before;
    const about = aboutChange(this.#world, change, this.#now());
    return soon(this.#verdictsOn(command, change, about), (verdicts) =>
      this.#judgeAll(command, changes, at + 1, [...before, ...verdicts]),
    );
  }

  /** What is said of the parameters of modes, and then of the change with what is left of them. */
  #verdictsOn(command: string, change: VettedChange, about: About): Soon<readonly Verdict[]> {
    if (change.type !== "channel-modes-changed") return this.#verdictOn(command, change, about);
    return soon(this.#modes.verdictsOn(change, about), (onModes) => {
      const left = new Verdicts(onModes).on(change, () => {});
      if (left?.type !== "channel-modes-changed") return onModes;
      return soon(this.#verdictOn(command, left, about), (found) => [...onModes, ...found]);
    });
  }

  #verdictOn(command: string, change: VettedChange, about: About): Soon<readonly Verdict[]> {
    const judged = this.#judge(change, this.#rules.get(change.type) ?? [], about);
    return soon(judged, (outcome) => verdictOn(command, change, outcome));
  }

  /** The change as the rules leave it. */
  #judge(
    change: VettedChange,
    [first, ...others]: readonly Asked[],
    about: About,
  ): Soon<VettedChange | Refused> {
    if (!first) return change;
    const next = (decision: Decision) => {
      if (!decision) return this.#judge(change, others, about);
      if ("refuse" in decision) return new Refused(decision.refuse);
      return this.#judge(withText(change, decision.text), others, about);
    };
    const decision = ask(first, change, about);
    return soon(decision, next);
  }
}

/** A change that is not to be made, and why. */
class Refused {
  readonly why: string;

  constructor(why: string) {
    this.why = why;
  }
}

function ask({ plugin, rule }: Asked, change: VettedChange, about: About): Soon<Decision> {
  const shown = shownChange(change);
  const outcome = plugin.supervisor.ask(
    `before ${change.type}`,
    // It is called with changes of its type alone.
    (): unknown => rule(shown as never, about),
    (ruling) => decisionIn(ruling, change),
    rulingMs,
  );
  return soon(outcome, (decided) => decided?.value);
}

/** What a rule has returned, each part of it looked at once; throws a TypeError for nonsense. */
function decisionIn(ruling: unknown, change: VettedChange): Decision {
  const decision = rulingIn(ruling);
  if (!decision || "refuse" in decision) return decision;
  const { text } = decision;
  if (textOf(change) === undefined) throw new TypeError(`${change.type} has no text to alter`);
  const hasLines = linesOf(change) !== undefined;
  if (text === "" || byteLength(text) > longestText || (hasLines ? /[\0\r]/ : /[\0\r\n]/).test(text))
    throw new TypeError(`a text must not be empty, longer than ${longestText} bytes, or of several lines`);
  return decision;
}

function linesOf(change: VettedChange) {
  if (change.type === "message-sent") return change.lines;
  return change.type === "message-edited" ? change.message.lines : undefined;
}

function verdictOn(
  command: string,
  change: VettedChange,
  judged: VettedChange | Refused,
): readonly Verdict[] {
  const about = subjectOf(change);
  if (judged instanceof Refused) {
    const refusal = refusalOf(command, change, judged.why);
    return [{ about, isRefused: true, ...(refusal && { reply: refusal }) }];
  }
  const text = textOf(judged);
  if (text !== undefined && text !== textOf(change)) return [{ about, text }];
  if (change.type === "channel-modes-changed") return statusesIn(change);
  return isByName(change) ? [{ about }] : [];
}

/** That they may be given and taken: whoever bears one of the names by then is another. */
function statusesIn(change: ChannelModesChanged): readonly Verdict[] {
  const statuses = change.modes.filter(({ user }) => user !== undefined);
  return statuses.map((mode) => ({ about: statusSubject(change, mode) }));
}

function refusalOf(command: string, change: VettedChange, reason: string): Reply | undefined {
  if (change.type !== "message-sent") return reply("FAIL_REFUSED", { command, reason });
  // RFC 2812 3.3.2: a NOTICE is never answered; nor are tags alone.
  if (change.verb !== "PRIVMSG") return undefined;
  const { target } = change;
  return "channel" in target
    ? reply("ERR_CANNOTSENDTOCHAN", { channel: target.name, reason })
    : reply("ERR_CANNOTSENDTOUSER", { nick: target.name, reason });
}

/** The line with its verdicts, or what is answered where nothing is left of it. */
function outcome(request: LineRequest, proposed: readonly Change[], verdicts: readonly Verdict[]): Vetted {
  if (verdicts.length === 0) return request;
  if (!refuseAll(proposed, verdicts)) return { ...request, verdicts };
  return { refusals: verdicts.flatMap((verdict) => verdict.reply ?? []).filter(isRefusal) };
}
