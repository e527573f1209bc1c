import { connect, type Socket } from "node:net";
import { type ConnectionOptions, connect as connectTls } from "node:tls";
import { Bell } from "./bell.ts";

/** A client on a real socket, for what only real sockets do. */
export class WireClient {
  readonly socket: Socket;
  /** Resolves when the connection is over. */
  readonly over: Promise<void>;
  text = "";
  readonly #bell = new Bell();
  #isOver = false;

  constructor(port: number, tls?: ConnectionOptions) {
    const place = { port, host: "127.0.0.1" };
    this.socket = tls ? connectTls({ ...place, rejectUnauthorized: false, ...tls }) : connect(place);
    this.socket.setEncoding("utf8");
    this.socket.on("data", (chunk) => {
      this.text += chunk;
      this.#bell.ring();
    });
    // A reset by the server ends the connection like anything else.
    this.socket.on("error", () => this.socket.destroy());
    this.over = new Promise((resolve) => {
      this.socket.on("close", () => {
        this.#isOver = true;
        this.#bell.ring();
        resolve();
      });
    });
  }

  /** Sends lines. */
  send(...lines: readonly string[]): void {
    this.socket.write(lines.map((line) => `${line}\r\n`).join(""));
  }

  /** Registers, and waits for the end of the welcome. */
  async register(nick: string): Promise<this> {
    this.send(`NICK ${nick}`, `USER ${nick} 0 * :${nick}`);
    await this.until(/ 376 /);
    return this;
  }

  /** The text so far, once it matches; rejects when the connection ends before it does. */
  async until(pattern: RegExp): Promise<string> {
    while (!pattern.test(this.text)) {
      if (this.#isOver) throw new Error(`the connection ended before ${pattern}: ${this.text}`);
      await this.#bell.rung();
    }
    return this.text;
  }
}
