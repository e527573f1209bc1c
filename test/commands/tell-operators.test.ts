import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

function operatorWith(network: TestNetwork, categories: string) {
  const boss = network.connect("boss");
  network.makeOperator(boss);
  boss.ask("MODE boss -s", `MODE boss +s +${categories}`);
  return boss;
}

test("category c tells of users who connect, q of those who leave", () => {
  const network = new TestNetwork();
  const boss = operatorWith(network, "cq");
  const alice = network.connect("alice");
  alice.send("QUIT :bye");
  network.connect("bob").vanish();
  expect(boss.read()).toEqual([
    ":irc.test NOTICE * :*** alice!alice@192.0.2.3 has connected (alice Example)",
    ":irc.test NOTICE * :*** alice!alice@192.0.2.3 has left (Quit: bye)",
    ":irc.test NOTICE * :*** bob!bob@192.0.2.4 has connected (bob Example)",
    ":irc.test NOTICE * :*** bob!bob@192.0.2.4 has left (Connection reset by peer)",
  ]);
});

test("category n tells of nick changes", () => {
  const network = new TestNetwork();
  const boss = operatorWith(network, "n");
  network.connect("alice").send("NICK alicia");
  expect(boss.read()).toEqual([":irc.test NOTICE * :*** alice!alice@192.0.2.3 is now alicia"]);
});

test("an operator is told of no category they did not ask for", () => {
  const network = new TestNetwork();
  const boss = operatorWith(network, "k");
  const alice = network.connect("alice");
  alice.send("NICK alicia", "QUIT");
  expect(boss.read()).toEqual([]);
});

test("who is no operator is told nothing", () => {
  const network = new TestNetwork();
  operatorWith(network, "cnq");
  const alice = network.connect("alice");
  alice.send("MODE alice +s +cnq");
  alice.read();
  network.connect("bob").send("QUIT");
  expect(alice.read()).toEqual([]);
});
