import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { beforeAll, describe, expect, test } from "vitest";
import { writeLines } from "../../src/cli/output.ts";
import { openDatabase } from "../../src/store/sqlite/database.ts";
import { account, message, record } from "../store/contract/rows.ts";

const stubCli = new URL("stub-cli.ts", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "ircd-output-"));
const data = join(folder, "data");
const config = join(folder, "ircd.yaml");

// More than a pipe holds, of one account.
beforeAll(async () => {
  mkdirSync(data);
  const { areas: store, db } = await openDatabase({ file: join(data, "ircd.db"), busyTimeout: 0 });
  await store.accounts.create(account("Alice"));
  const said = Array.from({ length: 3000 }, (_, seq) =>
    message(seq + 1, `${seq} ${"x".repeat(200)}`, { account: "alice" }),
  );
  await record(store, ...said);
  await db.destroy();
  writeFileSync(config, "network: Example\n");
});

function start(argv: readonly string[], stdout: "pipe" | number = "pipe", stderr: "pipe" | number = "pipe") {
  return spawn(process.execPath, ["--import", "tsx", stubCli, ...argv], {
    stdio: ["ignore", stdout, stderr],
  });
}

async function ended(child: ChildProcess) {
  const said = child.stderr ? text(child.stderr) : "";
  const [status] = await once(child, "close");
  return { status, err: await said };
}

const everyCommand: readonly (readonly string[])[] = [
  ["--help"],
  ["config-schema"],
  ["check-config", config],
  ["doctor", "--port", "0", "--ephemeral"],
  ["init", join(folder, "new.yaml")],
  ["db", "export", "--data", data],
  ["db", "check", "--data", data],
  ["db", "backup", join(folder, "copy.db"), "--data", data],
  ["account", "export", "alice", "--data", data],
];

describe.sequential("what a command writes", () => {
  test.each(everyCommand.map((argv) => [argv.join(" ").replaceAll(`${folder}/`, ""), argv] as const))(
    "%s ends quietly when its reader has gone before it begins",
    async (_, argv) => {
      const child = start(argv);
      child.stdout?.destroy();
      expect(await ended(child)).toEqual({ status: 0, err: "" });
    },
  );

  test("what was done is done, though nobody has read of it", () => {
    expect([existsSync(join(folder, "new.yaml")), existsSync(join(folder, "copy.db"))]).toEqual([true, true]);
  });

  test.each([[["db", "export", "--data", data]], [["account", "export", "alice", "--data", data]]])(
    "%j ends quietly when its reader goes in the middle, and the folder is free again",
    async (argv) => {
      const child = start(argv);
      child.stdout?.once("data", () => child.stdout?.destroy());
      expect(await ended(child)).toEqual({ status: 0, err: "" });
      expect(await ended(start(["db", "check", "--data", data]))).toEqual({ status: 0, err: "" });
    },
  );

  test
    .skipIf(!existsSync("/dev/full"))
    .each([[["config-schema"]], [["db", "export", "--data", data]], [["--help"]]])(
    "%j says in one line that the disk is full, and fails",
    async (argv) => {
      const full = openSync("/dev/full", "w");
      const { status, err } = await ended(start(argv, full));
      closeSync(full);
      expect({ status, err }).toEqual({ status: 1, err: "ircd-ts: cannot write to stdout (ENOSPC)\n" });
    },
  );

  test("a mistake that nobody reads of is a failure still", async () => {
    const child = start(["--prot", "1"]);
    child.stderr?.destroy();
    const [status] = await once(child, "close");
    expect(status).toBe(1);
  });

  test("a server goes on when the readers of its log and of where it listens have gone", async () => {
    const child = start(["--port", "0", "--ephemeral"]);
    const said = await new Promise<string>((resolve) =>
      child.stdout?.once("data", (chunk) => resolve(String(chunk))),
    );
    child.stdout?.destroy();
    child.stderr?.destroy();
    // It writes to its log for each of these.
    child.kill("SIGHUP");
    child.kill("SIGHUP");
    const socket = connect(Number(/:(\d+)/.exec(said)?.[1]), "127.0.0.1");
    await once(socket, "connect");
    socket.destroy();
    child.kill("SIGTERM");
    expect((await once(child, "close"))[0]).toBe(0);
  });
});

test("a stream that nobody reads any more is not waited for", async () => {
  const stream = new PassThrough();
  stream.destroy();
  await expect(writeLines(["one"], stream)).rejects.toThrow("it is written to no more");
});
