import type { Connection, ConnectionListener } from "../../src/net/transport.ts";
import type { Session } from "../../src/sessions/session.ts";
import type { TestNetwork } from "./network.ts";

/** What kind of client it is. */
export interface TestClientOptions {
  readonly address?: string;
  readonly tls?: boolean;
  readonly console?: boolean;
  readonly certfp?: string;
  readonly serverName?: string;
  readonly kind?: Connection["kind"];
  readonly localPort?: number;
}

/** One client of a test network: what it sends is handled at once, what it gets can be read. */
export class TestClient implements Connection {
  readonly kind: Connection["kind"];
  readonly address: string;
  readonly remotePort = 50_000;
  readonly isDirect: boolean;
  readonly localAddress = undefined;
  readonly localPort: number;
  readonly tls: boolean;
  readonly certfp: string | undefined;
  readonly serverName: string | undefined;
  listener: ConnectionListener | undefined = undefined;
  /** True once the server has closed the connection. */
  ended = false;
  /** True while the server does not read. */
  paused = false;
  /** False makes the client one that stops reading. */
  reading = true;
  unsent = 0;
  readonly #network: TestNetwork;
  readonly #session: Session | undefined;
  #text = "";

  constructor(network: TestNetwork, address: string, options: TestClientOptions) {
    this.#network = network;
    this.kind = options.kind ?? "stream";
    this.isDirect = this.kind === "stream";
    this.address = address;
    this.localPort = options.localPort ?? 6667;
    this.tls = options.tls ?? false;
    this.certfp = options.certfp;
    this.serverName = options.serverName;
    this.#session = network.node.host.accept(this, options.console ? network.node.host.console : undefined);
  }

  /** The server's side of it; there is none for who was turned away. */
  get session(): Session {
    if (!this.#session) throw new Error("this client was turned away");
    return this.#session;
  }

  /** Sends lines. */
  send(...lines: readonly string[]): void {
    this.sendBytes(Buffer.from(lines.map((line) => `${line}\r\n`).join("")));
  }

  /** Sends bytes as they are. */
  sendBytes(bytes: Uint8Array): void {
    this.listener?.received(bytes);
    this.#network.endTurn();
  }

  /** The lines that came since the last reading. */
  read(): string[] {
    this.#network.endTurn();
    const lines = this.#text.split("\r\n");
    this.#text = lines.pop() ?? "";
    return lines;
  }

  /** Sends lines and reads what came of it. */
  ask(...lines: readonly string[]): string[] {
    this.read();
    this.send(...lines);
    return this.read();
  }

  /** As `ask`, for commands that work a while before they answer: a PONG fences what came of them. */
  async answer(...lines: readonly string[]): Promise<string[]> {
    this.read();
    this.send(...lines, "PING fence");
    const fence = `:${this.session.node.name} PONG ${this.session.node.name} :fence`;
    const came: string[] = [];
    while (!came.includes(fence)) {
      if (this.ended) return came;
      await new Promise<void>((resolve) => setImmediate(resolve));
      came.push(...this.read());
    }
    return came.filter((line) => line !== fence);
  }

  /** The numerics among the lines that lines bring, as `403 #x :No such channel` without source and nick. */
  numerics(...lines: readonly string[]): string[] {
    return this.ask(...lines)
      .map((line) => /^:\S+ (\d{3}) \S+ ?(.*)$/.exec(line))
      .flatMap((found) => (found ? [`${found[1]} ${found[2]}`] : []));
  }

  /** The connection breaks. */
  vanish(reason = "Connection reset by peer"): void {
    this.#close(reason);
    this.#network.endTurn();
  }

  #close(reason: string): void {
    const { listener } = this;
    this.listener = undefined;
    listener?.closed(reason);
  }

  write(text: string): boolean {
    this.#text += text;
    if (!this.reading) this.unsent += Buffer.byteLength(text);
    return this.reading;
  }

  /** Starts reading again. */
  resumeReading(): void {
    this.reading = true;
    this.unsent = 0;
    this.listener?.drained();
    this.#network.endTurn();
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  // Like a socket: over once the client has read it all, and later, never within the call.
  end(): void {
    this.ended = true;
    if (this.reading) this.destroy();
  }

  destroy(): void {
    this.ended = true;
    this.#network.atEndOfTurn(() => this.#close("Remote host closed the connection"));
  }
}
