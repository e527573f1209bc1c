import { describe, expect, test } from "vitest";
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

  test("is told one thing after the other, as they have happened", () => {
    const said: string[] = [];
    const waiting: ((error: Error | null) => void)[] = [];
    const manager = serviceManager(
      { NOTIFY_SOCKET: "/run/notify" },
      silentLogger(),
      ([first = ""], _env, told) => {
        said.push(first);
        waiting.push(told);
      },
    );
    manager.reloading();
    manager.ready("IRC on 127.0.0.1:6667");
    manager.stopping();
    expect(said).toEqual(["RELOADING=1"]);
    waiting.shift()?.(new Error("it takes too long"));
    expect(said).toEqual(["RELOADING=1", "READY=1"]);
    waiting.shift()?.(null);
    waiting.shift()?.(null);
    expect(said).toEqual(["RELOADING=1", "READY=1", "STOPPING=1"]);
    manager.reloading();
    expect(said).toHaveLength(4);
  });
});
