import { PasswordChecks } from "../../src/accounts/password-checks.ts";
import { loadConfig } from "../../src/config/load.ts";
import type { ConfigInput } from "../../src/config/schema.ts";
import type { Entry } from "../../src/log/log.ts";
import { silentLogger } from "../../src/logging/logger.ts";
import { composeNode } from "../../src/node/compose-node.ts";
import type { IrcNode, NodeRim } from "../../src/node/irc-node.ts";
import type { Store } from "../../src/store/store.ts";
import { MemoryNode } from "../../src/testing/memory-node.ts";
import type { StopRequested } from "../../src/world/changes.ts";
import { cheapHash } from "./cheap-hash.ts";
import { TestClient, type TestClientOptions } from "./client.ts";

/** A node without sockets and with a clock of its own: lines in, lines out, all in one turn. */
export class TestNetwork extends MemoryNode {
  readonly node: IrcNode;
  /** Every entry applied so far, in order. */
  readonly entries: Entry[] = [];
  /** What REHASH reads. */
  config: ConfigInput;
  /** What DIE and RESTART asked for. */
  readonly stops: StopRequested[] = [];
  #addresses = 0;

  constructor(
    config: ConfigInput = {},
    rim: Partial<
      Pick<
        NodeRim,
        | "epoch"
        | "findPlugin"
        | "heartbeat"
        | "happened"
        | "lasts"
        | "lastSeq"
        | "lines"
        | "prepare"
        | "log"
        | "lookUp"
        | "mailer"
        | "openLog"
        | "passwords"
        | "store"
        | "sts"
      >
    > = {},
  ) {
    super();
    this.config = { name: "irc.test", network: "Test", ...config };
    this.node = composeNode(loadConfig({ flags: this.config }), {
      log: silentLogger(),
      now: () => this.now,
      epoch: "t",
      endOfTurn: (then) => this.atEndOfTurn(then),
      observe: (entry) => this.entries.push(entry),
      // Hashes that are made here are cheap; what is checked costs what it costs.
      passwords: new PasswordChecks({ hash: async (password) => cheapHash(password) }),
      ...rim,
      reload: () => loadConfig({ flags: this.config }),
      stop: (request) => this.stops.push(request),
    });
  }

  /** What lasts. */
  get store(): Store {
    return this.node.store;
  }

  /** A client that has only connected. */
  open(options: TestClientOptions = {}): TestClient {
    this.#addresses += 1;
    const address = options.address ?? `192.0.2.${(this.#addresses % 250) + 1}`;
    return new TestClient(this, address, options);
  }

  /** A client that has registered and read its welcome. */
  connect(nick: string, options: Omit<TestClientOptions, "console"> & { caps?: string } = {}): TestClient {
    const client = this.open(options);
    if (options.caps) client.send(`CAP REQ :${options.caps}`);
    client.send(`NICK ${nick}`, `USER ${nick} 0 * :${nick} Example`);
    if (options.caps) client.send("CAP END");
    client.read();
    return client;
  }

  /** Clients that are all in one channel, the first its operator, with nothing left to read. */
  inChannel(channel: string, ...nicks: readonly string[]): TestClient[] {
    const clients = nicks.map((nick) => this.connect(nick));
    for (const client of clients) client.send(`JOIN ${channel}`);
    for (const client of clients) client.read();
    return clients;
  }

  /** Makes a client an operator, without the wait for a password; all privileges unless named. */
  makeOperator(
    client: TestClient,
    privileges?: readonly string[],
    others: { readonly hidden?: boolean } = {},
  ): void {
    const { name: node, epoch, session } = { name: "irc.test", epoch: "t", session: client.session.id };
    const message = { command: "OPER", params: ["*", "*"] };
    const prepared = { grant: { name: "test", privileges, ...others } };
    this.node.log.append({ node, epoch, session, line: 0 }, { type: "line", message, prepared });
    client.read();
  }

  /** Lets promises and real timers go on until something has come true. */
  async until(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) {
      await new Promise((resolve) => setImmediate(resolve));
      this.endTurn();
    }
  }
}
