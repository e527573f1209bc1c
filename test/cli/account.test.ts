import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { runCli } from "../../src/cli/run.ts";
import { openDataFolder } from "../../src/node/data-folder.ts";
import { openDatabase } from "../../src/store/sqlite/database.ts";
import { account, channel, message, record } from "../store/contract/rows.ts";
import { startStub } from "./stub-server.ts";

async function run(...argv: readonly string[]) {
  const streams = { env: {}, stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() };
  const signals = { on: () => undefined, exit: () => undefined };
  const status = await runCli(argv, startStub, streams, signals);
  const textOf = (stream: PassThrough) => String(stream.read() ?? "");
  return { status, out: textOf(streams.stdout), err: textOf(streams.stderr) };
}

/** A data folder in which Alice has something of everything, and bob has written, too. */
async function filled(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "ircd-account-"));
  const { areas: store, db } = await openDatabase({ file: join(folder, "ircd.db"), busyTimeout: 0 });
  await store.accounts.create(account("Alice", { email: "alice@example.net", passwordHash: "secret" }));
  await store.accounts.create(account("bob"));
  await store.nicks.add({ folded: "ally", nick: "Ally", account: "alice", at: 2 });
  await store.appPasswords.add({
    account: "alice",
    device: "phone",
    hash: "secret",
    createdAt: 1,
    lastUsedAt: undefined,
  });
  await store.channels.register(channel("#a", { founder: "alice" }));
  await record(
    store,
    message(1, "mine", { account: "alice" }),
    message(2, "his", { account: "bob" }),
    message(3, "mine, too", { account: "alice" }),
  );
  await db.destroy();
  return folder;
}

describe("ircd-ts account export", () => {
  test("writes all that is kept of an account, and nothing that opens it", async () => {
    const { status, out, err } = await run("account", "export", "ALICE", "--data", await filled());
    expect([status, err]).toEqual([0, ""]);
    const [first, ...messages] = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(first).toMatchObject({
      type: "account",
      account: { name: "Alice", email: "alice@example.net" },
      nicks: [{ nick: "Alice" }, { nick: "Ally" }],
      appPasswords: [{ device: "phone" }],
      channels: ["#a"],
    });
    expect(messages.map(({ type, text }) => [type, text])).toEqual([
      ["message", "mine"],
      ["message", "mine, too"],
    ]);
    expect(out).not.toContain("secret");
  });

  test("says that there is no such account", async () => {
    const folder = await filled();
    const { status, err } = await run("account", "export", "nobody", "--data", folder);
    expect([status, err]).toEqual([1, `ircd-ts: there is no account nobody in ${join(folder, "ircd.db")}\n`]);
  });

  test("leaves alone what belongs to a running server", async () => {
    const folder = await filled();
    const held = openDataFolder(folder);
    const { status, err } = await run("account", "export", "alice", "--data", folder);
    expect([status, err]).toEqual([
      1,
      `ircd-ts: the data folder ${folder} is in use by process ${process.pid}\n`,
    ]);
    held.close();
  });

  test.each([
    [["account"], "account: needs export, and the name of the account"],
    [["account", "export"], "account: needs export, and the name of the account"],
    [["account", "melt", "alice"], 'account: does export, not "melt"'],
  ])("%j: %s", async (argv, problem) => {
    expect(await run(...argv)).toEqual({ status: 1, out: "", err: `ircd-ts: ${problem}\n` });
  });
});
