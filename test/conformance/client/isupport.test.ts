import { expect, test } from "vitest";
import { Isupport } from "../../../conformance/client/isupport.ts";
import { parseLine } from "../../../conformance/client/line.ts";

const features = (tokens: string) =>
  new Isupport([parseLine(Buffer.from(`:s 005 me ${tokens} :are supported`))]);

test("tokens are read without the nick before and the text after them", () => {
  expect([...features("WHOX NICKLEN=9").tokens]).toEqual([
    ["WHOX", ""],
    ["NICKLEN", "9"],
  ]);
});

test("prefixes pair letters with signs, by default o with @ and v with +", () => {
  expect(features("PREFIX=(qo)~@").prefixes[0]).toEqual({ letter: "q", sign: "~" });
  expect(
    features("WHOX")
      .prefixes.map(({ letter }) => letter)
      .join(""),
  ).toBe("ov");
});

test("TARGMAX goes before MAXTARGETS, and an empty limit is none", () => {
  expect(features("TARGMAX=KICK:4,LIST: MAXTARGETS=20").targetsOf("KICK")).toBe(4);
  expect(features("TARGMAX=LIST:").targetsOf("LIST")).toBe(Number.POSITIVE_INFINITY);
  expect(features("MAXTARGETS=20").targetsOf("PRIVMSG")).toBe(20);
  expect(features("WHOX").targetsOf("PRIVMSG")).toBe(1);
});
