import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { LineSplitter } from "../client/line-splitter.ts";
import type { Target } from "../client/raw-client.ts";
import type { Memory, Transform } from "./fault.ts";

/** Stands before a server and alters what passes. */
export class FaultProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor({ host, port }: Target, transform: Transform, from: string | undefined) {
    const place = { host, port, ...(from !== undefined && { localAddress: from }) };
    this.#server = createServer((client) => this.#join(client, connect(place), transform));
  }

  /** Listens on a free loopback port; it comes to the server from this address, if one is given. */
  static async start(target: Target, transform: Transform, from?: string): Promise<FaultProxy> {
    const proxy = new FaultProxy(target, transform, from);
    proxy.#server.listen(0, "127.0.0.1");
    await once(proxy.#server, "listening");
    return proxy;
  }

  /** Where it listens. */
  get port(): number {
    return addressOf(this.#server).port;
  }

  /** Ends all connections and listens no more. */
  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, "close");
  }

  #join(client: Socket, server: Socket, transform: Transform): void {
    const memory: Memory = new Map();
    this.#pass(client, server, (line) => transform(line, "to-server", memory));
    this.#pass(server, client, (line) => transform(line, "to-client", memory));
  }

  #pass(from: Socket, to: Socket, change: (line: string) => readonly string[]): void {
    const splitter = new LineSplitter();
    this.#sockets.add(from);
    from.setNoDelay(true);
    from.on("data", (chunk: Buffer) => {
      const lines = splitter.push(chunk).flatMap((line) => change(line.toString("latin1")));
      if (to.writable) to.write(lines.map((line) => `${line}\r\n`).join(""), "latin1");
    });
    // A reset on one side is passed on as an end; the other side draws its own conclusions.
    from.on("error", () => from.destroy());
    from.on("close", () => {
      this.#sockets.delete(from);
      to.end();
    });
  }
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the proxy is not listening");
  return address;
}
