import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface LockedPackage {
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly engines?: { readonly node?: string };
}

const text = readFileSync(new URL("../package-lock.json", import.meta.url), "utf8");
const lock: { readonly packages: Readonly<Record<string, LockedPackage>> } = JSON.parse(text);
const folders = Object.keys(lock.packages);

test("the lock file names what every platform needs, or npm ci refuses it", () => {
  const wanted = Object.values(lock.packages).flatMap((entry) =>
    Object.keys(entry.optionalDependencies ?? {}),
  );
  const missing = wanted.filter((name) => !folders.some((folder) => folder.endsWith(`node_modules/${name}`)));
  expect(wanted.length).toBeGreaterThan(10);
  expect(missing).toEqual([]);
});

test("the lock file names no registry", () => {
  expect(Object.values(lock.packages).filter((entry) => entry.resolved !== undefined)).toEqual([]);
});

test("no package asks for a newer Node.js than the server does, or the first start begins with a warning", () => {
  const asking = Object.entries(lock.packages).map(
    ([folder, { engines }]) => [folder, engines?.node] as const,
  );
  const refusing = asking.filter(([, range]) => range !== undefined && !isTaken(range));
  expect(asking.filter(([, range]) => range !== undefined).length).toBeGreaterThan(100);
  expect(refusing).toEqual([]);
});

test.each([
  [">=20.19.0", true],
  [">= 0.4", true],
  ["^18 || ^20.19.0 || >=22.12", true],
  ["*", true],
  [">=22", false],
  [">=20.20", false],
  ["^18 || >=22.12.0", false],
])("of Node.js %s it takes 20.19: %s", (range, expected) => {
  expect(isTaken(range)).toBe(expected);
});

/** Whether one of the alternatives begins at or before 20.19, and reaches that far. */
function isTaken(range: string): boolean {
  return range.split("||").some((alternative) => {
    const [, operator = "", major, minor = "0"] =
      /^\s*(>=?|\^|~)?\s*v?(\d+)(?:\.(\d+))?/.exec(alternative) ?? [];
    if (major === undefined) return alternative.trim() === "*";
    const isBefore = Number(major) < 20 && operator.startsWith(">");
    return isBefore || (Number(major) === 20 && Number(minor) <= 19);
  });
}
