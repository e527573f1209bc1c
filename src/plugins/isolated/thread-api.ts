import type { Json, PluginApi, Refusals, StopTimer } from "../plugin-api.ts";
import { registering } from "../registering.ts";
import type { PluginRows } from "../rows.ts";
import { OpenQuestions } from "./open-questions.ts";
import type { Answer, Asked, Report } from "./wire.ts";

/** The API of a plugin in a thread: what it registers is kept here, what it asks for is asked outside. */
export class ThreadApi {
  readonly api: PluginApi;
  readonly #send: (report: Report) => void;
  readonly #asked = new OpenQuestions();
  readonly #timers = new Map<number, { readonly work: () => unknown; readonly repeats: boolean }>();
  #timersMade = 0;
  /** How far the server's clock is from this machine's. */
  #ahead = 0;

  constructor(rows: PluginRows, send: (report: Report) => void) {
    this.#send = send;
    this.api = this.#create(rows);
  }

  /** It is so late on the server. */
  setClock(now: number): void {
    this.#ahead = now - Date.now();
  }

  /** An answer has come to what was asked. */
  answered(id: number, answer: Answer): void {
    this.#asked.answered(id, answer);
  }

  /** The time of a timer has come. */
  async ring(number: number): Promise<void> {
    const timer = this.#timers.get(number);
    if (timer && !timer.repeats) this.#timers.delete(number);
    await timer?.work();
  }

  #create(rows: PluginRows): PluginApi {
    const log = (level: "info" | "warn" | "error") => (text: string) =>
      this.#send({ type: "log", level, text: String(text) });
    const refusals = (what: Asked, ...params: readonly unknown[]) => this.#ask<Refusals>(what, params);
    return {
      log: { info: log("info"), warn: log("warn"), error: log("error") },
      storage: {
        get: (key) => this.#ask<Json | undefined>("storage.get", [key]),
        set: (key, value) => this.#ask("storage.set", [key, value]),
        remove: (key) => this.#ask("storage.remove", [key]),
        list: (after) => this.#ask("storage.list", [after]),
      },
      ...registering(rows),
      every: (seconds, work) => this.#timer(seconds, work, true),
      later: (seconds, work) => this.#timer(seconds, work, false),
      say: (target, text) => refusals("say", target, text),
      notice: (target, text) => refusals("notice", target, text),
      setTopic: (channel, text) => refusals("setTopic", channel, text),
      setModes: (channel, modes) => refusals("setModes", channel, modes),
      kick: (channel, nick, reason) => refusals("kick", channel, nick, reason),
      kill: (nick, reason) => refusals("kill", nick, reason),
      user: (nick) => this.#ask("user", [nick]),
      channel: (name) => this.#ask("channel", [name]),
      members: (channel) => this.#ask("members", [channel]),
      now: () => Date.now() + this.#ahead,
    };
  }

  #timer(seconds: number, work: () => unknown, repeats: boolean): StopTimer {
    if (!(seconds > 0)) throw new TypeError("a timer takes a number of seconds above 0");
    this.#timersMade += 1;
    const timer = this.#timersMade;
    this.#timers.set(timer, { work, repeats });
    this.#send({ type: "timer", timer, seconds, repeats });
    return () => {
      this.#timers.delete(timer);
      this.#send({ type: "stop-timer", timer });
    };
  }

  // What comes back is what the API outside gives for it.
  #ask<T>(what: Asked, params: readonly unknown[]): Promise<T> {
    return this.#asked.ask((id) => this.#send({ type: "ask", id, what, params })) as Promise<T>;
  }
}
