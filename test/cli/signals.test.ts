import { type ChildProcess, spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { endOnSignals } from "../../src/cli/signals.ts";
import { ConfigError } from "../../src/config/config-error.ts";
import { createLogger, silentLogger } from "../../src/logging/logger.ts";

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
});

describe("signals", () => {
  test("have the files that are written opened anew on SIGUSR1", () => {
    const process = new FakeProcess();
    let opened = 0;
    const reopen = () => {
      opened += 1;
    };
    const server = { port: 0, addresses: [], close: async () => undefined, rehash: async () => [], reopen };
    endOnSignals(server, process, silentLogger());
    process.emit("SIGUSR1");
    expect([opened, process.exits]).toEqual([1, []]);
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
    endOnSignals(
      { port: 0, addresses: [], close: async () => undefined, rehash, reopen: () => {} },
      process,
      log,
    );
    process.emit("SIGHUP");
    process.emit("SIGHUP");
    while (lines.length < 2) await new Promise((resolve) => setImmediate(resolve));
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
    const server = {
      port: 0,
      addresses: [],
      close: () => new Promise<void>(() => undefined),
      rehash: async () => [],
      reopen: () => {},
    };
    endOnSignals(server, process, silentLogger());
    process.emit("SIGTERM");
    expect(process.exits).toEqual([]);
    process.emit("SIGINT");
    expect(process.exits).toEqual([130]);
  });

  test("exit with 1 when the server cannot close", async () => {
    const process = new FakeProcess();
    const close = () => Promise.reject(new Error("disk full"));
    endOnSignals(
      { port: 0, addresses: [], close, rehash: async () => [], reopen: () => {} },
      process,
      silentLogger(),
    );
    process.emit("SIGTERM");
    await Promise.resolve().then(() => undefined);
    expect(process.exits).toEqual([1]);
  });
});
