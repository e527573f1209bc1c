import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

test("BATCH brings the lines of a message together, and needs a sign and a type that is known", () => {
  const network = new TestNetwork({ unlimited: true });
  const [alice, bob] = network.inChannel("#room", "alice", "bob");
  alice?.send("CAP REQ :batch draft/multiline");
  alice?.read();
  alice?.send("BATCH +1 draft/multiline #room", "@batch=1 PRIVMSG #room :one", "@batch=1 PRIVMSG #room :two");
  expect(bob?.read()).toEqual([]);
  expect(alice?.ask("BATCH -1")).toEqual([]);
  expect(bob?.read().map((line) => line.replace(/.*:/, ""))).toEqual(["one", "two"]);
  expect(alice?.ask("BATCH 1 draft/multiline #room")).toEqual([
    ":irc.test FAIL BATCH INVALID_REFTAG 1 :A batch begins with + and ends with -",
  ]);
  expect(bob?.ask("BATCH +1 draft/multiline #room")).toEqual([
    ":irc.test FAIL BATCH UNKNOWN_TYPE 1 draft/multiline :No such type of batch",
  ]);
});

test("nobody can send the entry that a closed batch becomes", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.inChannel("#room", "alice", "bob");
  expect(alice?.ask("BATCH PRIVMSG #room")).toEqual([
    ":irc.test FAIL BATCH INVALID_REFTAG PRIVMSG :A batch begins with + and ends with -",
  ]);
  expect(bob?.read()).toEqual([]);
});
