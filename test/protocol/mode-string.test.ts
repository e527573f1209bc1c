import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatModeChanges, type ModeKind, parseModeString } from "../../src/protocol/mode-string.ts";

const kinds: ReadonlyMap<string, ModeKind> = new Map([
  ["b", "list"],
  ["k", "key"],
  ["l", "limit"],
  ["n", "flag"],
  ["o", "prefix"],
  ["v", "prefix"],
]);
const parse = (...params: string[]) =>
  parseModeString(params, (letter) => kinds.get(letter)).map((it) => [it.sign + it.letter, it.param]);

describe("parseModeString", () => {
  it("pairs letters and parameters in order", () => {
    expect(parse("+ov-b+nl", "a", "b", "c!*@*", "5")).toEqual([
      ["+o", "a"],
      ["+v", "b"],
      ["-b", "c!*@*"],
      ["+n", undefined],
      ["+l", "5"],
    ]);
  });

  it.each([
    ["starts with plus", ["n"], [["+n", undefined]]],
    [
      "takes no parameter to unset a limit",
      ["-lo", "a"],
      [
        ["-l", undefined],
        ["-o", "a"],
      ],
    ],
    [
      "takes a key's both ways",
      ["-k+k", "a", "b"],
      [
        ["-k", "a"],
        ["+k", "b"],
      ],
    ],
    [
      "leaves a list without parameter as a question",
      ["bb", "m"],
      [
        ["+b", "m"],
        ["+b", undefined],
      ],
    ],
    [
      "keeps unknown letters, which take nothing",
      ["+Xo", "a"],
      [
        ["+X", undefined],
        ["+o", "a"],
      ],
    ],
    ["takes a letter beyond the BMP as one", ["+😀"], [["+😀", undefined]]],
    ["lets the last of several signs count", ["+-+-n"], [["-n", undefined]]],
    ["finds nothing in nothing", [], []],
  ])("%s", (_, params, requests) => {
    expect(parse(...params)).toEqual(requests);
  });
});

describe("formatModeChanges", () => {
  it("writes each sign only where it changes", () => {
    const changes = parseModeString(["+o+v-v-n", "a", "b", "c"], (letter) => kinds.get(letter));
    expect(formatModeChanges(changes)).toBe("+ov-vn a b c");
  });

  it("is undone by parseModeString", () => {
    const param = fc.stringMatching(/^[^ \0\r\n:][^ \0\r\n]*$/u);
    const change = fc
      .record({
        sign: fc.constantFrom("+" as const, "-" as const),
        letter: fc.constantFrom(...kinds.keys()),
        param,
      })
      .map((it) =>
        it.letter === "n" || (it.letter === "l" && it.sign === "-") ? { ...it, param: undefined } : it,
      );
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        const params = formatModeChanges(changes).split(" ");
        expect(parseModeString(params, (letter) => kinds.get(letter))).toEqual(changes);
      }),
    );
  });
});
