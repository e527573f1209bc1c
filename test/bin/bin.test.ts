import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";

const root = new URL("../..", import.meta.url).pathname;

/** A package of its own with our bin folder and these files, each a second younger than the one before. */
function packageWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "ircd-bin-"));
  cpSync(join(root, "bin"), join(folder, "bin"), { recursive: true });
  for (const [index, [name, text]] of Object.entries(files).entries()) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text, { mode: 0o755 });
    utimesSync(join(folder, name), 1_000_000 + index, 1_000_000 + index);
  }
  return folder;
}

describe("bin/ircd-ts", () => {
  const dist = { "dist/cli.js": 'console.log("compiled")' };
  const src = { "src/cli.ts": 'console.log("source" satisfies string)' };
  const checkout = { "tsconfig.json": "{}", "package.json": '{ "type": "module" }' };

  test.each([
    ["the source in a fresh clone", { ...checkout, ...src }, "source\n"],
    ["what is compiled and current", { ...checkout, ...src, ...dist }, "compiled\n"],
    ["the source when it is younger", { ...checkout, ...dist, ...src }, "source\n"],
    [
      "what is compiled in the published package",
      { "package.json": '{ "type": "module" }', ...dist, ...src },
      "compiled\n",
    ],
  ])("runs %s", (_, files, said) => {
    const folder = packageWith(files);
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    const { stdout, stderr } = spawnSync(process.execPath, [join(folder, "bin", "ircd-ts")], {
      encoding: "utf8",
    });
    expect({ stdout, stderr }).toEqual({ stdout: said, stderr: "" });
  });
});

describe("bin/install-if-needed.mjs", () => {
  const lock = { "package-lock.json": "{}" };
  const installed = { "node_modules/.package-lock.json": "{}" };
  const installs = 'mkdir -p node_modules; touch node_modules/.package-lock.json; echo ran "$@"';

  function install(folder: string, npm: string) {
    mkdirSync(join(folder, "path"));
    writeFileSync(join(folder, "path", "npm"), `#!/bin/sh\n${npm}\n`, { mode: 0o755 });
    const env = { ...process.env, PATH: `${join(folder, "path")}:${process.env["PATH"]}` };
    const run = () =>
      spawnSync(process.execPath, [join(folder, "bin", "install-if-needed.mjs")], { encoding: "utf8", env });
    return { first: run(), second: run() };
  }

  test.each([
    ["is missing", lock],
    ["is older than the lock file", { ...installed, ...lock }],
  ])("runs npm ci once when node_modules %s", (_, files) => {
    const { first, second } = install(packageWith(files), installs);
    expect(first).toMatchObject({ status: 0, stdout: "ran ci\n" });
    expect(second).toMatchObject({ status: 0, stdout: "", stderr: "" });
  });

  test("does nothing when node_modules is current", () => {
    const { first } = install(packageWith({ ...lock, ...installed }), installs);
    expect(first).toMatchObject({ status: 0, stdout: "", stderr: "" });
  });

  test("fails as npm does", () => {
    expect(install(packageWith(lock), "exit 7").first.status).toBe(7);
  });
});

test("bin/clean.mjs removes a folder, and is content when there is none", () => {
  const folder = packageWith({ "dist/old.js": "" });
  const clean = () => spawnSync(process.execPath, [join(folder, "bin", "clean.mjs"), "dist"]).status;
  expect([clean(), existsSync(join(folder, "dist")), clean()]).toEqual([0, false, 0]);
});
