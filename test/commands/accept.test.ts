import { expect, test } from "vitest";
import type { ConfigInput } from "../../src/config/schema.ts";
import { TestNetwork } from "../kit/network.ts";

const end = "282 :End of /ACCEPT list";

function three(config: ConfigInput = {}) {
  const network = new TestNetwork(config);
  const [alice, bob, carol] = ["alice", "bob", "carol"].map((nick) => network.connect(nick));
  if (!alice || !bob || !carol) throw new Error("unreachable");
  bob.ask("MODE bob +g");
  return { network, alice, bob, carol };
}

test("who is accepted is heard under +g, the others are not", () => {
  const { alice, bob, carol } = three();
  expect(bob.ask("ACCEPT Alice")).toEqual([]);
  expect(alice.ask("PRIVMSG bob :hi")).toEqual([]);
  expect(bob.read()).toHaveLength(1);
  expect(carol.numerics("PRIVMSG bob :hi")).toHaveLength(2);
});

test("the list is read with * or without a parameter, in the order of accepting", () => {
  const { bob } = three();
  bob.ask("ACCEPT carol,+alice");
  expect(bob.numerics("ACCEPT *")).toEqual(["281 carol alice", end]);
  expect(bob.numerics("ACCEPT")).toEqual(["281 carol alice", end]);
});

test("a long list takes several lines of at most 512 bytes and leaves nobody out", () => {
  const network = new TestNetwork();
  const bob = network.connect("bob");
  const nicks = Array.from({ length: 30 }, (_, index) => `${"n".repeat(25)}${index}`);
  for (const nick of nicks) network.connect(nick);
  bob.ask(`ACCEPT ${nicks.slice(0, 15).join(",")}`, `ACCEPT ${nicks.slice(15).join(",")}`);
  const lines = bob.ask("ACCEPT");
  expect(lines.every((line) => line.length <= 510)).toBe(true);
  const listed = lines.slice(0, -1).flatMap((line) => line.replace(/^:\S+ 281 bob :?/, "").split(" "));
  expect(lines.length).toBeGreaterThan(2);
  expect(listed).toEqual(nicks);
});

test("-nick takes someone off", () => {
  const { alice, bob } = three();
  bob.ask("ACCEPT alice", "ACCEPT -ALICE");
  expect(bob.numerics("ACCEPT")).toEqual([end]);
  expect(alice.numerics("PRIVMSG bob :hi")).toHaveLength(2);
});

test("accepting twice is 457, removing who is not there 458, a stranger 401", () => {
  const { bob } = three();
  bob.ask("ACCEPT alice");
  expect(bob.numerics("ACCEPT alice,-carol,nobody,-nobody")).toEqual([
    "457 alice :is already on your accept list",
    "458 carol :is not on your accept list",
    "401 nobody :No such nick/channel",
    "458 nobody :is not on your accept list",
  ]);
});

test("a full list is 456", () => {
  const { bob } = three({ limits: { accept: 1 } });
  expect(bob.numerics("ACCEPT alice,carol")).toEqual(["456 :Accept list is full"]);
});

test("more nicks than a command takes end in 407", () => {
  const { bob } = three({ limits: { commandTargets: 1 } });
  expect(bob.numerics("ACCEPT alice,carol")).toEqual(["407 carol :Too many targets"]);
});

test("an entry follows its user through nick changes", () => {
  const { alice, bob } = three();
  bob.ask("ACCEPT alice");
  alice.ask("NICK alicia");
  expect(bob.numerics("ACCEPT")).toEqual(["281 alicia", end]);
  expect(alice.ask("PRIVMSG bob :hi")).toEqual([]);
});

test("an entry is gone with its user: the next of that nick is a stranger", () => {
  const { network, alice, bob } = three({ limits: { accept: 1 } });
  bob.ask("ACCEPT alice");
  alice.send("QUIT");
  expect(bob.numerics("ACCEPT")).toEqual([end]);
  expect(network.connect("alice").numerics("PRIVMSG bob :hi")).toHaveLength(2);
  expect(bob.numerics("ACCEPT carol")).toEqual([]);
});

test("who accepts others may leave and be forgotten by them", () => {
  const { network, alice, bob } = three();
  bob.ask("ACCEPT alice");
  bob.send("QUIT");
  expect(network.node.world.userByNick("alice")?.acceptedBy).toBeUndefined();
  expect(alice.numerics("ACCEPT")).toEqual([end]);
});
