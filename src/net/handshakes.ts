import type { Server, Socket } from "node:net";
import { normalAddress } from "./peer.ts";

/** Who may begin. */
interface Doorkeeper {
  /** Asked for each, with how many there are from its address. */
  mayShakeHands?(address: string, shaking: number): boolean;
}

/** The connections of a listener that have not shaken hands yet: nobody else knows them. */
export class Handshakes {
  readonly #shaking = new Map<string, Socket>();
  readonly #byAddress = new Map<string, number>();
  readonly #door: Doorkeeper;

  constructor(server: Server, door: Doorkeeper) {
    this.#door = door;
    // Who leaves before has nothing to read: half open, it would stay for as long as a handshake may take.
    server.prependListener("connection", (socket: Socket) => {
      socket.allowHalfOpen = false;
    });
    server.on("connection", (socket: Socket) => this.#begin(socket));
  }

  /** It has shaken hands; with TLS the socket is another object than at first: what they share is the other end. */
  done(socket: Socket): void {
    socket.allowHalfOpen = true;
    this.#end(peerOf(socket));
  }

  /** Cuts them all off. */
  destroy(): void {
    for (const socket of this.#shaking.values()) socket.destroy();
  }

  #begin(socket: Socket): void {
    const address = addressOf(socket);
    const count = this.#byAddress.get(address) ?? 0;
    if (this.#door.mayShakeHands?.(normalAddress(address), count) === false) {
      socket.destroy();
      return;
    }
    const peer = peerOf(socket);
    // A port may come again before its last socket is known to be closed.
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
