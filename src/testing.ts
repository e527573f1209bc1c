import { loadConfig } from "./config/load.ts";
import type { ConfigInput, PluginConfig } from "./config/schema.ts";
import { createLogger } from "./logging/logger.ts";
import { composeNode } from "./node/compose-node.ts";
import type { IrcNode } from "./node/irc-node.ts";
import type { Plugin } from "./plugins/define-plugin.ts";
import type { PluginCounts } from "./plugins/host.ts";
import { PluginError } from "./plugins/plugin-error.ts";
import { memoryStore } from "./store/memory-store.ts";
import type { Store } from "./store/store.ts";
import { MemoryClient } from "./testing/memory-client.ts";
import { MemoryNode } from "./testing/memory-node.ts";

/** How a plugin is tried out. */
export interface PluginTestSettings {
  /** Its options, as they stand in the configuration. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Plugins that come before it, with their options. */
  readonly others?: readonly (readonly [plugin: Plugin, options?: Readonly<Record<string, unknown>>])[];
  /** For how many ms it may hold the server up, and how often it may fail within a minute. */
  readonly budgetMs?: number;
  readonly failures?: number;
  /** Under how many keys it may keep something, and how much in all. */
  readonly storageKeys?: number;
  readonly storageMegabytes?: number;
  /** What lasts from one server to the next; left out: nothing. */
  readonly store?: Store;
  /** Keys of the configuration besides. */
  readonly config?: ConfigInput;
}

/** Who somebody is that comes in. */
export interface TestUserSettings {
  /** Capabilities they ask for, separated by spaces. */
  readonly caps?: string;
  /** Whether they are an IRC operator. */
  readonly isOperator?: boolean;
}

/**
 * Starts a server in memory with a plugin: no sockets, and a clock that stands still until it is moved. Rejects with
 * what keeps the plugin from being loaded.
 */
export async function testPlugin(plugin: Plugin, settings: PluginTestSettings = {}): Promise<PluginTest> {
  const server = new PluginTest(plugin, settings);
  await server.node.load();
  return server;
}

/** A server in memory that has a plugin. */
export class PluginTest extends MemoryNode implements AsyncDisposable {
  readonly node: IrcNode;
  /** What was logged, a line of JSON each. */
  readonly logged: readonly string[];
  readonly #users: TestUser[] = [];

  constructor(plugin: Plugin, settings: PluginTestSettings) {
    const { options = {}, others = [], config = {}, store = memoryStore() } = settings;
    // A machine under test may be busy.
    const { budgetMs = 10_000, failures = 20, storageKeys, storageMegabytes } = settings;
    super();
    const all = [...others, [plugin, options] as const];
    const plugins = all.map(([, own = {}], index) => ({
      ...{ path: `plugin ${index}`, options: own },
      ...{ budgetMs, failures, storageKeys, storageMegabytes },
    }));
    const loaded = loadConfig({
      flags: { name: "irc.test", network: "Test", unlimited: true, ...config, plugins },
    });
    const lines: string[] = [];
    this.logged = lines;
    this.node = composeNode(loaded, {
      log: createLogger({ level: "info", pretty: false, destination: { write: (line) => lines.push(line) } }),
      now: () => this.now,
      epoch: "t",
      endOfTurn: (then) => this.atEndOfTurn(then),
      store,
      reload: () => loaded,
      findPlugin: async ({ path = "" }: PluginConfig, where) => {
        const [found] = all[Number(path.slice("plugin ".length))] ?? [];
        if (!found) throw new PluginError(`${where}: there is no such plugin`);
        return { exported: found, hash: path };
      },
    });
  }

  /** How the plugins fare, in their order. */
  get plugins(): readonly PluginCounts[] {
    return this.node.plugins.counts;
  }

  /** Somebody who has come in, and read their welcome. */
  async connect(nick: string, { caps, isOperator }: TestUserSettings = {}): Promise<TestUser> {
    const user = new TestUser(this, `192.0.2.${this.#users.length + 1}`);
    this.#users.push(user);
    const asks = caps === undefined ? [] : [`CAP REQ :${caps}`];
    user.send(
      ...asks,
      `NICK ${nick}`,
      `USER ${nick} 0 * :${nick} Example`,
      ...(caps === undefined ? [] : ["CAP END"]),
    );
    if (isOperator) this.#makeOperator(user);
    await this.settle();
    user.read();
    return user;
  }

  /** People who are all in one channel, the first its operator, with nothing left to read. */
  async inChannel<const N extends readonly string[]>(
    channel: string,
    ...nicks: N
  ): Promise<{ [K in keyof N]: TestUser }> {
    const users: TestUser[] = [];
    for (const nick of nicks) users.push(await this.connect(nick));
    for (const user of users) await user.ask(`JOIN ${channel}`);
    for (const user of users) user.read();
    // One for each nick, in their order.
    return users as { [K in keyof N]: TestUser };
  }

  /** Lets time go by, and what comes of it; who is connected answers the server's PINGs. */
  async pass(seconds: number): Promise<void> {
    // By the minute: what a timer begins may set another.
    for (let left = seconds; left > 0; left -= 60) {
      this.advance(Math.min(left, 60) * 1000);
      await this.settle();
      for (const user of this.#users) if (!user.ended) user.send("PONG irc.test");
    }
  }

  /** Waits until the plugins have done what they were at; for what takes until the clock is moved it does not wait. */
  async settle(): Promise<void> {
    for (let idle = 0; idle < 20; idle += 1) {
      this.endTurn();
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (this.node.plugins.waiting === 0 && idle > 2) return this.endTurn();
    }
  }

  /** Lets what is outside of the server go on until something has come true. */
  async until(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) await this.settle();
  }

  /** Unloads the plugins. */
  async close(): Promise<void> {
    await this.node.plugins.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #makeOperator({ session }: TestUser): void {
    const origin = { node: "irc.test", epoch: "t", session: session.id, line: 0 };
    const message = { command: "OPER", params: ["*", "*"] };
    this.node.log.append(origin, { type: "line", message, prepared: { grant: { name: "test" } } });
  }
}

/** Somebody on a server in memory: lines in, lines out. */
export class TestUser extends MemoryClient {
  readonly #server: PluginTest;

  constructor(server: PluginTest, address: string) {
    super(server, address, {});
    this.#server = server;
  }

  /** Sends lines, and gives the lines that come of them. */
  async ask(...lines: readonly string[]): Promise<string[]> {
    this.read();
    this.send(...lines);
    await this.#server.settle();
    return this.read();
  }

  /** The lines that have come since the last reading, once the plugins have done what they were at. */
  async lines(): Promise<string[]> {
    await this.#server.settle();
    return this.read();
  }
}
