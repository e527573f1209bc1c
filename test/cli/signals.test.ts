import { type ChildProcess, spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { mkdtempSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import type { ServiceManager } from "../../src/cli/service-manager.ts";
import { obeySignals } from "../../src/cli/signals.ts";
import { ConfigError } from "../../src/config/config-error.ts";
import { createLogger, silentLogger } from "../../src/logging/logger.ts";
import type { RunningServer } from "../../src/node/running-server.ts";

const stubCli = new URL("stub-cli.ts", import.meta.url).pathname;

async function started(...argv: string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["--import", "tsx", stubCli, ...argv]);
  await once(child.stdout, "data");
  return child;
}

/** Waits until the log of a process has said something. */
function reader({ stderr }: ChildProcess): (text: string) => Promise<void> {
  let all = "";
  stderr?.on("data", (chunk) => {
    all += String(chunk);
  });
  return async (text) => {
    while (!all.includes(text)) await once(stderr ?? new EventEmitter(), "data");
  };
}

class FakeProcess extends EventEmitter {
  readonly exits: number[] = [];
  exit(code: number): void {
    this.exits.push(code);
  }
}

describe("a served process", () => {
  test.each(["SIGTERM", "SIGINT"] as const)("exits 0 on %s", async (signal) => {
    const child = await started("--port=0");
    child.kill(signal);
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  test("reads its file again on SIGHUP, and keeps what it has when the file is wrong", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "ircd-hup-")), "ircd.yaml");
    writeFileSync(file, "listeners: [{ port: 0 }]\n");
    const child = await started("--config", file);
    const logged = reader(child);
    writeFileSync(file, "listeners: [{ port: 0 }]\nnetwork: Second\n");
    child.kill("SIGHUP");
    await logged("Second");
    writeFileSync(file, "network: a b\n");
    child.kill("SIGHUP");
    await logged("configuration not read again");
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  test("appends its log to a file, and to a new one on SIGUSR2 after that was moved away", async () => {
    const folder = mkdtempSync(join(tmpdir(), "ircd-log-"));
    const [log, old] = [join(folder, "ircd.log"), join(folder, "ircd.log.1")];
    const config = join(folder, "ircd.yaml");
    writeFileSync(config, `listeners: [{ port: 0 }]\nlog: { file: ${log} }\n`);
    writeFileSync(log, "from before\n");
    const child = await started("--config", config);
    const logs = (file: string, text: string) =>
      vi.waitFor(() => expect(readFileSync(file, "utf8")).toContain(text), { timeout: 20_000 });
    await logs(log, '"msg":"serving"');
    expect(readFileSync(log, "utf8")).toMatch(/"version":"\d.*"places":\["IRC on 127\.0\.0\.1:\d+ .*serving/);
    child.kill("SIGHUP");
    await logs(log, "configuration read again");
    renameSync(log, old);
    child.kill("SIGUSR2");
    await logs(log, "log reopened");
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
    expect(readFileSync(old, "utf8")).toMatch(/^from before\n\{.*configuration read again/s);
    expect(readFileSync(log, "utf8")).toMatch(/closing.*\n$/s);
  });

  test("tells systemd that it serves, reads again and ends, and that it lives", async () => {
    const folder = mkdtempSync(join(tmpdir(), "ircd-notify-"));
    const told = join(folder, "told");
    writeFileSync(join(folder, "systemd-notify"), `#!/bin/sh\necho "$@" >> ${told}\n`, { mode: 0o755 });
    const env = { ...process.env, PATH: `${folder}:${process.env["PATH"]}`, NOTIFY_SOCKET: "/run/notify" };
    const child = spawn(process.execPath, ["--import", "tsx", stubCli, "--port=0"], {
      env: { ...env, WATCHDOG_USEC: "200000" },
    });
    writeFileSync(told, "");
    const says = (text: RegExp) =>
      vi.waitFor(() => expect(readFileSync(told, "utf8")).toMatch(text), { timeout: 20_000 });
    await says(/^READY=1 STATUS=IRC on 127\.0\.0\.1:\d+ /m);
    await says(/^WATCHDOG=1$/m);
    child.kill("SIGHUP");
    await says(/^RELOADING=1 MONOTONIC_USEC=\d+$/m);
    await says(/READY=1.*READY=1/s);
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
    await says(/^STOPPING=1$/m);
  });
});

function obey(process: FakeProcess, server: Partial<RunningServer>, log = silentLogger()) {
  const told: string[] = [];
  const manager: ServiceManager = {
    ready: (status) => told.push(`ready: ${status}`),
    reloading: () => told.push("reloading"),
    stopping: () => told.push("stopping"),
  };
  const whole = {
    port: 0,
    addresses: [],
    close: async () => undefined,
    rehash: async () => [],
    reopen: () => {},
    ...server,
  };
  obeySignals({
    ...{ server: whole, signals: process, log, manager },
    status: () => "here",
    reopen: () => told.push("reopened"),
  });
  return told;
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("signals", () => {
  test("have what is written besides the log opened anew on SIGUSR2, too", () => {
    const process = new FakeProcess();
    let opened = 0;
    const reopen = () => {
      opened += 1;
    };
    const told = obey(process, { reopen });
    process.emit("SIGUSR2");
    expect([opened, told.includes("reopened"), process.exits]).toEqual([1, true, []]);
  });

  test("log what SIGHUP has changed and what waits for a restart, or what is wrong", async () => {
    const lines: { readonly msg: string; readonly notes?: string[]; readonly problems?: string[] }[] = [];
    const write = (line: string) => lines.push(JSON.parse(line)) > 0;
    const log = createLogger({ level: "info", pretty: false, destination: { write } });
    const answers = [
      () => Promise.resolve(["listening on 127.0.0.1 port 7000 now"]),
      () => Promise.reject(new ConfigError(["ircd.yaml:1:1: prot: is no key of the configuration"])),
    ];
    const rehash = () => answers.shift()?.() ?? Promise.resolve([]);
    const process = new FakeProcess();
    obey(process, { rehash }, log);
    process.emit("SIGHUP");
    process.emit("SIGHUP");
    while (lines.length < 2) await turn();
    expect(lines).toMatchObject([
      { msg: "configuration read again", notes: ["listening on 127.0.0.1 port 7000 now"] },
      {
        msg: "configuration not read again",
        problems: ["ircd.yaml:1:1: prot: is no key of the configuration"],
      },
    ]);
  });

  test("exit at once when they come a second time", () => {
    const process = new FakeProcess();
    obey(process, { close: () => new Promise<void>(() => undefined) });
    process.emit("SIGTERM");
    expect(process.exits).toEqual([]);
    process.emit("SIGINT");
    expect(process.exits).toEqual([130]);
  });

  test("exit with 1 when the server cannot close", async () => {
    const process = new FakeProcess();
    const close = () => Promise.reject(new Error("disk full"));
    obey(process, { close });
    process.emit("SIGTERM");
    await Promise.resolve().then(() => undefined);
    expect(process.exits).toEqual([1]);
  });

  test("have the manager of services told what goes on", async () => {
    const process = new FakeProcess();
    const told = obey(process, { rehash: () => Promise.reject(new ConfigError(["wrong"])) });
    process.emit("SIGHUP");
    await turn();
    process.emit("SIGTERM");
    expect(told).toEqual(["ready: here", "reloading", "ready: here", "stopping"]);
  });

  test("go on in new log files on SIGUSR2", () => {
    const process = new FakeProcess();
    const told = obey(process, {});
    process.emit("SIGUSR2");
    expect(told).toEqual(["ready: here", "reopened"]);
  });
});
