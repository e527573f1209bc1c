import { connect, type Socket } from "node:net";
import { CaseFailure } from "./failure.ts";
import { inWords, type Line, lastOf, matches, type Pattern, parseLine } from "./line.ts";
import { LineSplitter } from "./line-splitter.ts";
import { Lines } from "./lines.ts";

/** Where a server listens, and how long its answer may take. */
export interface Target {
  readonly host: string;
  readonly port: number;
  readonly deadlineMs: number;
}

/** A client that sends exactly what it is told and keeps every line it receives. */
export class RawClient {
  /** The nick it has; empty before registration. */
  nick = "";
  /** What the server sent between connecting and the end of the MOTD. */
  burst = new Lines([]);
  readonly heard: Line[] = [];
  readonly #socket: Socket;
  readonly #deadlineMs: number;
  readonly #splitter = new LineSplitter();
  readonly #listeners = new Set<() => void>();
  #unread: Line[] = [];
  #fences = 0;
  #ended = false;

  private constructor(socket: Socket, deadlineMs: number) {
    this.#socket = socket;
    this.#deadlineMs = deadlineMs;
    socket.setNoDelay(true);
    socket.on("data", (chunk: Buffer) => this.#receive(chunk));
    // A reset is an end like any other; cases that care look at what came before it.
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.#end());
  }

  /** Opens a connection; nothing is sent. */
  static async open(target: Target): Promise<RawClient> {
    const socket = connect(target.port, target.host);
    await new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("error", reject));
    return new RawClient(socket, target.deadlineMs);
  }

  /** Whether the connection has ended. */
  get gone(): boolean {
    return this.#ended;
  }

  /** Lines the server ended otherwise than by CR LF. */
  get badlyEnded(): readonly string[] {
    return this.#splitter.badlyEnded;
  }

  /** Sends lines, each ended by CR LF, in one segment. */
  send(...lines: readonly string[]): void {
    this.sendBytes(lines.map((line) => `${line}\r\n`).join(""));
  }

  /** Sends these bytes and nothing else. */
  sendBytes(bytes: string | Buffer): void {
    this.#socket.write(bytes);
  }

  /** Sends one byte at a time, each in a turn of its own. */
  async sendByteByByte(text: string): Promise<void> {
    for (const byte of Buffer.from(text)) {
      await new Promise((resolve) => this.#socket.write(Buffer.of(byte), resolve));
      await new Promise(setImmediate);
    }
  }

  /** Waits for a line and forgets what came before it. */
  expect(command: string, ...patterns: readonly Pattern[]): Promise<Line> {
    return this.#until(inWords(command, patterns), (line) => matches(line, command, patterns));
  }

  /** Waits for a line with one of these commands and forgets what came before it. */
  expectAny(...commands: readonly string[]): Promise<Line> {
    return this.#until(commands.join(" or "), (line) => commands.includes(line.command));
  }

  /** Sends lines, then a PING; everything received until its PONG, so that absence is proved too. */
  async exchange(...lines: readonly string[]): Promise<Lines> {
    this.#fences += 1;
    const token = `fence-${this.#fences}`;
    this.send(...lines, `PING ${token}`);
    const before = this.heard.length - this.#unread.length;
    await this.#until(`PONG ${token}`, (line) => line.command === "PONG" && lastOf(line) === token);
    return new Lines(this.heard.slice(before, this.heard.length - this.#unread.length - 1));
  }

  /** Everything received and not yet looked at, up to now. */
  settle(): Promise<Lines> {
    return this.exchange();
  }

  /** Waits until the server has closed the connection; what it said until then. */
  async ending(): Promise<Lines> {
    const before = this.heard.length - this.#unread.length;
    await this.#wait("the connection to end", () => this.#ended);
    this.#unread = [];
    return new Lines(this.heard.slice(before));
  }

  /** Drops the connection without a word. */
  vanish(): void {
    this.#socket.destroy();
  }

  async #until(what: string, wanted: (line: Line) => boolean): Promise<Line> {
    const found: Line[] = [];
    const before = this.heard.length - this.#unread.length;
    await this.#wait(what, () => this.#take(wanted, found), before);
    const [line] = found;
    if (line === undefined) {
      throw new CaseFailure(`the connection ended; expected ${what}; received:${this.#since(before)}`);
    }
    return line;
  }

  #take(wanted: (line: Line) => boolean, found: Line[]): boolean {
    const at = this.#unread.findIndex(wanted);
    if (at < 0) return this.#ended;
    found.push(...this.#unread.slice(at, at + 1));
    this.#unread = this.#unread.slice(at + 1);
    return true;
  }

  async #wait(what: string, done: () => boolean, before = this.heard.length): Promise<void> {
    const latest = performance.now() + this.#deadlineMs;
    while (!done()) {
      const left = latest - performance.now();
      if (left <= 0) {
        throw new CaseFailure(`waited ${this.#deadlineMs} ms for ${what}; received:${this.#since(before)}`);
      }
      await this.#news(left);
    }
  }

  #since(before: number): string {
    return this.heard
      .slice(before)
      .map((line) => `\n    ${line.raw}`)
      .join("");
  }

  #news(mostMs: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#listeners.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, mostMs);
      this.#listeners.add(wake);
    });
  }

  #receive(chunk: Buffer): void {
    for (const bytes of this.#splitter.push(chunk)) {
      const line = parseLine(bytes);
      if (line.command === "PING") this.send(`PONG :${lastOf(line)}`);
      this.heard.push(line);
      this.#unread.push(line);
    }
    this.#wake();
  }

  #end(): void {
    this.#ended = true;
    this.#wake();
  }

  #wake(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
