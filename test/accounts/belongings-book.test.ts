import { expect, test } from "vitest";
import { BelongingsBook } from "../../src/accounts/belongings-book.ts";
import { memoryStore } from "../../src/store/memory-store.ts";
import type { Store } from "../../src/store/store.ts";
import { serverIdentity } from "../../src/world/identity.ts";
import type { TestClient } from "../kit/client.ts";
import { channelOf, forceChannelModes } from "../kit/force.ts";
import { logIn } from "../kit/log-in.ts";
import { TestNetwork } from "../kit/network.ts";

const caps = "batch draft/metadata-2";
const ofAlice = { scope: "account", owner: "alice" } as const;
const ofRoom = { scope: "channel", owner: "#room" } as const;

/** Somebody in the account Alice, on a network with this store. */
function enter(store: Store) {
  const network = new TestNetwork({ unlimited: true }, { store });
  const alice = network.connect("alice", { caps });
  logIn(network, alice, "Alice");
  alice.read();
  return { network, alice };
}

/** What GET and LIST show: key and value. */
const shown = (client: TestClient, target: string) =>
  client
    .ask(`METADATA ${target} LIST`)
    .flatMap((line) => / 761 \S+ \S+ (\S+ \S+ :.*)$/.exec(line)?.[1] ?? []);

test("what an account says of itself is stored, changed and removed", async () => {
  const store = memoryStore();
  const { alice } = enter(store);
  alice.ask("METADATA * SET url :one", "METADATA * SET avatar :x", "METADATA * SET url :two");
  expect((await store.metadata.of(ofAlice)).map(({ key, value }) => [key, value])).toEqual([
    ["avatar", "x"],
    ["url", "two"],
  ]);
  alice.ask("METADATA * SET avatar");
  expect(await store.metadata.of(ofAlice)).toHaveLength(1);
  alice.ask("METADATA * CLEAR");
  expect(await store.metadata.of(ofAlice)).toEqual([]);
});

test("it is known from the start, and shown to who logs in as it is to others", async () => {
  const store = memoryStore();
  enter(store).alice.ask("METADATA * SET url :kept");
  const network = new TestNetwork({}, { store });
  await network.node.load();
  const alice = network.connect("someone", { caps });
  logIn(network, alice, "ALICE");
  expect(shown(alice, "*")).toEqual(["url * :kept"]);
  expect(shown(network.connect("bob"), "someone")).toEqual(["url * :kept"]);
});

test("of who is in no account nothing is stored, and it ends with them", async () => {
  const store = memoryStore();
  const network = new TestNetwork({}, { store });
  const bob = network.connect("bob");
  bob.ask("METADATA * SET url :x");
  bob.vanish();
  expect(shown(network.connect("bob"), "*")).toEqual([]);
  expect(await store.metadata.list(undefined, 9)).toEqual([]);
});

test("who logs in brings along what they said before, and those around see what is true now", async () => {
  const store = memoryStore();
  await store.metadata.set({ ...ofAlice, key: "url", value: "old", visibility: "*" });
  await store.metadata.set({ ...ofAlice, key: "avatar", value: "kept", visibility: "*" });
  const network = new TestNetwork({ unlimited: true }, { store });
  await network.node.load();
  const [bob, carol] = ["bob", "carol"].map((nick) => network.connect(nick, { caps }));
  for (const client of [bob, carol]) client?.ask("JOIN #room", "METADATA * SUB url avatar color");
  bob?.ask("METADATA * SET url :new", "METADATA * SET color :blue");
  carol?.read();
  if (bob) logIn(network, bob, "Alice");
  // What the account has of it now is told again, to whoever is near somebody in it.
  expect(carol?.read()).toEqual([
    ":bob!bob@192.0.2.2 METADATA bob url * :new",
    ":bob!bob@192.0.2.2 METADATA bob color * :blue",
    ":bob!bob@192.0.2.2 METADATA bob avatar * :kept",
  ]);
  expect((await store.metadata.of(ofAlice)).map(({ value }) => value)).toEqual(["kept", "blue", "new"]);
  if (bob) logIn(network, bob, undefined);
  expect(carol?.read()).toEqual([
    ":bob!bob@192.0.2.2 METADATA bob avatar *",
    ":bob!bob@192.0.2.2 METADATA bob url *",
    ":bob!bob@192.0.2.2 METADATA bob color *",
  ]);
  expect(await store.metadata.of(ofAlice)).toHaveLength(3);
});

