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
  const send = (assignments: readonly string[], sent: () => void) =>
    tell(assignments, env, (error) => {
      if (error) log.warn({ err: error }, "systemd could not be told how the server fares");
      sent();
    });
  const letters = new Letters(send);
  // What is told meanwhile says as well that the server lives.
  keepAlive(env, () => letters.isIdle && letters.add("WATCHDOG=1"));
  return {
    ready: (status) => letters.add("READY=1", `STATUS=${status}`),
    // Its clock is the one of hrtime, in microseconds.
    reloading: () => letters.add("RELOADING=1", `MONOTONIC_USEC=${process.hrtime.bigint() / 1000n}`),
    // At once: the process may be over before it is the turn of what waits, and that is of no interest any more.
    stopping() {
      letters.drop();
      send(["STOPPING=1"], () => {});
    },
  };
}

/** What is told one after the other: each by a process of its own, or READY=1 could overtake the RELOADING=1 it ends. */
class Letters {
  readonly #send: (assignments: readonly string[], sent: () => void) => void;
  #waiting: (readonly string[])[] = [];
  #isSending = false;

  constructor(send: (assignments: readonly string[], sent: () => void) => void) {
    this.#send = send;
  }

  get isIdle(): boolean {
    return !this.#isSending;
  }

  add(...assignments: readonly string[]): void {
    this.#waiting.push(assignments);
    if (!this.#isSending) this.#next();
  }

  drop(): void {
    this.#waiting = [];
  }

  #next(): void {
    const assignments = this.#waiting.shift();
    this.#isSending = assignments !== undefined;
    if (assignments) this.#send(assignments, () => this.#next());
  }
}

// A server whose event loop stands still says nothing, and is started anew.
function keepAlive({ WATCHDOG_USEC, WATCHDOG_PID }: Variables, say: () => unknown): void {
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
