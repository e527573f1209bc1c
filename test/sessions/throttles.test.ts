import { expect, test } from "vitest";
import { Throttles } from "../../src/sessions/throttles.ts";

const limit = { count: 3, ms: 10_000 };
const limits = { nick: limit, join: limit, invite: { count: 0, ms: 1000 }, metadata: limit };

test("lets pass what is allowed in a stretch, tells the seconds to wait, and begins anew after it", () => {
  const throttles = new Throttles();
  expect([0, 0, 0, 0].map((_, at) => throttles.wait("nick", limits, 1, 1000 + at))).toEqual([0, 0, 0, 10]);
  expect(throttles.wait("nick", limits, 1, 10_999)).toBe(1);
  expect(throttles.wait("nick", limits, 1, 11_000)).toBe(0);
});

test("counts each thing for itself", () => {
  const throttles = new Throttles();
  throttles.wait("nick", limits, 3, 1000);
  expect(throttles.wait("join", limits, 1, 1000)).toBe(0);
});

test("lets one command pass that alone is more than the limit, but nothing after it", () => {
  const throttles = new Throttles();
  expect(throttles.wait("join", limits, 20, 1000)).toBe(0);
  expect(throttles.wait("join", limits, 1, 2000)).toBe(9);
});

test("a count of 0 and no limits at all let everything pass", () => {
  const throttles = new Throttles();
  expect([1, 2, 3, 4, 5].map(() => throttles.wait("invite", limits, 1, 1000))).toEqual([0, 0, 0, 0, 0]);
  expect(throttles.wait("nick", undefined, 99, 1000)).toBe(0);
});

test("the next client begins anew", () => {
  const throttles = new Throttles();
  throttles.wait("nick", limits, 3, 1000);
  throttles.reset();
  expect(throttles.wait("nick", limits, 1, 1000)).toBe(0);
});
