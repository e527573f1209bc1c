import { connect, type Socket } from "node:net";
import { Bell } from "./bell.ts";

/** A frame a server has sent. */
export interface ReceivedFrame {
  readonly opcode: number;
  readonly payload: Buffer;
}

const mask = Buffer.from([0x12, 0x34, 0x56, 0x78]);

/** A WebSocket client that writes its bytes by hand: for what no decent one sends. */
export class WebWire {
  readonly socket: Socket;
  /** Resolves when the connection is over. */
  readonly over: Promise<void>;
  #received = Buffer.alloc(0);
  readonly #bell = new Bell();
  #isOver = false;

  constructor(port: number) {
    this.socket = connect({ port, host: "127.0.0.1" });
    this.socket.on("data", (chunk) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#bell.ring();
    });
    this.socket.on("error", () => this.socket.destroy());
    this.over = new Promise((resolve) => {
      this.socket.on("close", () => {
        this.#isOver = true;
        this.#bell.ring();
        resolve();
      });
    });
  }

  /** Asks to upgrade; gives the head of the answer. */
  async handshake(...headers: readonly string[]): Promise<string> {
    const usual = ["GET / HTTP/1.1", "Host: irc.test", "Connection: Upgrade", "Upgrade: websocket"];
    const key = ["Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="];
    this.socket.write([...usual, ...key, ...headers, "", ""].join("\r\n"));
    return await this.answer();
  }

  /** The head of an answer of HTTP. */
  async answer(): Promise<string> {
    for (;;) {
      const end = this.#received.indexOf("\r\n\r\n");
      if (end !== -1) {
        const head = this.#received.toString("latin1", 0, end);
        this.#received = this.#received.subarray(end + 4);
        return head;
      }
      await this.#more();
    }
  }

  /** The next frame that has come. */
  async frame(): Promise<ReceivedFrame> {
    for (;;) {
      const [first = 0, short = 0] = this.#received;
      const start = short < 126 ? 2 : short === 126 ? 4 : 10;
      if (this.#received.length >= start) {
        const length =
          short < 126 ? short : this.#received.readUIntBE(start === 4 ? 2 : 4, start === 4 ? 2 : 6);
        if (this.#received.length >= start + length) {
          const payload = this.#received.subarray(start, start + length);
          this.#received = this.#received.subarray(start + length);
          return { opcode: first & 0x0f, payload };
        }
      }
      await this.#more();
    }
  }

  /** The code of the close frame, whatever comes before it. */
  async closeCode(): Promise<number> {
    for (;;) {
      const { opcode, payload } = await this.frame();
      if (opcode === 8) return payload.readUInt16BE(0);
    }
  }

  async #more(): Promise<void> {
    if (this.#isOver) throw new Error(`the connection ended: ${this.#received.toString("latin1")}`);
    await this.#bell.rung();
  }
}

/** A frame as a client sends it, masked. */
export function clientFrame(opcode: number, text: string | Buffer, final = true): Buffer {
  const payload = Buffer.from(text);
  const { length } = payload;
  const size = length < 126 ? [0x80 | length] : [0x80 | 126, length >> 8, length & 0xff];
  const masked = payload.map((byte, at) => byte ^ (mask[at % 4] ?? 0));
  return Buffer.concat([Buffer.from([(final ? 0x80 : 0) | opcode, ...size]), mask, masked]);
}
