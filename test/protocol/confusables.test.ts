import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Casemapping, createNames } from "../../src/protocol/names.ts";

const namesFor = (casemapping: Casemapping, utf8Nicks = false) =>
  createNames({ casemapping, utf8Nicks, nickLength: 30, channelLength: 64 });
const utf8 = namesFor("utf8", true);

describe("two nicks look alike", () => {
  test.each([
    ["alice", "aIice"],
    ["alice", "a1ice"],
    ["Ivan", "lvan"],
    ["bob", "b0b"],
    ["BOB", "b0B"],
    ["mark", "rnark"],
    ["wendy", "vvendy"],
    ["a|b", "alb"],
    ["coco", "сосо"],
    ["ACE", "АСЕ"],
    ["ouch", "oucһ"],
    ["kou", "κου"],
    ["bot", "вот".toUpperCase().replace("Т", "t")],
    ["口", "ロ"],
  ])("%s and %s", (one, other) => {
    expect(utf8.skeleton(other)).toBe(utf8.skeleton(one));
  });

  test.each([
    ["alice", "alicia"],
    ["mail", "mall"],
    ["rené", "rene"],
    ["anna", "ana"],
    ["alice", "alice_"],
    ["clan", "dan"],
  ])("but not %s and %s", (one, other) => {
    expect(utf8.skeleton(other)).not.toBe(utf8.skeleton(one));
  });
});

test("what is one name to the network has one skeleton, capital I apart", () => {
  const nick = fc.stringMatching(/^[A-Za-z[\]\\`_^{|}][A-Za-z0-9[\]\\`_^{|}-]{0,12}$/);
  fc.assert(
    fc.property(nick, fc.constantFrom("ascii", "rfc1459", "utf8"), (text, casemapping) => {
      const names = namesFor(casemapping);
      const plain = text.replaceAll("I", "i");
      expect(names.skeleton(names.fold(plain))).toBe(names.skeleton(plain));
    }),
  );
});

test("every nick that may be one has a skeleton of its length at most", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 20 }), (text) => {
      if (!utf8.isNick(text)) return;
      expect([...utf8.skeleton(text)].length).toBeLessThanOrEqual([...utf8.fold(text)].length);
    }),
  );
});