test("all who are in the account say the same, and those around each of them are told", () => {
  const { network, alice } = enter(memoryStore());
  const phone = network.connect("phone");
  logIn(network, phone, "alice");
  phone.ask("JOIN #room");
  const bob = network.connect("bob", { caps });
  bob.ask("JOIN #room", "METADATA * SUB url");
  alice.ask("METADATA * SET url :x");
  expect(bob.read()).toEqual([":alice!alice@192.0.2.2 METADATA phone url * :x"]);
  expect(shown(phone, "*")).toEqual(["url * :x"]);
});

test("what is said on the way in is stored, as far as there is room", async () => {
  const store = memoryStore();
  await store.metadata.set({ ...ofAlice, key: "a", value: "1", visibility: "*" });
  const accounts = [{ name: "alice", password: "sesame" }];
  const network = new TestNetwork({ accounts, metadata: { keys: 2 } }, { store });
  await network.node.load();
  const client = network.open();
  client.ask("CAP REQ :sasl", "METADATA * SET a :2", "METADATA * SET b :3");
  await client.answer(
    "AUTHENTICATE PLAIN",
    `AUTHENTICATE ${Buffer.from("\0alice\0sesame").toString("base64")}`,
  );
  client.ask("METADATA * CLEAR", "METADATA * SET b :3", "METADATA * SET c :4");
  client.ask("NICK alice", "USER a 0 * :A", "CAP END");
  expect(shown(client, "*")).toEqual(["a * :1", "b * :3"]);
  expect((await store.metadata.of(ofAlice)).map(({ key, value }) => key + value)).toEqual(["a1", "b3"]);
});

test("of a channel only what is registered is stored, and what it had when it came to be", async () => {
  const store = memoryStore();
  const { network, alice } = enter(store);
  alice.ask("JOIN #room", "METADATA #room SET url :x");
  expect(await store.metadata.of(ofRoom)).toEqual([]);
  forceChannelModes(network, "#room", "r");
  alice.ask("METADATA #room SET avatar :y");
  expect((await store.metadata.of(ofRoom)).map(({ key }) => key)).toEqual(["avatar"]);
  const { world } = network.node;
  const book = new BelongingsBook({ store, world, append: () => undefined, failed: () => undefined });
  const modes = [{ sign: "+", letter: "r", param: undefined, user: undefined }] as const;
  const by = serverIdentity("irc.test");
  const channel = channelOf(network, "#room").key;
  book.record({ type: "channel-modes-changed", channel, name: "#room", by, modes, shownTo: "all", at: 1 });
  expect((await store.metadata.of(ofRoom)).map(({ key }) => key)).toEqual(["avatar", "url"]);
});

test("what cannot be stored is logged, and true all the same", async () => {
  const store = memoryStore();
  store.metadata.set = () => Promise.reject(new Error("the disk is gone"));
  const { alice } = enter(store);
  expect(alice.ask("METADATA * SET url :x").at(-1)).toContain(" 761 ");
  await Promise.resolve();
  expect(shown(alice, "*")).toEqual(["url * :x"]);
});

test("many pages of it are read at the start", async () => {
  const store = memoryStore();
  for (let index = 0; index < 1_201; index += 1) {
    await store.metadata.set({
      ...ofAlice,
      owner: `a${index % 101}`,
      key: `k${index}`,
      value: "x",
      visibility: "*",
    });
  }
  const network = new TestNetwork({}, { store });
  await network.node.load();
  const { belongings } = network.node.world;
  expect([...belongings.values()].reduce((count, { metadata }) => count + metadata.length, 0)).toBe(1_201);
});
