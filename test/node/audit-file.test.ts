import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { silentLogger } from "../../src/logging/logger.ts";
import { AuditFile } from "../../src/node/audit-file.ts";
import type { Change } from "../../src/world/changes.ts";
import { serverIdentity } from "../../src/world/identity.ts";

const by = serverIdentity("irc.test");

function act(target: string): Change {
  const record = { at: 1_700_000_000_000, by: "boss!boss@host", address: "192.0.2.2", oper: "root" };
  return { type: "audited", by, record: { ...record, command: "KILL", target, outcome: "done" } };
}

function auditFile() {
  const folder = mkdtempSync(join(tmpdir(), "ircd-audit-"));
  const path = join(folder, "audit.log");
  const told: string[] = [];
  const tellOperators = (text: string) => void told.push(text);
  const file = new AuditFile({ log: silentLogger(), server: "irc.test", tellOperators });
  const written = async (at = path) => {
    await file.flushed();
    return targetsIn(at);
  };
  return { file, folder, path, told, written };
}

function targetsIn(path: string): unknown[] {
  const lines = readFileSync(path, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line).target);
}

describe("the audit file", () => {
  test("has an act a line, as JSON, for nobody else to read, and is appended to", async () => {
    const { file, path, written } = auditFile();
    writeFileSync(path, `{"target":"before"}\n`, { mode: 0o644 });
    file.configure(path);
    file.happened(act("alice"));
    file.happened(act("bob"));
    expect(await written()).toEqual(["before", "alice", "bob"]);
    expect(JSON.parse(readFileSync(path, "utf8").split("\n")[1] ?? "")).toEqual({
      ...{ time: "2023-11-14T22:13:20.000Z", server: "irc.test", by: "boss!boss@host", address: "192.0.2.2" },
      ...{ account: null, oper: "root", command: "KILL", target: "alice", reason: null, outcome: "done" },
    });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await file.close();
  });

  test("is made with nobody else's rights, and only what is done with a privilege stands in it", async () => {
    const { file, path, written } = auditFile();
    file.configure(path);
    file.happened({ type: "announced", kind: "snotice", by, text: "x", snomask: "a" });
    expect(await written()).toEqual([]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await file.close();
  });

  test("is opened anew when it is asked for, and what was put away stays whole", async () => {
    const { file, path, written } = auditFile();
    file.configure(path);
    file.happened(act("alice"));
    await file.flushed();
    renameSync(path, `${path}.1`);
    file.reopen();
    file.happened(act("bob"));
    expect(await written()).toEqual(["bob"]);
    expect(targetsIn(`${path}.1`)).toEqual(["alice"]);
    await file.close();
  });

  test("loses nothing when it is renamed while it is written", async () => {
    const { file, path } = auditFile();
    file.configure(path);
    const all = Array.from({ length: 3000 }, (_, index) => `user${index}`);
    for (const target of all.slice(0, 1500)) file.happened(act(target));
    renameWhenThere(path);
    for (const target of all.slice(1500)) file.happened(act(target));
    await file.close();
    const there = [`${path}.1`, path].filter((name) => existsSync(name)).flatMap(targetsIn);
    expect(there).toEqual(all);
  });

  test("moves to where REHASH says, or ends", async () => {
    const { file, folder, path, written } = auditFile();
    file.configure(path);
    file.happened(act("alice"));
    await file.flushed();
    file.configure(join(folder, "other.log"));
    file.happened(act("bob"));
    expect(await written(join(folder, "other.log"))).toEqual(["bob"]);
    file.configure(undefined);
    file.happened(act("carol"));
    await file.close();
    expect(targetsIn(path)).toEqual(["alice"]);
    expect(targetsIn(join(folder, "other.log"))).toEqual(["bob"]);
  });

  test("that cannot be opened is told once, and what waited is written when it can", async () => {
    const { file, folder, told, written } = auditFile();
    const path = join(folder, "missing", "audit.log");
    file.configure(path);
    for (const target of ["alice", "bob"]) {
      file.happened(act(target));
      await file.flushed();
    }
    expect(told).toEqual([`The audit log ${path} cannot be written (ENOENT); what is to stand there waits`]);
    mkdirSync(join(folder, "missing"));
    file.happened(act("carol"));
    expect(await written(path)).toEqual(["alice", "bob", "carol"]);
    expect(told[1]).toBe(`The audit log ${path} can be written again; 0 acts are not in it`);
    await file.close();
  });

  test.skipIf(!existsSync("/dev/full"))(
    "on a full disk is told, and written elsewhere once it may",
    async () => {
      const { file, path, told, written } = auditFile();
      file.configure("/dev/full");
      file.happened(act("alice"));
      await file.flushed();
      expect(told[0]).toContain("cannot be written (ENOSPC)");
      file.configure(path);
      expect(await written()).toEqual(["alice"]);
      await file.close();
    },
  );

  test("holds no more than so many acts while it fails, and says how many are lost", async () => {
    const { file, folder, path, told } = auditFile();
    file.configure(join(folder, "missing", "audit.log"));
    await file.flushed();
    for (let index = 0; index < 10_003; index += 1) file.happened(act("alice"));
    file.configure(path);
    await file.close();
    const lines = readFileSync(path, "utf8").split("\n").slice(0, -1);
    expect(lines).toHaveLength(10_001);
    expect(JSON.parse(lines.at(-1) ?? "")).toMatchObject({ lost: 3 });
    expect(told.at(-1)).toContain("3 acts are not in it");
  });
});

function renameWhenThere(path: string): void {
  if (existsSync(path)) renameSync(path, `${path}.1`);
  else setImmediate(() => renameWhenThere(path));
}
