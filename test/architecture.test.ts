import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";

const root = new URL("..", import.meta.url).pathname;

/** Breaks one rule of the house each: where it stands, what it says, and which rule has to see it. */
const plants: readonly (readonly [file: string, text: string, rule: string])[] = [
  ...above("protocol", "world", "caps", "accounts", "history", "commands", "sessions", "engine", "server.ts"),
  ...above("world", "caps", "accounts", "commands", "console", "engine"),
  ...above("caps", "accounts", "history", "commands", "sessions", "engine"),
  ...above("accounts", "commands", "sessions", "engine"),
  ...above("channels", "commands", "sessions", "engine"),
  ...above("moderation", "commands", "sessions", "engine"),
  ...above("history", "commands", "engine"),
  ...above("commands", "console", "sessions", "services", "engine", "plugins"),
  ...above("sessions", "engine", "plugins", "server.ts", "cli"),
  ...above("services", "engine", "features"),
  ...above("plugins", "features", "server.ts"),
  ...above("features", "server.ts", "cli"),
  ...above("store", "sessions", "engine", "server.ts"),
  ...above("net", "sessions", "engine", "server.ts"),
  ...above("http", "sessions", "services", "engine", "server.ts"),
  ...above("config", "world", "net", "server.ts"),
  ...above("engine", "plugins", "features", "server.ts", "cli"),
  ["src/server.ts", use("./cli/run.ts"), "noRestrictedImports"],
  ...["accounts", "history", "commands", "sessions", "plugins"].flatMap((folder) => [
    plant(folder, "log-adapter", use("../log/memory-log.ts"), "noRestrictedImports"),
    plant(folder, "net-adapter", use("../net/tcp.ts"), "noRestrictedImports"),
    plant(folder, "store-adapter", use("../store/sqlite/sqlite-store.ts"), "noRestrictedImports"),
    plant(folder, "store-in-memory", use("../store/memory-store.ts"), "noRestrictedImports"),
    plant(folder, "config-reader", use("../config/load.ts"), "noRestrictedImports"),
    plant(
      folder,
      "config-value",
      'import { schema } from "../config/schema.ts";\nschema.parse({});\n',
      "noRestrictedImports",
    ),
  ]),
  plant(
    "world",
    "config-type",
    'import type { Config } from "../config/schema.ts";\nexport type X = Config;\n',
    "noRestrictedImports",
  ),
  plant("caps", "port", use("../log/log.ts"), "noRestrictedImports"),
  ...["protocol", "world", "commands"].flatMap((folder) => [
    plant(folder, "node-module", use("node:os"), "noRestrictedImports"),
    plant(folder, "database", use("kysely"), "noRestrictedImports"),
    ...[
      ...["Date.now()", "new Date()", "performance.now()", "crypto.randomUUID()", "new Intl.NumberFormat()"],
      ...["setTimeout(stop, 1)", "setInterval(stop, 1)", "setImmediate(stop)", "queueMicrotask(stop)"],
      ...["process.pid", "globalThis.Date.now()", 'fetch("http://localhost")', 'console.log("x")'],
    ].map((code, index) =>
      plant(
        folder,
        `global-${index}`,
        `function stop() {}\nstop();\nexport const x = ${code};\n`,
        "noRestrictedGlobals",
      ),
    ),
    ...["Math.random()", '"a".localeCompare("b")', "(1).toLocaleString()", '"i".toLocaleUpperCase()'].map(
      (code, index) =>
        plant(folder, `member-${index}`, `export const x = ${code};\n`, "noJsRestrictedProperties"),
    ),
  ]),
  [
    "src/commands/cycle-a.ts",
    'import { b } from "./cycle-b.ts";\nexport const a = () => b;\n',
    "noImportCycles",
  ],
  [
    "src/commands/cycle-b.ts",
    'import { a } from "./cycle-a.ts";\nexport const b = () => a;\n',
    "noImportCycles",
  ],
  plant("commands", "barrel", 'export * from "./topic.ts";\n', "noBarrelFile"),
  plant("commands", "any", "export const x: any = 1;\n", "noExplicitAny"),
  plant("commands", "bang", "export const first = (all: number[]) => all[0]!;\n", "noNonNullAssertion"),
  plant("commands", "enum", "export enum Colour {\n  Red,\n}\n", "noEnum"),
  plant("commands", "catch", "export function f() {\n  try {\n    f();\n  } catch {}\n}\n", "plugin"),
  plant(
    "sessions",
    "promise",
    "async function f() {}\nexport function g() {\n  f();\n}\n",
    "noFloatingPromises",
  ),
];

