import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createLogger, silentLogger } from "../../src/logging/logger.ts";

function written(pretty: boolean, values: object, message: string): string {
  const lines: string[] = [];
  const destination = { write: (text: string) => void lines.push(text) };
  createLogger({ level: "info", pretty, destination }).info(values, message);
  return lines.join("");
}

describe("the log", () => {
  test("is one JSON object a line, with its time", () => {
    expect(JSON.parse(written(false, { nick: "a\r\nb" }, "joined"))).toMatchObject({
      level: 30,
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      nick: "a\r\nb",
      msg: "joined",
    });
  });

  test("is a readable line for people", () => {
    expect(written(true, { nick: "bob" }, "joined")).toMatch(
      /^\[\d\d:\d\d:\d\d\] INFO: joined {"nick":"bob"}\n$/,
    );
  });

  test.each([true, false])("stays one line without escapes, whatever the values (pretty: %s)", (pretty) => {
    const nasty = fc.string({
      unit: fc.constantFrom("a", "\n", "\r", "\u001b", "\u009b", "\u007f", "\0", "\u202e"),
    });
    fc.assert(
      fc.property(nasty, nasty, (nick, message) => {
        const text = written(pretty, { nick, [`k${nick}`]: [nick], deep: { nick } }, message);
        expect(text.indexOf("\n")).toBe(text.length - 1);
        expect(text.slice(0, -1)).not.toMatch(pretty ? /[\p{Cc}\u202e]/u : /[\0-\x1f]/);
      }),
    );
  });

  test("shows an error with its stack, and nothing in it can act on the terminal", () => {
    const text = written(true, { err: new Error("bad \u001b[31m nick") }, "failed");
    expect(text).toContain("logger.test.ts");
    expect(text).not.toContain("\u001b");
  });

  test("leaves out what is below its level", () => {
    const lines: string[] = [];
    const log = createLogger({
      level: "warn",
      pretty: false,
      destination: { write: (text) => void lines.push(text) },
    });
    log.info("quiet");
    expect(lines).toEqual([]);
    expect(silentLogger().isLevelEnabled("fatal")).toBe(false);
  });
});
