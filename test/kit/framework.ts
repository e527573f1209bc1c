import { Client, type ClientOptions } from "irc-framework";
import { expect } from "vitest";

// What irc-framework tells a program; "socket close" is the end of one connection, "close" of all attempts.
const EVENTS = [
  "registered",
  "nick in use",
  "nick invalid",
  "irc error",
  "join",
  "part",
  "quit",
  "kick",
  "nick",
  "invite",
  "invited",
  "mode",
  "banlist",
  "channel info",
  "topic",
  "userlist",
  "channel list",
  "whois",
  "whowas",
  "wholist",
  "away",
  "back",
  "privmsg",
  "notice",
  "action",
  "tagmsg",
  "account",
  "loggedin",
  "sasl failed",
  "user updated",
  "users online",
  "users offline",
  "batch start",
  "unknown command",
  "pong",
  "reconnecting",
  "socket close",
  "close",
] as const;

/** What irc-framework may tell. */
export type FrameworkEvent = (typeof EVENTS)[number];

interface Told {
  readonly event: FrameworkEvent;
  readonly about: unknown;
}

const DEADLINE_MS = 4_000;

/** Options of irc-framework, and capabilities it only asks for when told to. */
type FrameworkOptions = Partial<ClientOptions> & { readonly caps?: readonly string[] };

/** A program that uses irc-framework; what it was told can be waited for, each event once. */
export class FrameworkClient {
  readonly irc = new Client();
  readonly nick: string;
  readonly #deadlineMs: number;
  readonly #wake = new Set<() => void>();
  #told: Told[] = [];
  #fences = 0;

  constructor(
    { caps = [], ...options }: FrameworkOptions & Pick<ClientOptions, "nick" | "port">,
    deadlineMs = DEADLINE_MS,
  ) {
    this.nick = options.nick;
    this.#deadlineMs = deadlineMs;
    for (const event of EVENTS) this.irc.on(event, (about: unknown) => this.#hear({ event, about }));
    this.irc.requestCap(caps);
    // irc-framework completes the options it is given.
    this.irc.connect({
      host: "127.0.0.1",
      username: options.nick,
      gecos: `${options.nick} Example`,
      auto_reconnect: false,
      ...options,
    });
  }

  /** A program whose client has registered. */
  static async connect(
    port: number,
    nick: string,
    options: FrameworkOptions = {},
    deadlineMs = DEADLINE_MS,
  ): Promise<FrameworkClient> {
    const client = new FrameworkClient({ port, nick, ...options }, deadlineMs);
    await client.hears("registered");
    return client;
  }

  /** Joins, and waits until it is in. */
  async join(channel: string, key?: string): Promise<void> {
    this.irc.join(channel, key);
    await this.hears("userlist", { channel });
  }

  /** The first event like this that was not waited for yet, come or to come; what came before it is kept. */
  async hears(event: FrameworkEvent, like: object = {}): Promise<unknown> {
    const deadline = performance.now() + this.#deadlineMs;
    const expected: { asymmetricMatch(other: unknown): boolean } = expect.objectContaining(like);
    for (;;) {
      const at = this.#told.findIndex(
        (told) => told.event === event && expected.asymmetricMatch(told.about ?? {}),
      );
      if (at >= 0) return this.#told.splice(at, 1)[0]?.about;
      if (!(await this.#hearsMore(deadline))) throw new Error(this.#missed(event, like));
    }
  }

  /** Everything of a kind that was told and not waited for, up to now. */
  async heard(event: FrameworkEvent): Promise<readonly unknown[]> {
    const message = `fence${this.#fences++}`;
    this.irc.raw("PING", message);
    await this.hears("pong", { message });
    const found = this.#told.filter((told) => told.event === event);
    this.#told = this.#told.filter((told) => told.event !== event);
    return found.map((told) => told.about);
  }

  /** Leaves, and waits until the connection is over. */
  async quit(reason?: string): Promise<void> {
    this.irc.quit(reason);
    await this.hears("close");
  }

  #hear(told: Told): void {
    this.#told.push(told);
    for (const wake of this.#wake) wake();
    this.#wake.clear();
  }

  /** True when something was told before the deadline. */
  #hearsMore(deadline: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), deadline - performance.now());
      this.#wake.add(() => {
        clearTimeout(timer);
        resolve(true);
      });
    });
  }

  #missed(event: FrameworkEvent, like: object): string {
    const came = this.#told.map((told) => `${told.event} ${JSON.stringify(told.about)}`);
    return `${this.nick} heard no ${event} ${JSON.stringify(like)}, but:\n${came.slice(-20).join("\n")}`;
  }
}
