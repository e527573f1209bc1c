import { describe, expect, test } from "vitest";
import { memoryStore } from "../../src/store/memory-store.ts";
import type { Json } from "../../src/store/port/json.ts";
import type { AccountKey, AccountSettings } from "../../src/world/account.ts";
import { comeAs } from "../kit/come-as.ts";
import { TestNetwork } from "../kit/network.ts";

const alwaysOn = { sessions: { alwaysOn: "opt-out" } } as const;
const dayMs = 86_400_000;

/** An account as the store would have it. */
async function account(
  network: TestNetwork,
  settings: AccountSettings = {},
  name = "alice",
): Promise<AccountKey> {
  const { accounts } = network.node.host.control;
  await accounts.create({
    ...{ name, passwordHash: undefined, email: undefined, status: "active", verification: undefined },
    settings: settings as Json,
  });
  return accounts.keyOf(name);
}

/** Alice, always on, in #room with bob, and everything read. */
function room(config: ConstructorParameters<typeof TestNetwork>[0] = alwaysOn) {
  const network = new TestNetwork(config);
  const bob = network.connect("bob", { caps: "away-notify" });
  const alice = comeAs(network, "alice", { address: "203.0.113.1" });
  alice.send("JOIN #room");
  bob.send("JOIN #room");
  for (const client of [bob, alice]) client.read();
  return { network, bob, alice };
}

describe("an always-on account", () => {
  test("stays with its nick in its channels when the last session goes, and is shown as away", () => {
    const { network, bob, alice } = room();
    alice.send("QUIT :bye");
    expect(alice.ended).toBe(true);
    expect(bob.read()).toEqual([":alice!alice@203.0.113.1 AWAY :Not connected"]);
    expect(bob.ask("NAMES #room")[0]).toBe(":irc.test 353 bob = #room :@alice bob");
    expect(bob.ask("PRIVMSG alice :hi")).toEqual([":irc.test 301 bob alice :Not connected"]);
    expect(network.open().ask("NICK alice")).toEqual([":irc.test 433 * alice :Nickname is already in use"]);
    expect(bob.numerics("WHOIS alice").map((line) => line.slice(0, 3))).toEqual(
      expect.arrayContaining(["311", "312", "301", "330", "318"]),
    );
  });

  test("is back when a session comes, whatever nick that asks for", () => {
    const { network, bob, alice } = room();
    alice.vanish();
    bob.read();
    const again = comeAs(network, "alice", { nick: "alice1", address: "203.0.113.1" });
    expect(again.read().join("\n")).toContain(":alice!alice@203.0.113.1 JOIN #room");
    expect(bob.read()).toEqual([":alice!alice@203.0.113.1 AWAY"]);
  });

  test("keeps what it was away for", () => {
    const { bob, alice } = room();
    alice.send("AWAY :on holiday", "QUIT");
    expect(bob.read()).toEqual([":alice!alice@203.0.113.1 AWAY :on holiday"]);
  });

  test("is not shown as away where the network, or the account, does not want that", async () => {
    const quiet = room({ sessions: { alwaysOn: "opt-out", autoAway: false } });
    quiet.alice.send("QUIT");
    expect(quiet.bob.read()).toEqual([]);
    const { network, bob, alice } = room();
    await account(network, { autoAway: false });
    alice.send("QUIT");
    expect(bob.read()).toEqual([]);
  });

  test.each([
    ["off", { alwaysOn: true }, false],
    ["opt-in", {}, false],
    ["opt-in", { alwaysOn: true }, true],
    ["opt-out", { alwaysOn: false }, false],
    ["mandatory", { alwaysOn: false }, true],
  ] as const)("is what the network (%s) and the account (%j) make it", async (policy, settings, stays) => {
    const { network, alice } = room({ sessions: { alwaysOn: policy } });
    await account(network, settings);
    alice.send("QUIT");
    expect(network.node.world.userByNick("alice") !== undefined).toBe(stays);
  });

  test("is for who is logged in, and of two in one account for the first", () => {
    const network = new TestNetwork({ sessions: { alwaysOn: "mandatory", multiclient: "off" } });
    const [first, second] = ["first", "second"].map((nick) => comeAs(network, "alice", { nick }));
    network.connect("guest").send("QUIT");
    second?.send("QUIT");
    first?.send("QUIT");
    expect([...network.node.world.users.values()].map(({ nick }) => nick)).toEqual(["first"]);
    expect(comeAs(network, "alice", { nick: "third" }).read().join("\n")).toContain(" 001 first ");
  });

  test("leaves when it is gone, or does not want to stay any more", async () => {
    const { network, bob, alice } = room({ sessions: { alwaysOn: "opt-in" } });
    const key = await account(network, { alwaysOn: true });
    alice.send("QUIT");
    bob.read();
    await network.node.host.control.accounts.choose(key, { alwaysOn: false });
    expect(bob.read()).toEqual([":alice!alice@203.0.113.1 QUIT :Not connected"]);
  });

  test("that is suspended leaves when nobody is there", async () => {
    const { network, bob, alice } = room();
    const key = await account(network);
    alice.send("QUIT");
    await network.node.host.control.accounts.update(key, { status: "suspended" });
    expect(bob.read().at(-1)).toBe(":alice!alice@203.0.113.1 QUIT :Not connected");
  });

  test("leaves after so many days without a session", () => {
    const { network, bob, alice } = room({
      unlimited: true,
      sessions: { alwaysOn: "opt-out", expireDays: 2 },
    });
    alice.send("QUIT");
    bob.read();
    const pass = (ms: number) => {
      network.now += ms;
      bob.send("PING here");
      network.advance(61_000);
      return bob.read().filter((line) => line.includes(" QUIT "));
    };
    expect(pass(2 * dayMs - 200_000)).toEqual([]);
    expect(pass(200_000)).toEqual([":alice!alice@203.0.113.1 QUIT :Away for too long"]);
  });

  test("can be put off the network", () => {
    const { network, bob, alice } = room();
    alice.send("QUIT");
    network.makeOperator(bob);
    bob.send("KILL alice :enough", "KICK #room alice");
    expect(network.node.world.userByNick("alice")).toBeUndefined();
  });

  test("is done to as to others while it is not there: kicked, banned, given a status, another nick", () => {
    const { network, bob, alice } = room();
    bob.send("PART #room", "JOIN #own");
    alice.send("JOIN #own", "MODE #room +z", "QUIT");
    network.makeOperator(bob);
    bob.send(
      "MODE #own +v alice",
      "SANICK alice alicia",
      "MODE #own +b *!*@203.0.113.1",
      "SAJOIN alicia #new",
    );
    const alicia = network.node.world.userByNick("alicia");
    expect(
      [...(alicia?.channels.values() ?? [])].map(({ channel, status }) => `${channel.name} ${status}`),
    ).toEqual(["#room o", "#own v", "#new o"]);
    bob.send("KICK #own alicia :out");
    expect(alicia?.channels.size).toBe(2);
  });
});

