import type { Logger } from "../logging/logger.ts";
import type { RunningServer } from "../node/running-server.ts";
import { failureLines } from "./failure.ts";

/** The part of `process` that ends a server. */
export interface Signals {
  on(signal: "SIGINT" | "SIGTERM" | "SIGHUP" | "SIGUSR1", listener: () => void): unknown;
  exit(code: number): void;
}

const LONGEST_GOODBYE = 4_500;

/** SIGTERM and SIGINT close the server and exit 0, a second one exits at once; SIGHUP reads the files again, SIGUSR1 opens anew what is written. */
export function endOnSignals(server: RunningServer, signals: Signals, log: Logger): void {
  const end = ender(server, signals, log);
  signals.on("SIGTERM", () => end("SIGTERM", 143));
  signals.on("SIGINT", () => end("SIGINT", 130));
  signals.on("SIGUSR1", () => {
    server.reopen();
    log.info("files opened again");
  });
  signals.on("SIGHUP", () => {
    server.rehash().then(
      (notes) => log.info({ notes }, "configuration read again"),
      (error: unknown) => log.error({ problems: failureLines(error) }, "configuration not read again"),
    );
  });
}

function ender(server: RunningServer, signals: Signals, log: Logger) {
  let ending = false;
  return (signal: string, codeIfHurried: number): void => {
    if (ending) {
      signals.exit(codeIfHurried);
      return;
    }
    ending = true;
    log.info({ signal }, "closing");
    const overdue = setTimeout(() => {
      log.warn("closing took too long");
      signals.exit(0);
    }, LONGEST_GOODBYE);
    server.close().then(
      () => {
        clearTimeout(overdue);
        signals.exit(0);
      },
      (error: unknown) => {
        log.error({ err: error }, "closing failed");
        signals.exit(1);
      },
    );
  };
}
