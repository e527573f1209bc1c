import { type Soon, soon } from "../history/soon.ts";
import { reply } from "../protocol/reply.ts";
import type { AppliedMode, Change, ChannelModesChanged } from "../world/changes.ts";
import { isWord } from "../world/mode-params.ts";
import { modeSubject, type Verdict } from "../world/verdicts.ts";
import type { About, PluginMode } from "./plugin-api.ts";
import { type Decision, rulingIn, rulingMs } from "./rulings.ts";
import type { RunningPlugin } from "./running-plugin.ts";

interface Checked {
  readonly plugin: RunningPlugin;
  readonly check: NonNullable<PluginMode["check"]>;
}

type Verdicts = readonly Verdict[];

/** Asks plugins about the parameters of their modes that a line would set. */
export class ModeChecks {
  readonly #checks = new Map<string, Checked>();

  /** Asks these from now on. */
  take(plugins: readonly RunningPlugin[]): void {
    this.#checks.clear();
    for (const plugin of plugins)
      for (const { letter, check } of plugin.rows.modes)
        if (check) this.#checks.set(letter, { plugin, check });
  }

  get isEmpty(): boolean {
    return this.#checks.size === 0;
  }

  /** True if a change sets such a mode. */
  concern(change: Change): boolean {
    return change.type === "channel-modes-changed" && change.modes.some((mode) => this.#checkOf(mode));
  }

  /** What is said of each such mode of a change; nothing of those that are set as they are. */
  verdictsOn(change: ChannelModesChanged, about: About): Soon<Verdicts> {
    return this.#verdictsOn(change, change.modes, about, []);
  }

  #verdictsOn(
    change: ChannelModesChanged,
    [mode, ...others]: readonly AppliedMode[],
    about: About,
    before: Verdicts,
  ): Soon<Verdicts> {
    if (!mode) return before;
    return soon(this.#verdictOn(change, mode, about), (verdicts) =>
      this.#verdictsOn(change, others, about, [...before, ...verdicts]),
    );
  }

  #verdictOn(change: ChannelModesChanged, mode: AppliedMode, about: About): Soon<Verdicts> {
    const { letter, param } = mode;
    const checked = this.#checkOf(mode);
    if (!checked || param === undefined) return [];
    const { plugin, check } = checked;
    const outcome = plugin.supervisor.ask(
      `the check of +${letter}`,
      (): unknown => check(param, about),
      decisionIn,
      rulingMs,
    );
    return soon(outcome, (decided) => verdictOf(change, mode, about, decided ? decided.value : notChecked));
  }

  #checkOf({ sign, letter }: AppliedMode): Checked | undefined {
    return sign === "+" ? this.#checks.get(letter) : undefined;
  }
}

// What nobody has looked at must not reach the rules that count on it.
const notChecked: Decision = { refuse: "The parameter could not be checked" };

function decisionIn(ruling: unknown): Decision {
  const decision = rulingIn(ruling);
  if (decision && "text" in decision && !isWord(decision.text))
    throw new TypeError("the parameter of a mode must be one word");
  return decision;
}

function verdictOf(
  change: ChannelModesChanged,
  mode: AppliedMode,
  { channel }: About,
  decision: Decision,
): Verdicts {
  if (!decision) return [];
  const about = modeSubject(change, mode);
  const { letter, param = "" } = mode;
  // What comes to the parameter that it has is no change.
  if ("text" in decision)
    return [
      channel?.params[letter] === decision.text ? { about, isRefused: true } : { about, text: decision.text },
    ];
  const refusal = { target: change.name, mode: letter, param, reason: decision.refuse };
  return [{ about, isRefused: true, reply: reply("ERR_INVALIDMODEPARAM", refusal) }];
}
