import { expect, test } from "vitest";
import { LastingNetwork } from "../kit/lasting.ts";

test("SEARCH finds what was said", async () => {
  const network = new LastingNetwork();
  const alice = network.reader("alice", undefined, "draft/search batch server-time");
  alice.ask("JOIN #room", "PRIVMSG #room :the first", "PRIVMSG #room :the second");
  const lines = await alice.answer("SEARCH text=second");
  expect(lines.flatMap((line) => / PRIVMSG (.*)$/.exec(line)?.[1] ?? [])).toEqual(["#room :the second"]);
});

test("SEARCH after a time gives what came first after it, with text and without", async () => {
  const network = new LastingNetwork();
  const alice = network.reader("alice", undefined, "draft/search batch server-time");
  alice.ask("JOIN #room");
  const began = network.now;
  for (const text of ["one word", "two words", "three words", "four words", "five words"]) {
    network.now += 1000;
    alice.ask(`PRIVMSG #room :${text}`);
  }
  const found = async (asked: string) =>
    (await alice.answer(`SEARCH ${asked}`)).flatMap((line) => / PRIVMSG #room :(\w+)/.exec(line)?.[1] ?? []);
  const after = `after=${new Date(began + 2000).toISOString()}`;
  expect(await found(`${after};limit=2`)).toEqual(["two", "three"]);
  expect(await found(`text=words;${after};limit=2`)).toEqual(["two", "three"]);
  expect(await found(`before=${new Date(began + 4000).toISOString()};limit=2`)).toEqual(["three", "four"]);
  expect(await found("limit=2")).toEqual(["four", "five"]);
});

test("SEARCH for nothing lacks a parameter", () => {
  const alice = new LastingNetwork().reader("alice", undefined, "draft/search");
  expect(alice.numerics("SEARCH")).toEqual(["461 SEARCH :Not enough parameters"]);
});
