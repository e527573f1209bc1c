import { expect, test } from "vitest";
import { parseLine } from "../../../conformance/client/line.ts";
import { tagOf, tagsIn } from "../../../conformance/client/tags.ts";

const parse = (text: string) => parseLine(Buffer.from(text));

test("a line without tags has none", () => {
  expect(tagsIn(parse(":dan PRIVMSG #a :hi")).size).toBe(0);
});

test("a tag that is empty or has no value is there, with an empty value", () => {
  const line = parse("@a;b=;+c/d=e :dan PRIVMSG #a :hi");
  expect([...tagsIn(line)]).toEqual([
    ["a", ""],
    ["b", ""],
    ["+c/d", "e"],
  ]);
  expect(tagOf(line, "e")).toBeUndefined();
});

test("values are unescaped, and keep their equals signs", () => {
  const line = parse(String.raw`@a=x\:\s\\\r\n=\b\ TAGMSG #a`);
  expect(tagOf(line, "a")).toBe("x; \\\r\n=b");
});
