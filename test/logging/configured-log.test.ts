import { mkdtempSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { configuredLog } from "../../src/logging/configured-log.ts";
import { openLogFile } from "../../src/logging/log-file.ts";
import { LogLines } from "../../src/logging/log-lines.ts";

const plain = { level: "info", pretty: "auto", channels: false } as const;

function written() {
  const texts: string[] = [];
  return { texts, stderr: { isTTY: true, write: (text: string) => texts.push(text) > 0 } };
}

describe("the log", () => {
  test("goes to a file in lines of JSON, even where stderr is a terminal, and others may not read it", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "ircd-log-")), "ircd.log");
    const { stderr, texts } = written();
    configuredLog({ ...plain, file }, stderr, new LogLines()).log.info("hello");
    await vi.waitFor(() => expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ msg: "hello" }));
    expect(statSync(file).mode & 0o007).toBe(0);
    expect(texts).toEqual([]);
  });

  test("goes to stderr without one, for people where that is a terminal", () => {
    const { stderr, texts } = written();
    const { log, reopen } = configuredLog(plain, stderr, new LogLines());
    reopen();
    log.info("hello");
    expect(texts.join("")).toContain("INFO");
  });

  test("cannot begin in a file that cannot be written to", () => {
    const file = join(tmpdir(), "no such folder", "ircd.log");
    expect(() => configuredLog({ ...plain, file }, written().stderr, new LogLines())).toThrow("ENOENT");
  });

  test("tells of a disk that takes nothing, once", async () => {
    const troubles: string[] = [];
    const file = openLogFile("/dev/full", ({ message }) => troubles.push(message));
    file.write("one\n");
    await vi.waitFor(() => expect(troubles).toHaveLength(1));
    file.write("two\n");
    file.write("three\n");
    await new Promise((resolve) => setImmediate(resolve));
    expect(troubles).toEqual([expect.stringContaining("ENOSPC")]);
  });
});
