import type { Request } from "../../src/log/log.ts";
import { parseMessage } from "../../src/protocol/message.ts";
import type { SessionId } from "../../src/world/ids.ts";
import type { TestNetwork } from "./network.ts";

/** Another node of the network, of which this one only sees the entries. */
export class FarNode {
  readonly #network: TestNetwork;
  readonly #name: string;
  readonly #epoch: string;
  readonly #sessions = new Map<string, SessionId>();

  constructor(network: TestNetwork, name = "irc.far", epoch = "far1") {
    this.#network = network;
    this.#name = name;
    this.#epoch = epoch;
  }

  /** Users come to it. */
  connect(...nicks: readonly string[]): void {
    for (const nick of nicks) {
      const id = `${this.#epoch}.${this.#sessions.size}` as SessionId;
      this.#sessions.set(nick, id);
      const address = "198.51.100.7";
      const epoch = this.#epoch;
      const session = { id, node: this.#name, epoch, address, host: address, tls: false, certfp: undefined };
      this.#append(id, { type: "register", nick, username: "far", realname: "Far Away", session });
    }
  }

  /** Somebody comes to it who is logged in to the account of their nick. */
  comeAs(nick: string, address: string): void {
    const id = `${this.#epoch}.${this.#sessions.size}` as SessionId;
    this.#sessions.set(nick, id);
    const place = { id, node: this.#name, epoch: this.#epoch, address, host: address };
    this.#append(id, {
      ...{ type: "register", nick, username: nick, realname: "Far", account: nick },
      session: { ...place, tls: false, certfp: undefined },
    });
  }

  /** One of its users says lines; `nick` is the one they came with. */
  say(nick: string, ...lines: readonly string[]): void {
    for (const line of lines) {
      const { command, params } = parseMessage(line) ?? { command: "", params: [] };
      this.#append(this.#sessions.get(nick), { type: "line", message: { command, params } });
    }
  }

  /** It is gone, and all its users with it. */
  lose(): void {
    this.#append(undefined, { type: "node-lost", node: this.#name, epoch: this.#epoch });
  }

  #append(session: SessionId | undefined, request: Request): void {
    this.#network.node.log.append({ node: this.#name, epoch: this.#epoch, session, line: 0 }, request);
  }
}
