import { connect, type Socket } from "node:net";
import { Duplex } from "node:stream";

/** A connection that begins with some bytes, in one packet with the first that are written to it. */
export class Prefixed extends Duplex {
  readonly #socket: Socket;
  #prefix: Uint8Array;

  constructor(port: number, prefix: string | Uint8Array) {
    super();
    this.#prefix = Buffer.from(prefix);
    this.#socket = connect({ port, host: "127.0.0.1" });
    this.#socket.on("data", (chunk) => this.push(chunk));
    this.#socket.on("error", () => this.#socket.destroy());
    this.#socket.on("close", () => this.destroy());
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#socket.write(Buffer.concat([this.#prefix, chunk]), done);
    this.#prefix = Buffer.alloc(0);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }
}
