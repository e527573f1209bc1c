import type { ConfigInput } from "../../src/config/schema.ts";
import type { Entry, Log, Origin, Request } from "../../src/log/log.ts";
import type { EntryFacts } from "../../src/log/memory-log.ts";
import type { NodeRim } from "../../src/node/irc-node.ts";
import type { TestClient } from "./client.ts";
import { TestNetwork } from "./network.ts";

/** A node whose log is elsewhere. */
export interface LateNetwork {
  readonly log: LateLog;
  readonly network: TestNetwork;
}

/** Opens one; the entry that configures it has come. */
export function lateNetwork(config: ConfigInput = {}): LateNetwork {
  const log = new LateLog();
  const network = new TestNetwork(config, { openLog: log.open });
  log.arrive();
  return { log, network };
}

/** A client that has registered with these capabilities and joined #room; what it was sent can be read. */
export function enterLate({ log, network }: LateNetwork, nick: string, caps: string): TestClient {
  const client = network.open();
  client.send(`CAP REQ :${caps}`, `NICK ${nick}`, `USER ${nick} 0 * :${nick}`, "CAP END");
  log.arrive();
  client.send("JOIN #room");
  log.arrive();
  return client;
}

/** A log that is elsewhere: what is appended comes back later, when the test says so. */
class LateLog implements Log {
  readonly #waiting: Entry[] = [];
  #facts: EntryFacts | undefined;
  #apply: (entry: Entry) => void = () => {};
  #seq = 0;

  /** Opens it for a node. */
  readonly open: NonNullable<NodeRim["openLog"]> = (facts, apply) => {
    this.#facts = facts;
    this.#apply = apply;
    return this;
  };

  append(origin: Origin, request: Request): void {
    if (!this.#facts) throw new Error("the log is not open");
    this.#seq += 1;
    const { now, nextId } = this.#facts;
    this.#waiting.push({ seq: this.#seq, at: now(), id: nextId(), origin, request });
  }

  /** Entries on their way. */
  get onTheWay(): number {
    return this.#waiting.length;
  }

  /** Brings what is on its way, and what it leads to. */
  arrive(): void {
    for (let entry = this.#waiting.shift(); entry; entry = this.#waiting.shift()) this.#apply(entry);
  }
}
