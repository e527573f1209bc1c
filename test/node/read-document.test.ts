import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readDocument } from "../../src/node/read-document.ts";

test.each([
  ["one line", ["one line"]],
  ["two\nlines\n", ["two", "lines"]],
  ["dos\r\n\r\nlines\r\n", ["dos", "", "lines"]],
  ["a\rb\0c", ["a", "bc"]],
  ["", []],
])("a text %j has the lines that can be sent", (text, lines) => {
  expect(readDocument({ text }, "motd")).toEqual(lines);
});

test("a document that was not configured is none", () => {
  expect(readDocument(undefined, "motd")).toBeUndefined();
});

test("a document is read from its file, and a missing file is named", () => {
  const file = join(mkdtempSync(join(tmpdir(), "ircd-motd-")), "motd.txt");
  expect(() => readDocument({ file }, "motd")).toThrow(`the motd ${file} cannot be read (ENOENT)`);
  writeFileSync(file, "Welcome\nto all\n");
  expect(readDocument({ file }, "motd")).toEqual(["Welcome", "to all"]);
});
