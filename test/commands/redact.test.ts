import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";
import { saidBy } from "../kit/said-by.ts";

const caps = "draft/message-redaction message-tags echo-message";

test("REDACT takes a message back for everybody in the channel", () => {
  const network = new TestNetwork();
  const [alice, bob] = ["alice", "bob"].map((nick) => network.connect(nick, { caps }));
  if (!alice || !bob) throw new Error("they are not there");
  for (const client of [alice, bob]) client.send("JOIN #room");
  const id = saidBy(bob, "PRIVMSG #room :oops");
  alice.read();
  const line = `:bob!bob@192.0.2.3 REDACT #room ${id} :wrong window`;
  expect(bob.ask(`REDACT #room ${id} :wrong window`)).toEqual([line]);
  expect(alice.read()).toEqual([line]);
  expect(alice.ask("HISTORY #room").join("\n")).not.toContain("oops");
});

test("REDACT is refused to who neither said it nor is an operator of the channel", () => {
  const network = new TestNetwork();
  const [alice, bob] = ["alice", "bob"].map((nick) => network.connect(nick, { caps }));
  if (!alice || !bob) throw new Error("they are not there");
  for (const client of [alice, bob]) client.send("JOIN #room");
  const id = saidBy(alice, "PRIVMSG #room :mine");
  bob.read();
  expect(bob.ask(`REDACT #room ${id}`)).toEqual([
    `:irc.test FAIL REDACT REDACT_FORBIDDEN #room ${id} :You are not authorised to delete this message`,
  ]);
});
