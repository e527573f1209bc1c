import { describe, expect, onTestFinished, test, vi } from "vitest";
import { serviceManager } from "../../src/cli/service-manager.ts";
import { createLogger, silentLogger } from "../../src/logging/logger.ts";

describe("a manager of services", () => {
  test("is told nothing where there is none", () => {
    const manager = serviceManager({}, silentLogger(), () => expect.unreachable());
    manager.ready("IRC on 127.0.0.1:6667");
    manager.reloading();
    manager.stopping();
  });

  test("that cannot be told is logged, and the server goes on", () => {
    const lines: unknown[] = [];
    const write = (line: string) => lines.push(JSON.parse(line)) > 0;
    const log = createLogger({ level: "info", pretty: false, destination: { write } });
    const manager = serviceManager({ NOTIFY_SOCKET: "/run/notify" }, log, (_assignments, _env, told) =>
      told(new Error("spawn systemd-notify ENOENT")),
    );
    manager.ready("IRC on 127.0.0.1:6667");
    expect(lines).toMatchObject([
      { level: 40, msg: "systemd could not be told how the server fares", err: { type: "Error" } },
    ]);
  });

  function slow(env: Record<string, string> = {}) {
    const said: string[] = [];
    const waiting: ((error: Error | null) => void)[] = [];
    const manager = serviceManager(
      { NOTIFY_SOCKET: "/run/notify", ...env },
      silentLogger(),
      ([first = ""], _env, told) => {
        said.push(first);
        waiting.push(told);
      },
    );
    return { manager, said, goOn: (error: Error | null = null) => waiting.shift()?.(error) };
  }

  test("is told one thing after the other, as they have happened", () => {
    const { manager, said, goOn } = slow();
    manager.reloading();
    manager.ready("IRC on 127.0.0.1:6667");
    manager.reloading();
    expect(said).toEqual(["RELOADING=1"]);
    goOn(new Error("it takes too long"));
    expect(said).toEqual(["RELOADING=1", "READY=1"]);
    goOn();
    goOn();
    expect(said).toEqual(["RELOADING=1", "READY=1", "RELOADING=1"]);
    manager.ready("IRC on 127.0.0.1:6667");
    expect(said).toHaveLength(4);
  });

  test("is told of the end at once, and of nothing that waited", () => {
    const { manager, said, goOn } = slow();
    manager.reloading();
    manager.ready("IRC on 127.0.0.1:6667");
    manager.stopping();
    expect(said).toEqual(["RELOADING=1", "STOPPING=1"]);
    goOn();
    expect(said).toEqual(["RELOADING=1", "STOPPING=1"]);
  });

  test("is told that the server lives, but not while it is told something else", () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { manager, said, goOn } = slow({ WATCHDOG_USEC: "2000000" });
    manager.ready("IRC on 127.0.0.1:6667");
    vi.advanceTimersByTime(5_000);
    expect(said).toEqual(["READY=1"]);
    goOn();
    vi.advanceTimersByTime(1_000);
    expect(said).toEqual(["READY=1", "WATCHDOG=1"]);
  });
});
