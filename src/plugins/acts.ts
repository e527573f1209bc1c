import type { ActOutcome, ServerAct } from "../log/log.ts";
import { replyWords } from "../protocol/reply.ts";
import { cutToBytes, onOneLine } from "../protocol/text.ts";
import { Budget } from "../sessions/budget.ts";
import type { Refusals } from "./plugin-api.ts";
import type { Supervisor } from "./supervisor.ts";

/** Has the server act for a plugin. */
export type DoAct = (act: ServerAct, plugin: string) => Promise<ActOutcome>;

// What a plugin may do at once, and each second after that: one that floods would drown everybody.
const limits = { burst: 200, perSecond: 50 };
const longestText = 400;

/** What a plugin does to the world: by entries of the log, in the name of the server or of its service. */
export class PluginActs {
  readonly #plugin: Supervisor;
  readonly #doAct: DoAct;
  readonly #now: () => number;
  readonly #budget = new Budget();
  /** The nick it speaks as. */
  speaker: string | undefined;

  constructor(plugin: Supervisor, doAct: DoAct, now: () => number) {
    this.#plugin = plugin;
    this.#doAct = doAct;
    this.#now = now;
    this.#budget.reset(limits, now());
  }

  async say(verb: "PRIVMSG" | "NOTICE", target: string, text: string): Promise<Refusals> {
    const lines = word("text", text)
      .split(/[\r\n]+/)
      .filter((line) => line !== "");
    const as = this.speaker === undefined ? {} : { as: this.speaker };
    const refused: string[] = [];
    for (const line of lines)
      refused.push(
        ...(await this.#do({
          ...{ does: "say", verb, target: word("target", target), ...as },
          text: cutToBytes(line.replaceAll("\0", ""), longestText),
        })),
      );
    return refused;
  }

  async setTopic(channel: string, text: string): Promise<Refusals> {
    return this.#do({ does: "topic", channel: word("channel", channel), text: oneLine("topic", text) });
  }

  async setModes(channel: string, modes: readonly string[]): Promise<Refusals> {
    if (!Array.isArray(modes)) throw new TypeError("modes must be a list of texts");
    return this.#do({
      does: "modes",
      channel: word("channel", channel),
      modes: modes.map((mode: unknown) => oneLine("mode", mode)),
    });
  }

  async kick(channel: string, nick: string, reason: string): Promise<Refusals> {
    const about = { channel: word("channel", channel), nick: word("nick", nick) };
    return this.#do({ does: "kick", ...about, reason: oneLine("reason", reason) });
  }

  async kill(nick: string, reason: string): Promise<Refusals> {
    return this.#do({ does: "kill", nick: word("nick", nick), reason: oneLine("reason", reason) });
  }

  async #do(act: ServerAct): Promise<Refusals> {
    if (!this.#plugin.isOn) throw new Error("the plugin is switched off");
    if (!this.#budget.maySpend(limits, this.#now())) {
      const error = new Error(`it acts too often: more than ${limits.perSecond} times a second`);
      this.#plugin.fail(`the act ${act.does}`, error);
      throw error;
    }
    this.#budget.spend(1);
    const outcome = await this.#doAct(act, this.#plugin.name);
    return outcome === "late" ? ["The network has not answered in time"] : outcome.map(replyWords);
  }
}

function word(what: string, value: unknown): string {
  if (typeof value !== "string") throw new TypeError(`${what} must be text, not ${typeof value}`);
  return value;
}

function oneLine(what: string, value: unknown): string {
  return onOneLine(word(what, value));
}
