import { once } from "node:events";
import { reasonOf } from "../node/start-error.ts";
import { printLines, type Terminal } from "./terminal.ts";

/** What comes of what a command writes. */
export interface Output {
  /** True for what has failed because whoever reads stdout has gone, or nothing can be written there: it has been told. */
  isCauseOf(error: unknown): boolean;
  /** Resolves when what was written has come out, or cannot: true if that is nobody's fault. */
  isWritten(): Promise<boolean>;
}

/**
 * Watches what is written. Whoever reads it may have seen enough (`ircd-ts config-schema | head`): that ends quietly.
 * What cannot be written is told in one line; what cannot be told, nobody is there to read.
 */
export function watchOutput({ stdout, stderr }: Terminal): Output {
  const seen = new Set<unknown>();
  let isFaulty = false;
  stdout.on("error", (error) => {
    seen.add(error);
    if (isReaderGone(error) || isFaulty) return;
    isFaulty = true;
    printLines(stderr, [`ircd-ts: cannot write to stdout (${reasonOf(error)})`]);
  });
  stderr.on("error", () => {});
  return {
    isCauseOf: (error) => seen.has(error) || error instanceof ReaderGone,
    async isWritten() {
      // The system tells of it in the turn in which it was written.
      await new Promise((resolve) => setImmediate(resolve));
      return !isFaulty;
    },
  };
}

/** Nobody reads what is written any more. */
class ReaderGone extends Error {}

/** Writes lines no faster than they are read, and gives how many; throws the error of the stream. */
export async function writeLines(
  lines: Iterable<string> | AsyncIterable<string>,
  stream: Terminal["stdout"],
): Promise<number> {
  let written = 0;
  for await (const line of lines) {
    if (stream.destroyed) throw stream.errored ?? new ReaderGone("it is written to no more");
    if (!stream.write(`${line}\n`)) await once(stream, "drain");
    written += 1;
  }
  return written;
}

function isReaderGone(error: Error): boolean {
  return "code" in error && (error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED");
}
