import { expect, test } from "vitest";
import type { Direction, Transform } from "../../../conformance/faults/fault.ts";
import { together, toServer } from "../../../conformance/faults/fault.ts";
import { adds, grants, retags, untags, withholds } from "../../../conformance/faults/tag-faults.ts";

test("tags are added, left out and put in another order on the way to the client", () => {
  expect(passed(adds("b=2", "AWAY"), "@a=1 :x AWAY", ":x AWAY", ":x JOIN")).toEqual([
    "@a=1;b=2 :x AWAY",
    "@b=2 :x AWAY",
    ":x JOIN",
  ]);
  expect(passed(untags("a"), "@a=1;b=2 :x AWAY", "@a :x JOIN")).toEqual(["@b=2 :x AWAY", ":x JOIN"]);
  expect(
    passed(
      retags(["AWAY"], (tags) => [...tags].reverse()),
      "@a=é;b :x AWAY :ü",
    ),
  ).toEqual(["@b;a=é :x AWAY :ü"]);
});

test("a capability is asked for in secret, by who negotiates and by who does not", () => {
  const memory = new Map();
  const both = grants("a", "b");
  const sent = (line: string, direction: Direction) => both(line, direction, memory);
  expect(sent("USER x", "to-server")).toEqual(["CAP REQ :a b", "USER x", "CAP END"]);
  expect(sent(":s CAP * ACK :a b", "to-client")).toEqual([]);
  expect(sent("CAP REQ :c", "to-server")).toEqual(["CAP REQ :c"]);
  expect(sent("USER x", "to-server")).toEqual(["CAP REQ :a b", "USER x"]);
  expect(sent(":s CAP * ACK :c", "to-client")).toEqual([":s CAP * ACK :c"]);
});

test("a capability that is withheld is acknowledged, and another one asked for", () => {
  expect(passed(withholds("a"), ":s CAP * ACK :cap-notify b")).toEqual([":s CAP * ACK :a b"]);
  expect(withholds("a")("CAP REQ :a b", "to-server", new Map())).toEqual(["CAP REQ :cap-notify b"]);
});

test("faults together are one after the other, and see commands behind tags", () => {
  const twice = toServer("AWAY", (line) => [line, line]);
  const loud = toServer("AWAY", (line) => [`${line}!`]);
  expect(together(twice, loud)("@a=1 AWAY x", "to-server", new Map())).toEqual([
    "@a=1 AWAY x!",
    "@a=1 AWAY x!",
  ]);
});

function passed(transform: Transform, ...lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => transform(line, "to-client", new Map()));
}
