import fc from "fast-check";
import { test } from "vitest";
import { clockText } from "../../src/commands/clock-text.ts";

test("any time reads as the platform's own calendar has it", () => {
  // Years of four digits: the platform pads shorter ones.
  const times = fc.integer({ min: Date.UTC(1000, 0, 1), max: Date.UTC(9999, 11, 31) });
  fc.assert(fc.property(times, (at) => clockText(at) === new Date(at).toUTCString()));
});
