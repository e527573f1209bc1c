import fc from "fast-check";
import { expect, test } from "vitest";
import { type Scheduled, TimerWheel } from "../../src/sessions/timer-wheel.ts";

class Bell implements Scheduled {
  wheelSlot = -1;
  wheelPlace = -1;
  readonly rung: number[] = [];
  readonly #until: number;

  constructor(until: number) {
    this.#until = until;
  }

  due(now: number): number | undefined {
    if (now < this.#until) return this.#until;
    this.rung.push(now);
    return undefined;
  }
}

test("every deadline is met once, never early, and at most two ticks late", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 400_000 }), { maxLength: 40 }), (deadlines) => {
      const wheel = new TimerWheel(0, 250);
      const bells = deadlines.map((at) => new Bell(at));
      for (const [index, bell] of bells.entries()) wheel.schedule(bell, deadlines[index] ?? 0);
      for (let now = 0; now <= 401_000; now += 250) wheel.advance(now);
      for (const [index, { rung }] of bells.entries()) {
        const at = deadlines[index] ?? 0;
        expect(rung.length).toBe(1);
        expect(rung[0]).toBeGreaterThanOrEqual(at);
        expect(rung[0]).toBeLessThanOrEqual(at + 500);
      }
    }),
    { numRuns: 30 },
  );
});

test("what is cancelled never rings, whatever else shares its slot", () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 20 }), (cancelled) => {
      const wheel = new TimerWheel(0, 250);
      const bells = cancelled.map(() => new Bell(1000));
      for (const bell of bells) wheel.schedule(bell, 1000);
      for (const [index, bell] of bells.entries()) if (cancelled[index]) wheel.cancel(bell);
      wheel.advance(2000);
      expect(bells.map(({ rung }) => rung.length)).toEqual(cancelled.map((is) => (is ? 0 : 1)));
    }),
  );
});

test("scheduling again moves a deadline instead of adding one", () => {
  const wheel = new TimerWheel(0, 250);
  const bell = new Bell(0);
  wheel.schedule(bell, 1000);
  wheel.schedule(bell, 3000);
  wheel.advance(2000);
  expect(bell.rung).toEqual([]);
  wheel.advance(5000);
  expect(bell.rung.length).toBe(1);
});

test("a clock that jumps forward meets every deadline, one set back stops none", () => {
  const wheel = new TimerWheel(1_000_000, 250);
  const [soon, later] = [new Bell(1_001_000), new Bell(0)];
  wheel.schedule(soon, 1_001_000);
  wheel.advance(9_000_000);
  expect(soon.rung.length).toBe(1);
  wheel.advance(500_000);
  wheel.schedule(later, 500_500);
  wheel.advance(501_000);
  expect(later.rung.length).toBe(1);
});
