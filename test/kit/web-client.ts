import { type ClientOptions, WebSocket } from "ws";
import { Bell } from "./bell.ts";

/** A client on a WebSocket, as a web page or a program has one. */
export class WebClient {
  readonly socket: WebSocket;
  /** Resolves with the code when the connection is over, or with the status of a refusal. */
  readonly over: Promise<number>;
  /** The messages so far. */
  readonly lines: string[] = [];
  /** What kind each of them was. */
  readonly kinds: ("text" | "binary")[] = [];
  readonly #bell = new Bell();
  #isOver = false;

  constructor(port: number, protocols: readonly string[] = ["text.ircv3.net"], options: ClientOptions = {}) {
    const scheme = options.rejectUnauthorized === undefined ? "ws" : "wss";
    this.socket = new WebSocket(`${scheme}://127.0.0.1:${port}/`, [...protocols], options);
    this.socket.on("message", (message, isBinary) => {
      this.lines.push(String(message));
      this.kinds.push(isBinary ? "binary" : "text");
      this.#bell.ring();
    });
    this.over = new Promise((resolve) => {
      this.socket.on("unexpected-response", (request, { statusCode = 0 }) => {
        request.destroy();
        resolve(statusCode);
      });
      this.socket.on("close", resolve);
    });
    // However it ends, `over` says so.
    this.socket.on("error", () => this.socket.terminate());
    this.socket.on("close", () => {
      this.#isOver = true;
      this.#bell.ring();
    });
  }

  /** Sends lines, each as a message of its own, once the connection stands. */
  async send(...lines: readonly (string | Buffer)[]): Promise<void> {
    await this.opened();
    for (const line of lines) this.socket.send(line);
  }

  /** Resolves when the connection stands. */
  async opened(): Promise<this> {
    if (this.socket.readyState === WebSocket.CONNECTING)
      await new Promise<void>((resolve) => this.socket.once("open", resolve));
    return this;
  }

  /** Registers, and waits for the end of the welcome. */
  async register(nick: string): Promise<this> {
    await this.send(`NICK ${nick}`, `USER ${nick} 0 * :${nick}`);
    await this.until(/ 376 /);
    return this;
  }

  /** The first message that matches, come or to come; rejects when the connection ends before. */
  async until(pattern: RegExp): Promise<string> {
    for (;;) {
      const line = this.lines.find((message) => pattern.test(message));
      if (line !== undefined) return line;
      if (this.#isOver) throw new Error(`the connection ended before ${pattern}: ${this.lines.join("\n")}`);
      await this.#bell.rung();
    }
  }
}
