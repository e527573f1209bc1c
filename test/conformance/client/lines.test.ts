import { expect, test } from "vitest";
import { CaseFailure } from "../../../conformance/client/failure.ts";
import { parseLine } from "../../../conformance/client/line.ts";
import { Lines } from "../../../conformance/client/lines.ts";

const lines = new Lines(
  ["JOIN #a", "353 me = #a :me", "366 me #a", "PART #a", "PART #a"].map((text) =>
    parseLine(Buffer.from(text)),
  ),
);

test("one() finds the only line and fails on none and on two", () => {
  expect(lines.one("366", "me", "#a").raw).toBe("366 me #a");
  expect(() => lines.one("367")).toThrow(CaseFailure);
  expect(() => lines.one("PART")).toThrow(/2 times/);
});

test("none() fails when there is such a line", () => {
  lines.none("JOIN", "#b");
  expect(() => lines.none("JOIN", "#a")).toThrow(CaseFailure);
});

test("order() fails when a command is missing or comes too early", () => {
  lines.order("JOIN", "353", "366");
  expect(() => lines.order("353", "JOIN")).toThrow(CaseFailure);
  expect(() => lines.order("JOIN", "332")).toThrow(CaseFailure);
});
