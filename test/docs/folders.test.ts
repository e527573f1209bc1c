import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const root = new URL("../../", import.meta.url);
const page = readFileSync(new URL("docs/architecture.md", root), "utf8");

/** The files and folders that the rows of the table begin with. */
const named = [...page.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell = ""]) =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name),
);

function entriesOf(folder: string): readonly string[] {
  const entries = readdirSync(new URL(folder, root), { withFileTypes: true });
  return entries.map((entry) => `${folder}${entry.name}${entry.isDirectory() ? "/" : ""}`);
}

test("the table of docs/architecture.md has all that is in src", () => {
  expect(entriesOf("src/").filter((entry) => !named.includes(entry))).toEqual([]);
});

test("and nothing that is not there", () => {
  const there = [...entriesOf("src/"), ...entriesOf("")];
  expect(named.filter((entry) => !there.includes(entry))).toEqual([]);
});
