import fc from "fast-check";
import { expect, test } from "vitest";
import { Ring } from "../../src/history/ring.ts";

test("a ring holds the newest of what was put in, in order, whatever room it has at the time", () => {
  const steps = fc.array(fc.record({ item: fc.nat(), room: fc.integer({ min: 1, max: 7 }) }), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(steps, (pushes) => {
      const ring = new Ring<number>();
      let expected: number[] = [];
      let size = 0;
      for (const { item, room } of pushes) {
        expected = [...expected, item].slice(-room);
        size += ring.push(item, room);
        expect(Array.from({ length: ring.size }, (_, index) => ring.at(index))).toEqual(expected);
        expect(size).toBe(ring.size);
        if (item % 5 === 0) {
          const newest = expected.lastIndexOf(item);
          expect(ring.remove((one) => one === item)).toBe(item);
          expect(ring.remove((one) => one === -1)).toBeUndefined();
          expected = expected.toSpliced(newest, 1);
          size -= 1;
          expect(Array.from({ length: ring.size }, (_, index) => ring.at(index))).toEqual(expected);
        }
        if (item % 3 > 0) continue;
        size += ring.trim(room - 1);
        expected = expected.slice(expected.length - Math.min(expected.length, room - 1));
        expect(Array.from({ length: ring.size }, (_, index) => ring.at(index))).toEqual(expected);
      }
    }),
  );
});
