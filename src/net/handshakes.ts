import type { Server, Socket } from "node:net";
import { peerKey } from "./peer.ts";
import type { ProxyDoor } from "./proxy-door.ts";

/** Who may begin. */
interface Doorkeeper {
  /** Asked for each, with how many there are from its address. */
  mayShakeHands?(address: string, shaking: number): boolean;
}

/** The connections of a listener that have not shaken hands yet: nobody else knows them. */
export class Handshakes {
  readonly #shaking = new Map<string, { readonly socket: Socket; readonly address: string }>();
  readonly #byAddress = new Map<string, number>();
  readonly #door: Doorkeeper;
  readonly #proxies: ProxyDoor;

  constructor(server: Server, door: Doorkeeper, proxies: ProxyDoor) {
    this.#door = door;
    this.#proxies = proxies;
    // Who leaves before has nothing to read: half open, it would stay for as long as a handshake may take.
    server.prependListener("connection", (socket: Socket) => {
      socket.allowHalfOpen = false;
    });
    server.on("connection", (socket: Socket) => this.#begin(socket));
  }

  /** It has shaken hands; with TLS the socket is another object than at first: what they share is the other end. */
  done(socket: Socket): void {
    socket.allowHalfOpen = true;
    this.#end(peerKey(socket));
  }

  /** Cuts them all off. */
  destroy(): void {
    for (const { socket } of this.#shaking.values()) socket.destroy();
  }

  #begin(socket: Socket): void {
    const { address } = this.#proxies.farEndOf(socket);
    const count = this.#byAddress.get(address) ?? 0;
    if (this.#door.mayShakeHands?.(address, count) === false) {
      socket.destroy();
      return;
    }
    const peer = peerKey(socket);
    // A port may come again before its last socket is known to be closed.
    this.#end(peer);
    this.#shaking.set(peer, { socket, address });
    this.#byAddress.set(address, (this.#byAddress.get(address) ?? 0) + 1);
    socket.once("close", () => {
      if (this.#shaking.get(peer)?.socket === socket) this.#end(peer);
    });
  }

  #end(peer: string): void {
    const address = this.#shaking.get(peer)?.address;
    if (address === undefined) return;
    this.#shaking.delete(peer);
    const left = (this.#byAddress.get(address) ?? 0) - 1;
    if (left > 0) this.#byAddress.set(address, left);
    else this.#byAddress.delete(address);
  }
}
