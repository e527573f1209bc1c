import { expect, test } from "vitest";
import { clause } from "../../../conformance/suite/case.ts";
import { toTable } from "../../../conformance/suite/report.ts";
import type { Outcome } from "../../../conformance/suite/run-case.ts";

const join = clause("modern-irc: JOIN message");
const ping = clause("rfc2812: 3.7.2 Ping message");
const result = (one: ReturnType<typeof join.must>, outcome: Outcome, reason = "") => ({
  case: one,
  outcome,
  reason,
  ms: 1,
});

test("results are grouped by document and clause, with reasons below and sums at the end", () => {
  const nothing = async () => {};
  const results = [
    result(join.must("a", nothing), "passed"),
    result(ping.must("b", nothing), "failed", "first\nsecond"),
    result(join.should("c", nothing), "warned", "why"),
  ];
  expect(
    toTable(results)
      .split("\n")
      .map((line) => line.trim()),
  ).toEqual([
    ...["modern-irc", "JOIN message", "ok   MUST   a", "warn SHOULD c", "why", ""],
    ...["rfc2812", "3.7.2 Ping message", "FAIL MUST   b", "first", "second", ""],
    "1 passed, 1 failed, 1 warnings, 0 skipped",
  ]);
});
