import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface LockedPackage {
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
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
