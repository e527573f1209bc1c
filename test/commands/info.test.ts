import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

test("INFO tells software, server and since when it runs, and ends", () => {
  const alice = new TestNetwork().connect("alice");
  const numerics = alice.numerics("INFO");
  expect(numerics[0]).toMatch(/^371 :ircd-ts-/);
  expect(numerics).toContain("371 :Running since Tue, 14 Nov 2023 22:13:20 GMT");
  expect(numerics.at(-1)).toBe("374 :End of INFO list");
});

test("INFO of another server answers 402", () => {
  const alice = new TestNetwork().connect("alice");
  expect(alice.numerics("INFO other.test")).toEqual(["402 other.test :No such server"]);
});
