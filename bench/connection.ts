import { connect, type Socket } from "node:net";

const LF = 10;

/** Takes the bytes `from` to `to` of `chunk`: one line without its CR LF. The chunk is only valid during the call. */
export type LineTaker = (chunk: Buffer, from: number, to: number) => void;

/** One client of the load: its lines go, without a copy, to whoever listens at the time. */
export class Connection {
  readonly nick: string;
  onLine: LineTaker = ignore;
  onEnd: (reason: string) => void = ignore;
  readonly #socket: Socket;
  #carry: Buffer | undefined;

  constructor(nick: string, at: { readonly host: string; readonly port: number }, shared: Buffer) {
    this.nick = nick;
    const callback = (length: number, buffer: Uint8Array): boolean => this.#take(buffer, length);
    this.#socket = connect({ ...at, noDelay: true, onread: { buffer: shared, callback } });
    this.#socket.on("error", (error) => this.onEnd(error.message));
    this.#socket.on("close", () => this.onEnd("closed"));
  }

  send(lines: string): void {
    this.#socket.write(lines, "latin1");
  }

  /** Goes without a word; nothing is heard of it any more. */
  drop(): void {
    this.onEnd = ignore;
    this.onLine = ignore;
    this.#socket.destroy();
  }

  #take(shared: Uint8Array, length: number): boolean {
    const fresh = Buffer.from(shared.buffer, shared.byteOffset, length);
    const chunk = this.#carry ? Buffer.concat([this.#carry, fresh]) : fresh;
    let from = 0;
    for (let lf = chunk.indexOf(LF); lf !== -1; lf = chunk.indexOf(LF, from)) {
      this.onLine(chunk, from, lf - 1);
      from = lf + 1;
    }
    // The rest of the chunk is overwritten by the next read.
    this.#carry = from < chunk.length ? Buffer.from(chunk.subarray(from)) : undefined;
    return true;
  }
}

function ignore(): void {}
