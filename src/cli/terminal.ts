import type { Readable, Writable } from "node:stream";
import type { Variables } from "../config/environment.ts";

/** What a command reads from and writes to. */
export interface Terminal {
  /** The variables of the process. */
  readonly env: Variables;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean };
}

/** Writes whole lines. */
export function printLines(stream: Writable, lines: readonly string[]): void {
  for (const line of lines) stream.write(`${line}\n`);
}
