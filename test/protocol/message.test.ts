import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatMessage, type Message, parseMessage } from "../../src/protocol/message.ts";

describe("parseMessage", () => {
  it("takes tags, source, command and parameters apart", () => {
    expect(parseMessage("@id=123AB;rose :dan!d@localhost privmsg #chan :Hey there:  you ")).toEqual({
      tags: new Map([
        ["id", "123AB"],
        ["rose", ""],
      ]),
      source: "dan!d@localhost",
      command: "PRIVMSG",
      params: ["#chan", "Hey there:  you "],
    });
  });

  it.each([
    ["spaces before, between and after", "  JOIN   #a   key  ", ["#a", "key"]],
    ["a colon inside a parameter", "PRIVMSG #a a:b :c :d", ["#a", "a:b", "c :d"]],
    ["an empty last parameter", "TOPIC #a :", ["#a", ""]],
    ["only a colon", "JOIN :", [""]],
    ["more than fifteen parameters", `X ${"a ".repeat(20)}`, Array(20).fill("a")],
    ["no parameters", "LIST", []],
  ])("accepts %s", (_, line, params) => {
    expect(parseMessage(line)?.params).toEqual(params);
  });

  it("unescapes tag values, drops a lone backslash, and lets the last of a key count", () => {
    expect(parseMessage("@a=\\:\\s\\\\\\r\\n\\b\\;b=1;b=2;c=;=x;; PING")?.tags).toEqual(
      new Map([
        ["a", "; \\\r\nb"],
        ["b", "2"],
        ["c", ""],
      ]),
    );
  });

  it.each(["", "   ", "@a=1", "@a=1 ", ":source", ":source  ", "@a :b", "@", ":"])(
    "finds nothing in %j",
    (line) => {
      expect(parseMessage(line)).toBeUndefined();
    },
  );

  it("never throws, and whatever it finds has a command", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."@: ;=\\\0\x01aZé😀,!") }), (line) => {
        expect(parseMessage(line)?.command).not.toBe("");
      }),
    );
  });
});

describe("formatMessage", () => {
  const word = fc.stringMatching(/^[^\0\r\n :][^\0\r\n ]*$/u);
  const text = fc.stringMatching(/^[^\0\r\n]*$/u);
  const key = fc.stringMatching(/^\+?[a-z0-9./-]+$/);
  const message: fc.Arbitrary<Message> = fc.record({
    tags: fc.option(
      fc
        .uniqueArray(fc.tuple(key, fc.stringMatching(/^[^\0]*$/u)), { minLength: 1, selector: ([k]) => k })
        .map((tags) => new Map(tags)),
      { nil: undefined },
    ),
    source: fc.option(fc.stringMatching(/^[^\0\r\n ]+$/u), { nil: undefined }),
    command: fc.stringMatching(/^[A-Z]+$|^\d{3}$/),
    params: fc
      .tuple(fc.array(word, { maxLength: 20 }), fc.option(text, { nil: undefined }))
      .map(([words, last]) => (last === undefined ? words : [...words, last])),
  });

  it("is undone by parseMessage", () => {
    fc.assert(
      fc.property(message, (written) => {
        expect(parseMessage(formatMessage(written))).toEqual(written);
      }),
      { numRuns: 300 },
    );
  });
});
