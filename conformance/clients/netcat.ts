import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { ended } from "../processes.ts";
import type { Seat } from "./person.ts";

/** A connection held by `nc`: lines go in, and what came out is kept. */
export class Netcat {
  readonly #child: ChildProcessWithoutNullStreams;
  #shown = "";
  #forgotten = 0;

  constructor({ host, port }: Seat) {
    this.#child = spawn("nc", [host, String(port)]);
    this.#child.stdout.setEncoding("utf8");
    this.#child.stdout.on("data", (chunk: string) => this.#take(chunk));
    // Whoever quits may be gone before nc has written the last line.
    this.#child.stdin.on("error", (error) => {
      this.#shown += `nc: ${error.message}\n`;
    });
  }

  type(line: string): void {
    this.#child.stdin.write(`${line}\r\n`);
  }

  shown(): string {
    return this.#shown.slice(this.#forgotten).replaceAll("\r", "");
  }

  forget(): void {
    this.#forgotten = this.#shown.length;
  }

  async close(): Promise<void> {
    await ended(this.#child);
  }

  #take(chunk: string): void {
    this.#shown += chunk;
    for (const ping of chunk.matchAll(/^PING (.*?)\r?$/gm)) this.type(`PONG ${ping[1]}`);
  }
}
