import { expect, test } from "vitest";
import { parseLine } from "../../../conformance/client/line.ts";

const parse = (text: string) => parseLine(Buffer.from(text));

test("a line is taken apart into tags, source, command and parameters", () => {
  const line = parse("@id=1 :dan!d@host PRIVMSG #chan :Hey what's up!");
  expect(line).toMatchObject({ tags: "id=1", source: "dan!d@host", nick: "dan", command: "PRIVMSG" });
  expect(line.params).toEqual(["#chan", "Hey what's up!"]);
});

test("a colon starts the last parameter only after a space", () => {
  expect(parse(":server 005 me A=b:c :are supported").params).toEqual(["me", "A=b:c", "are supported"]);
});

test("an empty last parameter is a parameter", () => {
  expect(parse("TOPIC #chan :").params).toEqual(["#chan", ""]);
});

test("a text may begin with a colon", () => {
  expect(parse(":dan PRIVMSG #chan ::-) hi").params).toEqual(["#chan", ":-) hi"]);
});
