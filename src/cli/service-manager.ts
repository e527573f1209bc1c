import { execFile } from "node:child_process";
import type { Variables } from "../config/environment.ts";
import type { Logger } from "../logging/logger.ts";

/** What started the server, and is told how it fares. */
export interface ServiceManager {
  /** It serves; `status` says where, in one line. */
  ready(status: string): void;
  /** It reads its files again. */
  reloading(): void;
  /** It ends. */
  stopping(): void;
}

/** Has a message reach systemd; the last argument is told whether it did. */
type Tell = (assignments: readonly string[], env: Variables, told: (error: Error | null) => void) => void;

/** Tells systemd where it has started us as `Type=notify`, and nobody otherwise: sd_notify(3). */
export function serviceManager(env: Variables, log: Logger, tell: Tell = systemdNotify): ServiceManager {
  if (!env["NOTIFY_SOCKET"]) return { ready() {}, reloading() {}, stopping() {} };
  const say = inTurn((assignments, next) =>
    tell(assignments, env, (error) => {
      if (error) log.warn({ err: error }, "systemd could not be told how the server fares");
      next();
    }),
  );
  keepAlive(env, () => say("WATCHDOG=1"));
  return {
    ready: (status) => say("READY=1", `STATUS=${status}`),
    // Its clock is the one of hrtime, in microseconds.
    reloading: () => say("RELOADING=1", `MONOTONIC_USEC=${process.hrtime.bigint() / 1000n}`),
    stopping: () => say("STOPPING=1"),
  };
}

// Each is told by a process of its own: without this READY=1 could overtake the RELOADING=1 it ends.
function inTurn(tell: (assignments: readonly string[], next: () => void) => void) {
  const waiting: (readonly string[])[] = [];
  let isTelling = false;
  const next = () => {
    const assignments = waiting.shift();
    isTelling = assignments !== undefined;
    if (assignments) tell(assignments, next);
  };
  return (...assignments: readonly string[]) => {
    waiting.push(assignments);
    if (!isTelling) next();
  };
}

// A server whose event loop stands still says nothing, and is started anew.
function keepAlive({ WATCHDOG_USEC, WATCHDOG_PID }: Variables, say: () => void): void {
  const everyMs = Number(WATCHDOG_USEC) / 2000;
  if (!(everyMs > 0) || (WATCHDOG_PID !== undefined && WATCHDOG_PID !== String(process.pid))) return;
  setInterval(say, everyMs).unref();
}

// Node.js has no datagram socket in the file system: systemd brings a program that speaks to it.
function systemdNotify(
  assignments: readonly string[],
  env: Variables,
  told: (error: Error | null) => void,
): void {
  execFile("systemd-notify", assignments, { env, timeout: 5_000 }, told);
}
