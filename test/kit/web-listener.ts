import type { Connection, ConnectionListener } from "../../src/net/transport.ts";
import { listenWebSocket, type WebSocketListenerOptions } from "../../src/net/websocket.ts";
import { Bell } from "./bell.ts";

const everybody = { origins: ["*"], withoutOrigin: true, trustedProxies: [] };

/** The connections a listener was given, and what they heard. */
class Heard {
  readonly connections: Connection[] = [];
  readonly lines: string[] = [];
  readonly ends: string[] = [];
  readonly #bell = new Bell();

  readonly connected = (connection: Connection) => {
    const listener: ConnectionListener = {
      received: (chunk) => this.#add(this.lines, Buffer.from(chunk).toString("latin1")),
      drained: () => this.#add(this.lines, "drained"),
      closed: (reason) => this.#add(this.ends, reason),
    };
    connection.listener = listener;
    this.connections.push(connection);
    this.#bell.ring();
  };

  get first(): Connection {
    const [first] = this.connections;
    if (!first) throw new Error("nobody has connected");
    return first;
  }

  async until(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) await this.#bell.rung();
  }

  #add(list: string[], text: string): void {
    list.push(text);
    this.#bell.ring();
  }
}

/** Opens a listener for WebSocket clients that remembers what it hears; everybody may connect unless said. */
export async function listenForWeb(options: Partial<WebSocketListenerOptions> = {}) {
  const heard = new Heard();
  const { connected } = heard;
  const base = { host: "127.0.0.1", port: 0, websocket: everybody, connected, failed: () => undefined };
  const listener = await listenWebSocket({ ...base, ...options });
  const dispose = async () => {
    for (const connection of heard.connections) connection.destroy();
    await listener.close();
  };
  return { heard, listener, port: listener.port, [Symbol.asyncDispose]: dispose };
}
