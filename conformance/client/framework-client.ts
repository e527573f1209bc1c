import { once } from "node:events";
import { Client } from "irc-framework";
import { CaseFailure } from "./failure.ts";
import type { Target } from "./raw-client.ts";

/** What irc-framework tells about an event; its fields depend on the event. */
export type Told = Readonly<Record<string, unknown>>;

/** A client as bots and web clients use it: irc-framework parses, keeps state and raises events. */
export class FrameworkClient {
  readonly irc: Client;
  readonly #deadlineMs: number;

  private constructor(deadlineMs: number) {
    this.irc = new Client();
    this.#deadlineMs = deadlineMs;
  }

  /** Connects and waits until irc-framework holds itself registered. */
  static async registered(target: Target, nick: string): Promise<FrameworkClient> {
    const client = new FrameworkClient(target.deadlineMs);
    const names = { nick, username: "conf", gecos: "Conformance Suite", auto_reconnect: false };
    await client.after("registered", () =>
      client.irc.connect({ host: target.host, port: target.port, ...names }),
    );
    return client;
  }

  /** Does something and waits for the event it leads to. */
  async after(event: string, act: () => void): Promise<Told> {
    const told = once(this.irc, event, { signal: AbortSignal.timeout(this.#deadlineMs) });
    act();
    try {
      const [first] = await told;
      return isTold(first) ? first : {};
    } catch (cause) {
      throw new CaseFailure(`irc-framework did not raise "${event}"`, { cause });
    }
  }

  /** Leaves. */
  quit(): void {
    this.irc.quit("done");
  }
}

function isTold(value: unknown): value is Told {
  return typeof value === "object" && value !== null;
}
