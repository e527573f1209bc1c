import { expect, test } from "vitest";
import { memoryStore } from "../../src/store/memory-store.ts";
import { type Store, StoreError } from "../../src/store/store.ts";
import { StoreEvents } from "../../src/store/store-events.ts";
import { channelOf } from "../kit/force.ts";
import { connectLoggedIn, networkOf, openOwnRoom, told } from "../kit/own-room.ts";

/** A store whose channels can be out of reach, and which counts what is written of them. */
class Troubled {
  readonly events = new StoreEvents();
  readonly kept = memoryStore();
  isDown = false;
  updates = 0;
  readonly store: Store;

  constructor() {
    const { channels } = this.kept;
    const work = async <T>(then: () => Promise<T>): Promise<T> => {
      if (this.isDown) throw new StoreError("BUSY", "another program holds the file");
      return await then();
    };
    this.store = {
      ...this.kept,
      watch: (listener) => this.events.watch(listener),
      channels: {
        register: (channel) => work(() => channels.register(channel)),
        find: (key) => channels.find(key),
        list: (after, limit) => channels.list(after, limit),
        update: (key, change) => {
          this.updates += 1;
          return work(() => channels.update(key, change));
        },
        rename: (key, next) => work(() => channels.rename(key, next)),
        drop: (key) => work(() => channels.drop(key)),
      },
    };
  }
}

async function openTroubled() {
  const troubled = new Troubled();
  const network = await networkOf(["alice"], {}, { store: troubled.store });
  const alice = connectLoggedIn(network, "alice");
  alice.ask("JOIN #room");
  await alice.answer("CS REGISTER #room");
  await network.node.finish();
  troubled.updates = 0;
  return { troubled, network, alice, find: (key: string) => troubled.kept.channels.find(key) };
}

test("what happens in one turn, and while it is written, is written once", async () => {
  const { troubled, network, alice, find } = await openTroubled();
  alice.send(...Array.from({ length: 50 }, (_, number) => `TOPIC #room :${number}`), "MODE #room +b a!*@*");
  await network.node.finish();
  expect(troubled.updates).toBe(1);
  expect(await find("#room")).toMatchObject({ topic: { text: "49" }, lists: { b: [{ mask: "a!*@*" }] } });
});

test("what happens in a channel that is nobody's is not written", async () => {
  const { troubled, network, alice } = await openTroubled();
  alice.send("JOIN #other", "TOPIC #other :x");
  await network.node.finish();
  expect(troubled.updates).toBe(0);
});

test("what could not be stored is, when the store has recovered", async () => {
  const { troubled, network, alice, find } = await openTroubled();
  troubled.isDown = true;
  alice.send("TOPIC #room :plans");
  await network.node.finish();
  expect((await find("#room"))?.topic).toBeUndefined();
  troubled.isDown = false;
  troubled.events.tell({ type: "recovered" });
  network.endTurn();
  await network.node.finish();
  expect((await find("#room"))?.topic?.text).toBe("plans");
});

test("a name that could not be stored is before anything else", async () => {
  const { troubled, network, alice, find } = await openTroubled();
  troubled.isDown = true;
  alice.send("RENAME #room #other", "TOPIC #other :plans");
  expect(await told(alice, "CS SET #other DESC x")).toEqual([
    "Nothing can be stored right now: try again later",
  ]);
  expect(channelOf(network, "#other").registration?.settings).toEqual({});
  troubled.isDown = false;
  expect(await told(alice, "CS SET #other DESC x")).toEqual(["DESCRIPTION of #other is now x"]);
  await network.node.finish();
  expect(await find("#other")).toMatchObject({ topic: { text: "plans" }, settings: { description: "x" } });
});

test("what is said under the old name by then stays there, when a name is stored late", async () => {
  const { troubled, network, alice } = await openTroubled();
  const said = async (key: string) =>
    (await troubled.kept.messages.page(key, { type: "latest" }, 9, { kinds: ["PRIVMSG"] }))?.map(
      ({ text }) => text,
    );
  alice.send("PRIVMSG #room :before");
  await network.node.finish();
  troubled.isDown = true;
  alice.send("RENAME #room #other");
  await network.node.finish();
  expect(await said("#other")).toEqual(["before"]);
  const carol = network.connect("carol");
  carol.send("JOIN #room", "PRIVMSG #room :mine");
  await network.node.finish();
  troubled.isDown = false;
  troubled.events.tell({ type: "recovered" });
  network.endTurn();
  await network.node.finish();
  expect(await troubled.kept.channels.find("#other")).toBeDefined();
  expect(await said("#room")).toEqual(["mine"]);
  expect(await said("#other")).toEqual(["before"]);
});

test("a channel that cannot be registered stays nobody's, and that is said", async () => {
  const { troubled, network, alice } = await openTroubled();
  alice.ask("JOIN #other");
  troubled.isDown = true;
  expect(await told(alice, "CS REGISTER #other")).toEqual([
    "Nothing can be stored right now: try again later",
  ]);
  expect(channelOf(network, "#other").registration).toBeUndefined();
});

test("that a channel is used is known to the store within the hour", async () => {
  const { network, bob, carol } = await openOwnRoom();
  const lastUsedAt = async () => (await network.store.channels.find("#room"))?.lastUsedAt;
  const began = network.now;
  network.now += 1_800_000;
  carol.send("JOIN #room", "PART #room");
  await network.node.finish();
  expect(await lastUsedAt()).toBe(began);
  network.now += 1_800_000;
  bob.send("PART #room");
  await network.node.finish();
  expect(await lastUsedAt()).toBe(network.now);
});

test("channels.expireDays lets go of what nobody was in for so long, and of nothing else", async () => {
  const { network, alice, bob } = await openOwnRoom({ channels: { expireDays: 30 } });
  const days = 86_400_000;
  const watcher = network.connect("watcher");
  network.makeOperator(watcher);
  network.now += 31 * days;
  alice.ask("PING x");
  await network.node.tidy();
  expect(channelOf(network, "#room").registration?.founder).toBe("alice");
  for (const client of [alice, bob]) client.send("PART #room");
  await network.node.finish();
  network.now += 29 * days;
  await network.node.tidy();
  expect(network.node.world.channelByName("#room")).toBeDefined();
  network.now += 2 * days;
  await network.node.tidy();
  expect(network.node.world.channelByName("#room")).toBeUndefined();
  expect(await network.store.channels.find("#room")).toBeUndefined();
  expect(watcher.read().join("\n")).toContain(
    "#room was not used for too long, and belongs to nobody any more",
  );
});

test("channels are looked through for what is unused once an hour at most", async () => {
  const { network, alice, bob } = await openOwnRoom({ channels: { expireDays: 1 } });
  for (const client of [alice, bob]) client.send("PART #room");
  await network.node.finish();
  const day = 86_400_000;
  const minute = 60_000;
  for (const [passed, isThere] of [
    [day - minute, true],
    [2 * minute, true],
    [57 * minute, true],
    [2 * minute, false],
  ] as const) {
    network.now += passed;
    await network.node.tidy();
    expect(network.node.world.channelByName("#room") !== undefined).toBe(isThere);
  }
});

test("nothing expires unless that is configured", async () => {
  const { network, alice, bob } = await openOwnRoom();
  for (const client of [alice, bob]) client.send("PART #room");
  await network.node.finish();
  network.now += 1e12;
  await network.node.tidy();
  expect(channelOf(network, "#room").registration?.founder).toBe("alice");
});
