import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { problemsOf } from "../../../src/store/sqlite/archive.ts";
import { openDatabase } from "../../../src/store/sqlite/database.ts";
import { CompiledPackage } from "../../kit/compiled.ts";
import { freshFile } from "./files.ts";

// Says each entry that is acknowledged, and writes as fast as it can.
const program = `
import { openSqliteStore } from "./dist/store/sqlite/sqlite-store.js";
const store = await openSqliteStore({ file: process.argv[2] });
const row = (seq) => ({ id: "m" + seq, seq, n: 0, target: "#" + (seq % 10), kind: "PRIVMSG", at: seq, account: "a",
  nick: "a", prefix: "a!a@a", text: "word " + seq, folded: "word " + seq, payload: {} });
for (let seq = 1; ; ) {
  const writes = [];
  for (const end = seq + 300; seq < end; seq++) writes.push(store.messages.record([row(seq)], seq));
  await Promise.all(writes);
  process.stdout.write(seq - 1 + "\\n");
}
`;

let compiled: CompiledPackage;

beforeAll(() => {
  compiled = new CompiledPackage();
}, 60_000);

afterAll(() => compiled[Symbol.dispose]());

test("kill -9 under load loses nothing that was acknowledged, and the database opens clean", async () => {
  const file = freshFile();
  const child = spawn(process.execPath, [compiled.program("load.mjs", program), file]);
  let acknowledged = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged = Number(line);
    if (acknowledged >= 3000 && child.exitCode === null) child.kill("SIGKILL");
  }
  if (child.signalCode === null) await once(child, "exit");
  expect(child.signalCode).toBe("SIGKILL");
  const { connection, areas, db } = await openDatabase({ file, busyTimeout: 1000 });
  expect(problemsOf(connection)).toEqual([]);
  const cursor = await areas.messages.cursor();
  expect(cursor).toBeGreaterThanOrEqual(acknowledged);
  const { rows } = connection.run<{ n: number; last: number }>(
    "SELECT count(*) AS n, max(seq) AS last FROM messages",
  );
  expect(rows[0]).toEqual({ n: cursor, last: cursor });
  await db.destroy();
}, 60_000);

test("the compiled package opens it in a thread, too", async () => {
  const text = `
    const { openSqliteStore } = await import(process.argv[3]);
    const store = await openSqliteStore({ file: process.argv[2] });
    await store.plugins.set("p", "k", "v");
    console.log(await store.plugins.get("p", "k"));
    await store.close();
  `;
  const module = pathToFileURL(compiled.program("dist/store/sqlite/marker.txt", "")).href;
  const store = new URL("sqlite-store.js", module).href;
  const child = spawn(process.execPath, [compiled.program("once.mjs", text), freshFile(), store]);
  let out = "";
  child.stdout.on("data", (chunk) => {
    out += String(chunk);
  });
  await once(child, "close");
  expect([out, child.exitCode]).toEqual(["v\n", 0]);
}, 60_000);
