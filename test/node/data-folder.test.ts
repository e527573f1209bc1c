import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openDataFolder } from "../../src/node/data-folder.ts";

const fresh = () => mkdtempSync(join(tmpdir(), "ircd-data-"));

test("a data folder is made for its owner alone", () => {
  const path = join(fresh(), "deep", "data");
  const folder = openDataFolder(path);
  expect(statSync(path).mode & 0o777).toBe(0o700);
  folder.close();
  expect(readdirSync(path)).toEqual([]);
});

test("a data folder in use is refused, and free again when it is let go", () => {
  const path = fresh();
  const first = openDataFolder(path);
  expect(() => openDataFolder(path)).toThrow(`the data folder ${path} is in use by process ${process.pid}`);
  first.close();
  first.close();
  openDataFolder(path).close();
});

test("letting go twice does not take the folder from the next owner", () => {
  const path = fresh();
  const first = openDataFolder(path);
  first.close();
  const second = openDataFolder(path);
  writeFileSync(join(path, "lock"), "1 another");
  first.close();
  second.close();
  expect(existsSync(join(path, "lock"))).toBe(true);
});

test.each([
  ["of a process that is gone", "4194303999 1@x"],
  ["of an earlier process with our pid", `${process.pid} 1@x`],
  ["that is no lock", "not a pid"],
  ["that is empty", ""],
])("a lock %s is taken over", (_, mark) => {
  const path = fresh();
  writeFileSync(join(path, "lock"), mark);
  openDataFolder(path).close();
  expect(readdirSync(path)).toEqual([]);
});

test("a folder that another process holds is refused until that process is gone", async () => {
  const path = fresh();
  const module = new URL("../../src/node/data-folder.ts", import.meta.url);
  const code = `(await import(${JSON.stringify(module.href)})).openDataFolder(process.argv[1]); console.log("held"); setInterval(() => {}, 1e6);`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code, path]);
  await once(child.stdout, "data");
  expect(() => openDataFolder(path)).toThrow(`in use by process ${child.pid}`);
  child.kill("SIGKILL");
  await once(child, "exit");
  openDataFolder(path).close();
});

test("a folder that cannot be made is named", () => {
  const file = join(fresh(), "file");
  writeFileSync(file, "");
  expect(() => openDataFolder(join(file, "data"))).toThrow(
    /cannot make the data folder .*file\/data \(ENOTDIR\)/,
  );
});
