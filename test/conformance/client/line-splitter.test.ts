import fc from "fast-check";
import { expect, test } from "vitest";
import { LineSplitter } from "../../../conformance/client/line-splitter.ts";

test("any segmentation of the bytes gives the same lines", () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[^\r\n]*$/)), fc.array(fc.nat(20)), (lines, sizes) => {
      const bytes = Buffer.from(lines.map((line) => `${line}\r\n`).join(""));
      const splitter = new LineSplitter();
      const found = [...cut(bytes, sizes)].flatMap((chunk) => splitter.push(chunk));
      expect(found.map((line) => line.toString())).toEqual(lines.map((line) => Buffer.from(line).toString()));
      expect(splitter.badlyEnded).toEqual([]);
    }),
  );
});

test("a bare LF and a CR inside a line are noted", () => {
  const splitter = new LineSplitter();
  splitter.push(Buffer.from("good\r\nbare\nin\rside\r\n"));
  expect(splitter.badlyEnded).toEqual(["bare", "in\rside"]);
});

function* cut(bytes: Buffer, sizes: readonly number[]): Generator<Buffer> {
  let start = 0;
  for (const size of sizes) {
    yield bytes.subarray(start, start + size);
    start += size;
  }
  yield bytes.subarray(start);
}