describe("a restart", () => {
  async function restarted(before: TestNetwork, store = memoryStore(), config = before.config) {
    const network = new TestNetwork(config, { store, epoch: "u" });
    await network.node.load();
    return network;
  }

  function kept(config: ConstructorParameters<typeof TestNetwork>[0] = alwaysOn) {
    const store = memoryStore();
    return { store, network: new TestNetwork(config, { store }) };
  }

  test("brings always-on users back with nick, names, modes, statuses, lists and devices", async () => {
    const { store, network } = kept();
    const [bob, alice] = [network.connect("bob"), comeAs(network, "alice", { device: "phone" })];
    bob.send("JOIN #room");
    alice.send("JOIN #room,#own", "SILENCE +*!*@evil", "MODE alice +iw", "SETNAME :Alice L", "NICK alicia");
    alice.send("AWAY :back soon", "QUIT");
    await network.node.finish();
    const again = await restarted(network, store);
    const { world } = again.node;
    expect(world.userByNick("bob")).toBeUndefined();
    const user = world.userByNick("alicia");
    expect(user).toMatchObject({
      ...{ realname: "Alice L", modes: "irw", away: "back soon", silenced: [{ mask: "*!*@evil" }] },
      identity: { prefix: "alicia!alice@192.0.2.3", account: "alice" },
      devices: [{ device: "phone", seenAt: network.now }],
    });
    expect(
      [...(user?.channels.values() ?? [])].map(({ channel, status }) => `${channel.name} ${status}`),
    ).toEqual(["#room ", "#own o"]);
    expect(comeAs(again, "alice").read().join("\n")).toContain(" JOIN #own");
  });

  test("brings back the conversations they had open", async () => {
    const { store, network } = kept();
    const alice = comeAs(network, "alice", { caps: "draft/user-query" });
    alice.send("USERQUERY OPEN bob", "USERQUERY OPEN carol", "USERQUERY CLOSE bob");
    await network.node.finish();
    alice.send("USERQUERY OPEN Dave");
    await network.node.finish();
    const again = comeAs(await restarted(network, store), "alice", { caps: "draft/user-query" });
    again.read();
    expect(await again.answer("USERQUERY LIST")).toEqual(
      ["carol", "Dave"].map((nick) => `:irc.test USERQUERY LIST :${nick}`),
    );
  });

  test("brings back who was there when the server was cut off, as of the last second", async () => {
    const { store, network } = kept();
    const alice = comeAs(network, "alice");
    alice.send("JOIN #room");
    network.advance(1000);
    await network.node.finish();
    expect(await store.stays.of("alice")).toMatchObject({ channels: [{ name: "#room" }] });
    const again = await restarted(network, store);
    expect(again.node.world.userByNick("alice")).toMatchObject({ away: "Not connected", sessions: [] });
  });

  test("brings back nobody whose account does not stay now, and forgets them", async () => {
    const { store, network } = kept();
    comeAs(network, "alice").send("QUIT");
    await network.node.finish();
    const again = await restarted(network, store, { sessions: { alwaysOn: "off" } });
    expect(again.node.world.users.size).toBe(0);
    await again.node.finish();
    expect(await store.stays.list("", 9)).toEqual([]);
  });

  test("brings back nobody who has left", async () => {
    const { store, network } = kept();
    const [bob, alice] = [network.connect("bob"), comeAs(network, "alice")];
    alice.send("QUIT");
    await network.node.finish();
    network.makeOperator(bob);
    bob.send("KILL alice :bye");
    await network.node.finish();
    expect((await restarted(network, store)).node.world.users.size).toBe(0);
  });

  test("writes once for all that happened within a second, and nothing where nothing did", async () => {
    const { store, network } = kept();
    const written: string[] = [];
    const put = store.stays.put.bind(store.stays);
    store.stays.put = async (row) => {
      written.push(row.account);
      await put(row);
    };
    const alice = comeAs(network, "alice");
    alice.send("JOIN #a,#b,#c", "PART #b", "NICK alicia", "AWAY :x");
    network.advance(1000);
    alice.send("PRIVMSG #a :hi", "TOPIC #a :x");
    network.advance(5000);
    await network.node.finish();
    expect(written).toEqual(["alice"]);
  });

  test("loses nothing of what the store refused for a while", async () => {
    const { store, network } = kept();
    const put = store.stays.put.bind(store.stays);
    let refused = 0;
    store.stays.put = () => {
      refused += 1;
      return Promise.reject(new Error("full"));
    };
    comeAs(network, "alice").send("JOIN #a");
    network.advance(1000);
    await network.node.finish();
    store.stays.put = put;
    expect(refused).toBe(2);
    await network.node.finish();
    expect(await store.stays.of("alice")).toMatchObject({ channels: [{ name: "#a" }] });
  });
});

