import type { Logger } from "../logging/logger.ts";
import type { RunningServer } from "../node/running-server.ts";
import { failureLines } from "./failure.ts";
import type { ServiceManager } from "./service-manager.ts";

/** The part of `process` that signals come to. */
export interface Signals {
  on(signal: "SIGINT" | "SIGTERM" | "SIGHUP" | "SIGUSR2", listener: () => void): unknown;
  exit(code: number): void;
}

/** Whom signals are for. */
export interface SignalParts {
  readonly server: RunningServer;
  readonly signals: Signals;
  readonly log: Logger;
  readonly manager: ServiceManager;
  /** Where the server listens, in one line. */
  status(): string;
  /** Goes on in new log files. */
  reopen(): void;
}

const LONGEST_GOODBYE = 4_500;

/**
 * SIGTERM and SIGINT close the server and exit 0, a second one exits at once; SIGHUP reads the files again; SIGUSR2
 * follows a rotation of the logs (SIGUSR1 is the one with which Node.js opens its debugger).
 */
export function obeySignals(parts: SignalParts): void {
  const { server, signals, log, manager } = parts;
  const end = ender(parts);
  signals.on("SIGTERM", () => end("SIGTERM", 143));
  signals.on("SIGINT", () => end("SIGINT", 130));
  signals.on("SIGHUP", () => {
    manager.reloading();
    server
      .rehash()
      .then(
        (notes) => log.info({ notes }, "configuration read again"),
        (error: unknown) => log.error({ problems: failureLines(error) }, "configuration not read again"),
      )
      .finally(() => manager.ready(parts.status()));
  });
  signals.on("SIGUSR2", () => {
    parts.reopen();
    server.reopen();
    log.info("log reopened");
  });
  manager.ready(parts.status());
}

function ender({ server, signals, log, manager }: SignalParts) {
  let ending = false;
  return (signal: string, codeIfHurried: number): void => {
    if (ending) {
      signals.exit(codeIfHurried);
      return;
    }
    ending = true;
    log.info({ signal }, "closing");
    manager.stopping();
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
