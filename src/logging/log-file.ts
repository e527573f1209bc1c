import { closeSync, openSync } from "node:fs";
import { pino } from "pino";
import type { LogDestination } from "./logger.ts";

/** A file that log lines are appended to. */
export interface LogFile extends LogDestination {
  /** Goes on in a file of the same name: the old one was moved away. */
  reopen(): void;
}

/**
 * Opens a file for the log, which only its owner and group may read; throws the system's error if it cannot be written
 * to. Later trouble, such as a full disk, is told once by `troubled`, and again only if it comes back after a line could
 * be written; lines wait meanwhile.
 */
export function openLogFile(file: string, troubled: (error: Error) => void): LogFile {
  // Asked before: the stream would tell of it only later.
  closeSync(openSync(file, "a", MODE));
  const stream = pino.destination({
    dest: file,
    append: true,
    sync: false,
    mode: MODE,
    maxLength: MOST_WAITING,
  });
  let isTroubled = false;
  stream.on("error", (error: Error) => {
    if (!isTroubled) troubled(error);
    isTroubled = true;
  });
  stream.on("write", () => {
    isTroubled = false;
  });
  return {
    write(text) {
      stream.write(text);
    },
    reopen() {
      stream.reopen();
    },
  };
}

const MODE = 0o640;

// In bytes: lines beyond them are dropped while the disk takes none.
const MOST_WAITING = 16 * 1024 * 1024;
