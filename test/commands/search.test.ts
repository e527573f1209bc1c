import { expect, test } from "vitest";
import { LastingNetwork } from "../kit/lasting.ts";

test("SEARCH finds what was said", async () => {
  const network = new LastingNetwork();
  const alice = network.reader("alice", undefined, "draft/search batch server-time");
  alice.ask("JOIN #room", "PRIVMSG #room :the first", "PRIVMSG #room :the second");
  const lines = await alice.answer("SEARCH text=second");
  expect(lines.flatMap((line) => / PRIVMSG (.*)$/.exec(line)?.[1] ?? [])).toEqual(["#room :the second"]);
});

test("SEARCH for nothing lacks a parameter", () => {
  const alice = new LastingNetwork().reader("alice", undefined, "draft/search");
  expect(alice.numerics("SEARCH")).toEqual(["461 SEARCH :Not enough parameters"]);
});
