import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { runCli } from "../../src/cli/run.ts";
import { thisMachine } from "../../src/node/doctor/machine.ts";

async function doctor(text: string) {
  const file = join(mkdtempSync(join(tmpdir(), "ircd-doctor-")), "ircd.yaml");
  writeFileSync(file, text);
  const streams = { env: {}, stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() };
  const signals = { on: () => undefined, exit: () => undefined };
  const start = () => Promise.reject(new Error("nothing is started"));
  const status = await runCli(["doctor", "--ephemeral", "--config", file], start, streams, signals);
  return { status, out: String(streams.stdout.read() ?? ""), err: String(streams.stderr.read() ?? "") };
}

describe("ircd-ts doctor", () => {
  test("says what it looked at, a line each, and exits 0 where nothing keeps the server from serving", async () => {
    const { status, out } = await doctor("listeners: [{ port: 0 }]\nconnections: { clients: 10 }\n");
    expect(out).toMatch(/^ok {4}Node\.js: \d+\.\d+\.\d+$/m);
    expect(out).toMatch(/^warn {2}data folder: none/m);
    expect(out).toMatch(/\n0 faults, \d warnings?\n$/);
    expect(status).toBe(0);
  });

  test("exits 1 where something does", async () => {
    const { status, out } = await doctor("listeners: [{ host: 192.0.2.1, port: 0 }]\n");
    expect(out).toMatch(/^FAULT ports: 192\.0\.2\.1 port 0 cannot be listened on/m);
    expect(status).toBe(1);
  });

  test("says what is wrong with the configuration, as the server does", async () => {
    const { status, err } = await doctor("network: a b\n");
    expect(err).toMatch(/^ircd-ts: .*ircd\.yaml:1:10: network: /);
    expect(status).toBe(1);
  });

  test("knows this machine", async () => {
    expect(thisMachine.openFiles ?? 1).toBeGreaterThan(0);
    expect(thisMachine.heapLimit).toBeGreaterThan(0);
    const { free, total } = await thisMachine.space(tmpdir());
    expect(total).toBeGreaterThanOrEqual(free);
    expect([true, false, undefined]).toContain(await thisMachine.isClockKept());
  });
});
