import { expect, test } from "vitest";
import { memoryStore } from "../../src/store/memory-store.ts";
import { channelOf } from "../kit/force.ts";
import { TestNetwork } from "../kit/network.ts";
import { connectLoggedIn, openOwnRoom } from "../kit/own-room.ts";

/** The network as it is after a restart with the same store. */
async function restarted(network: TestNetwork): Promise<TestNetwork> {
  const { store, config } = network;
  const next = new TestNetwork(config, { store });
  await next.node.load();
  return next;
}

test("a registered channel is there after a restart, with all that was true of it", async () => {
  const { network, alice } = await openOwnRoom();
  await alice.answer("CS AMODE #room +ov bob carol");
  await alice.answer("CS SET #room HISTORY since-join");
  alice.send(
    "TOPIC #room :plans",
    "MODE #room +mkl sesame 9",
    "MODE #room +bbI a!*@* a:mallory *!*@192.0.2.9",
  );
  await network.node.finish();
  const before = channelOf(network, "#room");
  const after = channelOf(await restarted(network), "#room");
  const { key, name, topic, flags, params, lists, registration } = before;
  expect(after).toMatchObject({ key, name, topic, flags, params, lists, registration });
  expect(after.members.size).toBe(0);
});

test("roles are what they were, and nobody is an operator for coming first", async () => {
  const { network, alice } = await openOwnRoom();
  await alice.answer("CS AMODE #room +o bob");
  const next = await restarted(network);
  const carol = connectLoggedIn(next, "carol");
  expect(carol.ask("JOIN #room").join("\n")).toContain("353 carol = #room :carol");
  const bob = connectLoggedIn(next, "bob");
  expect(bob.ask("JOIN #room", "NAMES #room").join("\n")).toContain("353 bob = #room :carol @bob");
});

test("what was let go of is not there", async () => {
  const { network, alice } = await openOwnRoom();
  await network.node.host.control.channels.drop(channelOf(network, "#room"));
  alice.read();
  expect((await restarted(network)).node.world.channelByName("#room")).toBeUndefined();
});

test("a row that makes no sense costs its own sense alone", async () => {
  const store = memoryStore();
  await store.channels.register({
    ...{ folded: "#odd", name: "#Odd", founder: "alice", topic: undefined },
    modes: { flags: "tn?kr", params: { k: 7, l: "9", q: "x" } },
    lists: { b: [{ mask: "a!*@*", by: "x", at: 1 }, "nonsense"], z: [], e: 4 },
    settings: { modeLock: 5, access: "roles", topicLock: "king", unknown: true },
    ...{ createdAt: 1, lastUsedAt: 2 },
  });
  await store.roles.set({ channel: "#odd", account: "bob", role: "king", by: "x", at: 1 });
  await store.roles.set({ channel: "#odd", account: "carol", role: "op", by: "x", at: 1 });
  const network = new TestNetwork({}, { store });
  await network.node.load();
  expect(channelOf(network, "#odd")).toMatchObject({
    flags: "nrt",
    params: new Map([["l", "9"]]),
    lists: new Map([["b", [{ mask: "a!*@*", by: "x", at: 1 }]]]),
    registration: {
      founder: "alice",
      roles: [{ account: "carol", role: "op" }],
      settings: { access: "roles" },
    },
  });
});

test("2,000 channels of 10 roles are known within a fraction of a second", async () => {
  const store = memoryStore();
  for (let number = 0; number < 2_000; number += 1) {
    const folded = `#c${number}`;
    await store.channels.register({
      ...{
        folded,
        name: folded.toUpperCase(),
        founder: "alice",
        topic: { text: "plans", by: "alice", at: 1 },
      },
      ...{ modes: { flags: "nrt", params: {} }, lists: { b: [{ mask: "a!*@*", by: "x", at: 1 }] } },
      ...{ settings: { history: "all" }, createdAt: 1, lastUsedAt: 1 },
    });
    for (let role = 0; role < 10; role += 1)
      await store.roles.set({ channel: folded, account: `account${role}`, role: "op", by: "alice", at: 1 });
  }
  const network = new TestNetwork({}, { store });
  const began = performance.now();
  await network.node.load();
  expect(performance.now() - began).toBeLessThan(2_000);
  expect(network.node.world.channels.size).toBe(2_000);
  expect(channelOf(network, "#c1999").registration?.roles).toHaveLength(10);
});
