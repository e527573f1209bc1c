import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

test("REHASH puts the new configuration in force for everyone: 382, limits, motd and opers", async () => {
  const network = new TestNetwork();
  const boss = network.connect("boss");
  network.makeOperator(boss);
  network.config = { ...network.config, motd: "All new.", limits: { topicLength: 5 } };
  expect(await boss.answer("REHASH")).toEqual([
    ":irc.test 382 boss configuration :Rehashing",
    ":irc.test 005 boss TOPICLEN=5 :are supported by this server",
    ":irc.test NOTICE * :*** boss read the configuration again",
  ]);
  expect(boss.ask("MOTD")).toContain(":irc.test 372 boss :- All new.");
  expect(network.open().ask("NICK alice", "USER alice 0 * :Alice").join("\n")).toContain("TOPICLEN=5");
  expect(boss.ask("JOIN #x", "TOPIC #x :too long").at(-1)).toBe(":boss!boss@192.0.2.2 TOPIC #x :too l");
});

test("who is there when REHASH changes what 005 said reads what changed, and nothing else", async () => {
  const network = new TestNetwork({ utf8Only: true });
  const [boss, alice] = [network.connect("boss"), network.connect("alice")];
  network.makeOperator(boss);
  network.config = { ...network.config, utf8Only: false, network: "Other" };
  await boss.answer("REHASH");
  expect(alice.read()).toEqual([":irc.test 005 alice NETWORK=Other -UTF8ONLY :are supported by this server"]);
  await boss.answer("REHASH");
  expect(alice.read()).toEqual([]);
});

test("REHASH of a configuration that is wrong changes nothing and says why", async () => {
  const network = new TestNetwork({ motd: "As before." });
  const boss = network.connect("boss");
  network.makeOperator(boss);
  network.config = { ...network.config, motd: { file: "no/such/file" }, limits: { topicLength: 5 } };
  expect(await boss.answer("REHASH")).toEqual([
    ":irc.test 382 boss configuration :Rehashing",
    ":irc.test NOTICE boss :*** Nothing was changed: the motd no/such/file cannot be read (ENOENT)",
    ":irc.test NOTICE * :*** boss tried to read the configuration again, in vain",
  ]);
  network.config = { ...network.config, motd: "x", limits: { topicLength: -1 } };
  expect((await boss.answer("REHASH"))[1]).toMatch(/Nothing was changed: .*limits\.topicLength/);
  expect(boss.ask("MOTD")).toContain(":irc.test 372 boss :- As before.");
  expect(network.node.world.settings.limits.topicLength).toBe(390);
});

test("REHASH says which keys wait for a new start", async () => {
  const network = new TestNetwork();
  const boss = network.connect("boss");
  network.makeOperator(boss);
  network.config = { ...network.config, name: "other.test", log: { pretty: true } };
  expect(await boss.answer("REHASH")).toEqual(
    expect.arrayContaining([
      ":irc.test NOTICE boss :*** name: changes when the server starts anew",
      ":irc.test NOTICE boss :*** log.pretty: changes when the server starts anew",
    ]),
  );
});

test("REHASH says so for as long as they wait, and no longer", async () => {
  const network = new TestNetwork();
  const notesOn = async (name: string) => {
    network.config = { ...network.config, name };
    return await network.node.rehash();
  };
  const waits = ["name: changes when the server starts anew"];
  expect(await notesOn("other.test")).toEqual(waits);
  expect(await notesOn("other.test")).toEqual(waits);
  expect(await notesOn("irc.test")).toEqual([]);
});

test("REHASH judges who connects from now on by the new limits, and lets who is there stay", async () => {
  const network = new TestNetwork({ connections: { perAddress: 2 } });
  const boss = network.connect("boss");
  network.makeOperator(boss);
  const [first, second] = [1, 2].map(() => network.open({ address: "198.51.100.1" }));
  network.config = { ...network.config, connections: { perAddress: 1 } };
  await boss.answer("REHASH");
  expect([first?.ended, second?.ended]).toEqual([false, false]);
  first?.send("QUIT");
  expect(network.open({ address: "198.51.100.1" }).ended).toBe(true);
  network.config = { ...network.config, connections: { perAddress: 3 } };
  await boss.answer("REHASH");
  expect(network.open({ address: "198.51.100.1" }).ended).toBe(false);
});

test("REHASH holds who is there to the new limits of a session", async () => {
  const network = new TestNetwork();
  const [boss, alice] = [network.connect("boss"), network.connect("alice")];
  network.makeOperator(boss);
  network.config = { ...network.config, connections: { nickThrottle: { count: 1, seconds: 60 } } };
  await boss.answer("REHASH");
  expect(alice.numerics("NICK alice1", "NICK alice2")).toEqual([expect.stringMatching(/^438 alice2 /)]);
});

test("REHASH is refused to users with 481 and to operators without the privilege with 723", () => {
  const network = new TestNetwork();
  const [alice, helper] = [network.connect("alice"), network.connect("helper")];
  network.makeOperator(helper, ["kill"]);
  expect(alice.numerics("REHASH")).toEqual(["481 :Permission Denied- You're not an IRC operator"]);
  expect(helper.numerics("REHASH")).toEqual(["723 rehash :Insufficient oper privileges."]);
});
