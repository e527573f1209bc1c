import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { commandTable, indexCommands } from "../../src/commands/table.ts";

const names = commandTable.map(({ name }) => name);

test.each(names)("%s has a test of its own, or that of what it undoes", (name) => {
  const undone = names.find((other) => name === `UN${other}`);
  expect(existsSync(new URL(`${(undone ?? name).toLowerCase()}.test.ts`, import.meta.url))).toBe(true);
});

test.each(commandTable.map(({ name, help }) => [name, help]))(
  "%s says what it does, in a sentence",
  (_, help) => {
    expect(help).toMatch(/^[A-Z].*[.]$/);
  },
);

test("no name means two commands, and the table is sorted", () => {
  const all = commandTable.flatMap(({ name, aliases }) => [name, ...aliases]);
  expect(indexCommands(commandTable).size).toBe(all.length);
  expect(names).toEqual([...names].sort());
});

test("every command is answered at home or runs in the log", () => {
  for (const { name, ask, run } of commandTable) expect([name, ask ?? run]).not.toContain(undefined);
});