/** Breaks none. */
const sound: readonly (readonly [file: string, text: string])[] = [
  ["src/world/x.ts", "export const x = 1;\n"],
  ["src/log/log.ts", "export const x = 1;\n"],
  [
    "src/config/schema.ts",
    "export const schema = { parse: (x: unknown) => x };\nexport type Config = object;\n",
  ],
  ["src/commands/sound.ts", use("../world/x.ts")],
  ["src/sessions/sound.ts", use("../log/log.ts")],
  ["src/accounts/sound.ts", use("../store/store.ts")],
  ["src/services/sound.ts", use("../store/port/accounts.ts")],
  ["src/history/sound.ts", 'import type { Config } from "../config/schema.ts";\nexport type X = Config;\n'],
  ["src/sessions/clock.ts", "export const now = Date.now();\nexport const chance = Math.random();\n"],
  ["src/features/sound.ts", use("../plugins/sound.ts")],
  ["src/plugins/sound.ts", use("../commands/sound.ts")],
];

describe("lint", () => {
  let found = new Map<string, Set<string>>();

  beforeAll(() => {
    const folder = mkdtempSync(join(tmpdir(), "ircd-plants-"));
    for (const name of ["biome.json", "lint", ".gitignore", "tsconfig.json"])
      cpSync(join(root, name), join(folder, name), { recursive: true });
    for (const [file, text] of [...plants, ...sound]) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    found = lint(folder);
  });

  test.each(plants)("sees what is wrong with %s", (file, _text, rule) => {
    expect([...(found.get(file) ?? [])]).toContain(rule);
  });

  test.each(sound)("finds nothing wrong with %s", (file) => {
    expect([...(found.get(file) ?? [])]).toEqual([]);
  });
});

// One file for each folder above, which imports from it.
function above(folder: string, ...others: readonly string[]) {
  return others.map((other) => {
    const path = other.endsWith(".ts") ? `../${other}` : `../${other}/x.ts`;
    return plant(folder, `uses-${other.replace(".ts", "")}`, use(path), "noRestrictedImports");
  });
}

function plant(folder: string, name: string, text: string, rule: string) {
  return [`src/${folder}/planted-${name}.ts`, text, rule] as const;
}

function use(path: string): string {
  return `import { x } from "${path}";\nexport const y = x;\n`;
}

const Report = z.object({
  diagnostics: z.array(z.object({ category: z.string(), location: z.object({ path: z.string() }) })),
});

/** Which rules of biome.json each file breaks. */
function lint(folder: string): Map<string, Set<string>> {
  const biome = createRequire(import.meta.url).resolve("@biomejs/biome/bin/biome");
  const argv = [biome, "lint", "--reporter=json", "--max-diagnostics=none", "src"];
  const { stdout, stderr } = spawnSync(process.execPath, argv, {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  if (!stdout.startsWith("{")) throw new Error(`biome gave no report: ${stderr}`);
  const rules = new Map<string, Set<string>>();
  for (const { category, location } of Report.parse(JSON.parse(stdout)).diagnostics) {
    const rule = category.slice(category.lastIndexOf("/") + 1);
    rules.set(location.path, (rules.get(location.path) ?? new Set()).add(rule));
  }
  return rules;
}
