import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as text from "../../src/protocol/text.ts";

describe("cutToBytes", () => {
  it("is the longest beginning that fits and does not end inside a code point", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 30 }),
        fc.integer({ min: 0, max: 60 }),
        (whole, max) => {
          const cut = text.cutToBytes(whole, max);
          const next = String.fromCodePoint(whole.codePointAt(cut.length) ?? 0);
          expect(whole.startsWith(cut)).toBe(true);
          expect(text.byteLength(cut)).toBeLessThanOrEqual(max);
          if (cut !== whole) expect(text.byteLength(cut + next)).toBeGreaterThan(max);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("keeps nothing where there is no room", () => {
    expect([text.cutToBytes("abc", 0), text.cutToBytes("abc", -5)]).toEqual(["", ""]);
  });
});

describe("ownCopy", () => {
  it("is the same text, whatever is in it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (original) => {
        expect(text.ownCopy(original)).toBe(original);
      }),
    );
    expect(text.ownCopy("\ud800x")).toBe("\ud800x");
  });
});

describe("formatting", () => {
  it.each([
    ["\x02bold\x02 \x1di\x1d \x1fu\x1f \x1es\x1e \x11m\x11 \x16r\x16\x0f", "bold i u s m r"],
    ["\x034red \x0304,05both\x03 \x0312345", "red both 345"],
    ["\x03,4 no foreground", ",4 no foreground"],
    ["\x031,x", ",x"],
    ["\x04FF00aahex \x04ff0000,00FF00two\x04", "hex two"],
    ["\x01ACTION waves\x01", "\x01ACTION waves\x01"],
  ])("stripFormatting makes %j %j", (styled, plain) => {
    expect(text.stripFormatting(styled)).toBe(plain);
  });

  it("hasColour tells colours from other formatting", () => {
    expect(["\x034a", "\x04a", "a\x16"].map(text.hasColour)).toEqual([true, true, true]);
    expect(["\x02a", "\x1da", "a"].map(text.hasColour)).toEqual([false, false, false]);
  });

  it("stripControls takes every control character, stripLineControls only NUL, CR and LF", () => {
    expect(text.stripControls("a\0\x1b[31mb\x7f\x85\té")).toBe("a[31mbé");
    expect(text.stripLineControls("a\0\r\nb\x02")).toBe("ab\x02");
  });

  it("onOneLine puts a blank where NUL, CR and LF were", () => {
    expect(text.onOneLine("a\0\r\nb\x02")).toBe("a   b\x02");
  });
});

describe("CTCP", () => {
  it("is what begins with \\x01, closed or not", () => {
    expect(["\x01VERSION\x01", "\x01PING 1", "a\x01"].map(text.isCtcp)).toEqual([true, true, false]);
  });

  it("is an action only as the whole word ACTION", () => {
    expect(["\x01ACTION waves\x01", "\x01ACTION", "\x01ACTION\x01"].map(text.isAction)).toEqual([
      true,
      true,
      true,
    ]);
    expect(["\x01ACTIONS x\x01", "ACTION x", "\x01action x"].map(text.isAction)).toEqual([
      false,
      false,
      false,
    ]);
  });

  it("is in a message if any line of it is one, an action aside", () => {
    expect(["\x01VERSION\x01", "one\n\x01VERSION\x01"].map(text.hasCtcp)).toEqual([true, true]);
    expect(["\x01ACTION waves\x01", "a\x01", "a\n\x01ACTION b\x01"].map(text.hasCtcp)).toEqual([
      false,
      false,
      false,
    ]);
  });
});
