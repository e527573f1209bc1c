import type { Socket } from "node:net";
import type { Server } from "node:tls";

/** The connections of a TLS listener that have not shaken hands yet: nobody else knows them. */
export class Handshakes {
  readonly #shaking = new Map<string, Socket>();
  readonly #byAddress = new Map<string, number>();
  readonly #mayBegin: (address: string, shaking: number) => boolean;

  /** `mayBegin` is asked for each, with how many there are from its address. */
  constructor(server: Server, mayBegin: (address: string, shaking: number) => boolean) {
    this.#mayBegin = mayBegin;
    // Who leaves before has nothing to read: half open, it would stay for as long as a handshake may take.
    server.prependListener("connection", (socket: Socket) => {
      socket.allowHalfOpen = false;
    });
    server.on("connection", (socket: Socket) => this.#begin(socket));
    // Another object for the same connection: what they share is the other end.
    server.prependListener("secureConnection", (socket) => {
      socket.allowHalfOpen = true;
      this.#end(peerOf(socket));
    });
  }

  /** Cuts them all off. */
  destroy(): void {
    for (const socket of this.#shaking.values()) socket.destroy();
  }

  #begin(socket: Socket): void {
    const address = addressOf(socket);
    const count = this.#byAddress.get(address) ?? 0;
    if (!this.#mayBegin(address, count)) {
      socket.destroy();
      return;
    }
    const peer = peerOf(socket);
    this.#end(peer);
    this.#shaking.set(peer, socket);
    this.#byAddress.set(address, (this.#byAddress.get(address) ?? 0) + 1);
    socket.once("close", () => {
      if (this.#shaking.get(peer) === socket) this.#end(peer);
    });
  }

  #end(peer: string): void {
    if (!this.#shaking.delete(peer)) return;
    const address = peer.slice(0, peer.lastIndexOf(" "));
    const left = (this.#byAddress.get(address) ?? 0) - 1;
    if (left > 0) this.#byAddress.set(address, left);
    else this.#byAddress.delete(address);
  }
}

function addressOf({ remoteAddress = "" }: Socket): string {
  return remoteAddress;
}

function peerOf(socket: Socket): string {
  return `${addressOf(socket)} ${socket.remotePort}`;
}