describe("of an always-on user who is not there", () => {
  test("NS SESSIONS tells since when, and of those who are which device they are on", async () => {
    const network = new TestNetwork(alwaysOn);
    await account(network);
    const alice = comeAs(network, "alice", { device: "phone" });
    network.now += 3_600_000;
    const laptop = comeAs(network, "alice", { device: "laptop" });
    alice.read();
    const shown = (await alice.answer("NS SESSIONS")).join("\n");
    expect(shown).toMatch(/alice: 192\.0\.2\.\d, on phone, no TLS, since Tue, 14 Nov 2023 22:13/);
    expect(shown).toMatch(/alice: 192\.0\.2\.\d, on laptop, no TLS, since Tue, 14 Nov 2023 23:13/);
    laptop.send("QUIT");
    alice.send("QUIT");
    const root = network.connect("root");
    network.makeOperator(root);
    expect((await root.answer("NS SESSIONS alice")).join("\n")).toContain(
      "alice: no client, since Tue, 14 Nov 2023",
    );
  });

  test("a ban of the network hits the last address, and keeps a session from another off that it hits", async () => {
    const { network, alice } = room();
    const root = network.connect("root", { address: "198.51.100.1" });
    network.makeOperator(root);
    await root.answer("KLINE *@203.0.113.9 :elsewhere");
    alice.send("QUIT");
    const kept = comeAs(network, "alice", { address: "203.0.113.9" });
    expect(kept.read().at(-1)).toContain("(KLINE: elsewhere)");
    expect(network.node.world.userByNick("alice")?.sessions).toEqual([]);
    await root.answer("KLINE *@203.0.113.1 :here");
    expect(network.node.world.userByNick("alice")).toBeUndefined();
  });
});
