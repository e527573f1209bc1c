import type { ServerResponse } from "node:http";
import { z } from "zod";
import type { LogLines } from "../../logging/log-lines.ts";
import { nothing } from "./fields.ts";

const levels = { trace: 10, debug: 20, info: 30, warn: 40, error: 50, fatal: 60 } as const;

/** The one operation that answers without end. */
export const logStream = {
  id: "log.follow",
  method: "GET",
  path: "/log",
  scope: "log:read",
  summary: "Follows the log from now on, as server-sent events: one JSON object each",
  params: nothing,
  query: z.strictObject({
    level: z
      .enum(["trace", "debug", "info", "warn", "error", "fatal"])
      .default("trace")
      .describe("Nothing below this level; what the server does not log is not to be had"),
  }),
  body: nothing,
} as const;

/** What a stream needs of its listener. */
export interface StreamRim {
  readonly lines: LogLines;
  /** True while the token is still good for it: asked before each line, and now and then. */
  isAllowed(): boolean;
}

// A reader who is so far behind misses lines, and is told how many.
const mostBehind = 256 * 1024;
const heartbeatMs = 15_000;

/** One who follows the log over HTTP. */
export class LogStream {
  readonly #response: ServerResponse;
  readonly #rim: StreamRim;
  readonly #level: number;
  readonly #heartbeat: NodeJS.Timeout;
  readonly #unfollow: () => void;
  #missed = 0;

  /** The head of the answer has been written. */
  constructor(response: ServerResponse, rim: StreamRim, { level }: z.output<typeof logStream.query>) {
    this.#response = response;
    this.#rim = rim;
    this.#level = levels[level];
    this.#heartbeat = setInterval(() => this.#beat(), heartbeatMs).unref();
    this.#unfollow = rim.lines.follow((line) => this.#take(line));
    response.on("drain", () => this.#tellMissed()).on("close", () => this.#stop());
    // Headers reach who waits for them.
    response.write(": the log from here on\n\n");
  }

  #take(line: string): void {
    if (Number(/^\{"level":(\d+)/.exec(line)?.[1] ?? 0) < this.#level) return;
    if (!this.#rim.isAllowed()) this.#end();
    else if (this.#response.writableLength > mostBehind) this.#missed += 1;
    else this.#response.write(`data: ${line.trimEnd()}\n\n`);
  }

  #tellMissed(): void {
    if (this.#missed === 0) return;
    this.#response.write(`event: missed\ndata: ${this.#missed}\n\n`);
    this.#missed = 0;
  }

  #beat(): void {
    if (!this.#rim.isAllowed()) this.#end();
    else if (this.#response.writableLength <= mostBehind) this.#response.write(": still here\n\n");
  }

  // What is written after the end would be an error: nothing is followed from now on.
  #end(): void {
    this.#stop();
    this.#response.end();
  }

  #stop(): void {
    clearInterval(this.#heartbeat);
    this.#unfollow();
  }
}
