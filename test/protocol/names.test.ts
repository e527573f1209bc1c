import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Casemapping, createNames } from "../../src/protocol/names.ts";

const casemappings: readonly Casemapping[] = ["ascii", "rfc1459", "utf8"];
const lengths = { nickLength: 10, channelLength: 12 };
const ascii = createNames({ casemapping: "ascii", utf8Nicks: false, ...lengths });
const rfc1459 = createNames({ casemapping: "rfc1459", utf8Nicks: false, ...lengths });
const utf8 = createNames({ casemapping: "utf8", utf8Nicks: true, ...lengths });

describe("folding", () => {
  it.each(casemappings)("is idempotent (%s)", (casemapping) => {
    const { fold } = createNames({ casemapping, utf8Nicks: true, ...lengths });
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 12 }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
      { numRuns: 2000 },
    );
  });

  it("is idempotent for every code point there is (utf8)", () => {
    const unstable: string[] = [];
    for (let code = 0; code <= 0x10ffff; code++) {
      const folded = utf8.fold(String.fromCodePoint(code));
      if (utf8.fold(folded) !== folded) unstable.push(code.toString(16));
    }
    expect(unstable).toEqual([]);
  });

  it("touches only A to Z under ascii", () => {
    expect(ascii.fold("Al[IC]e~Ä\u212a")).toBe("al[ic]e~Ä\u212a");
  });

  it("takes []\\~ for the upper case of {}|^ under rfc1459", () => {
    expect(rfc1459.fold("A[b]C\\~É")).toBe("a{b}c|^É");
  });

  it.each([
    ["Kelvin sign", "\u212a", "k"],
    ["sharp s, capital and small", "STRAẞE", "straße"],
    ["a sigma wherever it stands", "ΟΔΟΣ", "οδοσ"],
    ["composed and decomposed", "é", "e\u0301"],
    ["full width", "ＡＢＣ", "abc"],
    ["ligature", "ﬁx", "fix"],
    ["dotted capital I", "İ", "i\u0307"],
  ])("sees one name in both: %s (utf8)", (_, one, other) => {
    expect(utf8.fold(one)).toBe(utf8.fold(other));
  });

  it("folds nick, channel and text alike", () => {
    for (const names of [ascii, rfc1459, utf8]) {
      expect([names.foldNick("Ab[É"), names.foldChannel("Ab[É")]).toEqual([
        names.fold("Ab[É"),
        names.fold("Ab[É"),
      ]);
    }
  });
});

describe("isNick", () => {
  it.each(["a", "Alice", "[\\]^_`{|}", "a-1", "x".repeat(10)])("accepts %j", (nick) => {
    expect(ascii.isNick(nick)).toBe(true);
  });

  it.each([
    "",
    "*",
    "=x",
    "#x",
    "0",
    "1a",
    "-a",
    ":",
    ":a",
    "a b",
    "a!b",
    "a@b",
    "a,b",
    "a*",
    "a\n",
    "a\x00",
    "é",
    "x".repeat(11),
  ])("refuses %j", (nick) => {
    expect(ascii.isNick(nick)).toBe(false);
  });

  it.each(["Ärger", "Иван", "日本ひらカナ", "김철수", "é".repeat(10), "𠮷".repeat(10)])(
    "accepts %j where UTF-8 nicks are on",
    (nick) => {
      expect(utf8.isNick(nick)).toBe(true);
    },
  );

  it.each([
    ["Cyrillic among Latin letters", "аlice"],
    ["a phonetic letter", "ChɑnServ"],
    ["a zero-width joiner", "NickServ\u200d"],
    ["a right-to-left override", "\u202eecila"],
    ["what is not normalised", "ａlice"],
    ["a lone surrogate", "a\ud800"],
    ["an emoji", "😀"],
    ["one character too many", "é".repeat(11)],
    ["a digit first", "1é"],
    ["a newline last", "é\n"],
  ])("refuses %s even so", (_, nick) => {
    expect(utf8.isNick(nick)).toBe(false);
  });
});

describe("isChannel", () => {
  it.each(["#", "#a", "##", "#Café", "#😀", "#a!@*", `#${"x".repeat(11)}`])("accepts %j", (name) => {
    expect(ascii.isChannel(name)).toBe(true);
  });

  it.each([
    "",
    "a",
    "&a",
    "#a b",
    "#a,b",
    "#a:b",
    "#a\x07",
    "#\0",
    "#a\r",
    "#a\n",
    "#\u202e",
    "#\u00a0",
    "#\ud800",
    `#${"x".repeat(12)}`,
  ])("refuses %j", (name) => {
    expect(ascii.isChannel(name)).toBe(false);
  });
});

describe("isUser", () => {
  it.each(["a", "~alice", "a.b-c", "é"])("accepts %j", (user) => {
    expect(ascii.isUser(user)).toBe(true);
  });

  it.each(["", "a b", "a@b", "a!b", "*", "a?", ":a", "a\r", "a\x01"])("refuses %j", (user) => {
    expect(ascii.isUser(user)).toBe(false);
  });
});
