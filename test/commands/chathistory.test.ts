import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

test("CHATHISTORY shows a page of what was said, in a channel or between two", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.inChannel("#room", "alice", "bob");
  bob?.send("CAP REQ :draft/chathistory server-time batch");
  alice?.send("PRIVMSG #room :one", "PRIVMSG #room :two", "PRIVMSG bob :three");
  bob?.read();
  const said = (line: string) => bob?.ask(line).flatMap((answer) => / PRIVMSG (.*)$/.exec(answer)?.[1] ?? []);
  expect(said("CHATHISTORY LATEST #room * 1")).toEqual(["#room :two"]);
  expect(said("CHATHISTORY LATEST alice * 9")).toEqual(["bob :three"]);
});

test("CHATHISTORY without a subcommand lacks a parameter", () => {
  const alice = new TestNetwork().connect("alice", { caps: "draft/chathistory" });
  expect(alice.numerics("CHATHISTORY")).toEqual(["461 CHATHISTORY :Not enough parameters"]);
});
