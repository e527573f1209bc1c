import type { LogConfig } from "../config/schema.ts";
import { openLogFile } from "./log-file.ts";
import type { LogLines } from "./log-lines.ts";
import { createLogger, type LogDestination, type Logger } from "./logger.ts";

/** The log of a server, where it is configured to go. */
export interface ConfiguredLog {
  readonly log: Logger;
  /** Goes on in a new file after the old one was moved away; where there is none it does nothing. */
  reopen(): void;
}

/** Where the log goes that has no file. */
interface LogTerminal extends LogDestination {
  readonly isTTY?: boolean;
}

/** Opens the log; throws the system's error if its file cannot be written to. */
export function configuredLog(config: LogConfig, stderr: LogTerminal, lines: LogLines): ConfiguredLog {
  const { level, file } = config;
  if (file === undefined) {
    const isTerminal = stderr.isTTY ?? false;
    const pretty = config.pretty === "auto" ? isTerminal : config.pretty;
    return {
      log: createLogger({ level, pretty, colors: isTerminal, destination: stderr, lines }),
      reopen() {},
    };
  }
  const destination = openLogFile(file, ({ message }) =>
    stderr.write(`ircd-ts: log.file: cannot be written to, its lines wait (${message})\n`),
  );
  return {
    log: createLogger({ level, pretty: config.pretty === true, destination, lines }),
    reopen: () => destination.reopen(),
  };
}
