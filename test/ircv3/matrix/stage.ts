import { type CapabilityName, capabilityTable } from "../../../src/caps/capabilities.ts";
import type { Request } from "../../../src/log/log.ts";
import type { SessionId } from "../../../src/world/ids.ts";
import type { TestClient } from "../../kit/client.ts";
import { logIn } from "../../kit/log-in.ts";
import { TestNetwork } from "../../kit/network.ts";
import type { Source } from "./spec.ts";

/** Every capability a client may ask for. */
export const everyCapability: readonly CapabilityName[] = capabilityTable
  .filter((row) => !("mayBeRequested" in row))
  .map(({ name }) => name);

/** Who does things: with something to say in every tag, or in none. */
export interface Actor {
  readonly client: TestClient;
  source: Source;
}

/** Who reads, and what they have asked for. */
export interface Receiver extends Actor {
  has(capability: string): boolean;
  readonly caps: ReadonlySet<CapabilityName>;
}

/** Of the tags about who does something, all that there are. */
export const loud = { account: "su;e", oper: true, bot: true } as const;

const away = { node: "irc.far", epoch: "far", line: 0 } as const;

/** A room with its owner and those who read; others come and do things there. */
export class Stage {
  readonly network: TestNetwork;
  readonly owner: TestClient;
  readonly receivers: readonly Receiver[];
  /** Who is on another node. */
  readonly far: Source[] = [];
  room = "#room";
  #actors = 0;
  #isScattered = true;

  /** A receiver for each set of capabilities. */
  constructor(sets: readonly (readonly CapabilityName[])[]) {
    this.network = new TestNetwork({
      unlimited: true,
      limits: { channelsPerUser: 1000 },
      // Many are in one account, and each is somebody.
      sessions: { multiclient: "off" },
      // Only where somebody can log in there is sasl.
      accounts: [{ name: "anyone", password: "not in use" }],
      history: { edits: true },
    });
    this.owner = this.network.connect("owner");
    this.owner.send("JOIN #room", "TOPIC #room :what it is about", "MODE #room -t");
    this.receivers = sets.map((caps, index) => this.#receiver(new Set(caps), index));
    this.gather();
    this.network.now += 123;
  }

  /** The time as server-time.md has it. */
  get time(): string {
    return new Date(this.network.now).toISOString();
  }

  /** Somebody who will do things, in the room unless said otherwise; an operator, though it may not show. */
  actor(kind: "loud" | "plain", room: string | undefined = this.room): Actor {
    this.#actors += 1;
    const nick = `${kind}${this.#actors}`;
    const client = this.network.connect(nick, {
      caps: "batch draft/multiline message-tags draft/relaymsg draft/message-redaction draft/message-edit",
      address: "198.51.100.7",
    });
    const named = { nick, prefix: `${nick}!${nick}@198.51.100.7`, realname: `${nick} Example` };
    this.#makeOperator(client, nick, kind === "plain" ? "+H-s" : "-s");
    if (kind === "loud") this.#mark(client, nick);
    if (kind === "loud") client.send("AWAY :gone fishing");
    if (room !== undefined) {
      client.send(`JOIN ${room}`);
      this.owner.send(`MODE ${room} +o ${nick}`);
    }
    client.read();
    return { client, source: kind === "loud" ? { ...named, ...loud, away: "gone fishing" } : named };
  }

  /** Somebody to whom things are done. */
  extra(nick: string, room?: string): TestClient {
    const client = this.network.connect(nick, { address: "203.0.113.9" });
    if (room !== undefined) client.send(`JOIN ${room}`);
    return client;
  }

  /** Has every tag say something of those who read. */
  makeReceiversLoud(): void {
    for (const receiver of this.receivers) {
      if (receiver.source.oper) continue;
      const { nick } = receiver.source;
      this.#makeOperator(receiver.client, nick, "-s");
      this.#mark(receiver.client, nick);
      receiver.source = { ...receiver.source, ...loud };
    }
  }

  /** Those who read are in the room. */
  gather(): void {
    if (!this.#isScattered) return;
    for (const { client } of this.receivers) client.send(`JOIN ${this.room}`);
    this.#isScattered = false;
  }

  /** Those who read are where nobody sees them. */
  scatter(): void {
    if (this.#isScattered) return;
    for (const { client } of this.receivers) client.send("JOIN 0");
    this.#isScattered = true;
  }

  /** Somebody comes into the room who is on another node. */
  enterFar(kind: "loud" | "plain"): void {
    const nick = `far${this.far.length}`;
    const id = `far.${this.far.length}` as SessionId;
    const place = { id, node: away.node, epoch: away.epoch, address: "203.0.113.1", host: "far.example" };
    const append = (request: Request) => this.network.node.log.append({ ...away, session: id }, request);
    const line = (command: string, params: readonly string[], prepared?: unknown) =>
      append({ type: "line", message: { command, params }, prepared });
    append({
      type: "register",
      nick,
      username: "far",
      realname: "Far Away",
      ...(kind === "loud" && { account: loud.account }),
      session: { ...place, tls: false, certfp: undefined },
    });
    if (kind === "loud") line("OPER", ["*", "*"], { grant: { name: "far", privileges: undefined } });
    if (kind === "loud") line("MODE", [nick, "+B-s"]);
    line("JOIN", [this.room]);
    this.far.push({ nick, prefix: `${nick}!far@far.example`, ...(kind === "loud" && loud) });
  }

  /** The other node is gone. */
  loseFar(): void {
    const request = { type: "node-lost", node: away.node, epoch: away.epoch } as const;
    this.network.node.log.append({ ...away, session: undefined }, request);
  }

  /** Somebody logs in, or out. */
  logIn(client: TestClient, account: string | undefined): void {
    logIn(this.network, client, account);
  }

  /** Forgets what all who read have been sent. */
  clear(): void {
    for (const { client } of this.receivers) client.read();
  }

  #receiver(caps: ReadonlySet<CapabilityName>, index: number): Receiver {
    const nick = `r${String(index).padStart(3, "0")}`;
    const client = this.network.connect(nick, { caps: [...caps].join(" "), address: "192.0.2.99" });
    if (client.session.capabilities.size !== caps.size) throw new Error(`${nick} lacks a capability`);
    const source = { nick, prefix: `${nick}!${nick}@192.0.2.99`, realname: `${nick} Example` };
    return { client, source, caps, has: (name) => caps.has(name as CapabilityName) };
  }

  #makeOperator(client: TestClient, nick: string, modes: string): void {
    this.network.makeOperator(client);
    client.send(`MODE ${nick} ${modes}`);
  }

  #mark(client: TestClient, nick: string): void {
    this.logIn(client, loud.account);
    client.send(`MODE ${nick} +B`);
  }
}
