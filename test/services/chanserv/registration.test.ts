import { describe, expect, test } from "vitest";
import { channelOf } from "../../kit/force.ts";
import { logIn } from "../../kit/log-in.ts";
import type { TestNetwork } from "../../kit/network.ts";
import { chanServSays, connectLoggedIn, networkOf, openOwnRoom, told } from "../../kit/own-room.ts";

const mode = (what: string) => `:ChanServ!ChanServ@services MODE #room ${what}`;

async function openRoom(config = {}) {
  const network = await networkOf(["alice", "bob"], config);
  const alice = connectLoggedIn(network, "alice");
  alice.ask("JOIN #room");
  return { network, alice };
}

describe("CS REGISTER", () => {
  test("gives a channel to the account of its operator, and shows it", async () => {
    const { network, alice } = await openRoom();
    expect(await alice.answer("CS REGISTER #room")).toEqual([
      mode("+r"),
      mode("+q alice"),
      chanServSays("alice", "#room is registered to alice; SET and AMODE say what is true of it"),
    ]);
    expect(channelOf(network, "#room").registration).toMatchObject({ founder: "alice", roles: [] });
  });

  test("wants an account, an operator and a channel that is nobody's", async () => {
    const { network, alice } = await openRoom();
    const bob = network.connect("bob");
    expect(await told(bob, "CS REGISTER #room")).toEqual([
      "You have to be logged in: a channel belongs to an account",
    ]);
    logIn(network, bob, "bob");
    bob.send("JOIN #room");
    expect(await told(bob, "CS REGISTER #room")).toEqual(["You have to be an operator in #room"]);
    expect(await told(bob, "CS REGISTER #absent")).toEqual(["You have to be an operator in #absent"]);
    await alice.answer("CS REGISTER #room");
    expect(await told(alice, "CS REGISTER #ROOM")).toEqual(["#room is registered already"]);
  });

  test("is decided once, however many ask at a time", async () => {
    const { network, alice } = await openRoom();
    const bob = connectLoggedIn(network, "bob");
    bob.send("JOIN #room");
    alice.send("MODE #room +o bob");
    alice.send("CS REGISTER #room");
    const answers = await told(bob, "CS REGISTER #room");
    expect(answers).toEqual(["#room is registered already"]);
    expect(channelOf(network, "#room").registration?.founder).toBe("alice");
  });

  test("channels.perAccount is how many an account may have", async () => {
    const { alice } = await openRoom({ channels: { perAccount: 1 } });
    alice.ask("JOIN #other");
    await alice.answer("CS REGISTER #room");
    expect(await told(alice, "CS REGISTER #other")).toEqual([
      "You have as many channels as an account may have (1)",
    ]);
  });

  test("channels.registration is whether users may, and operators do it all the same", async () => {
    const { network, alice } = await openRoom({ channels: { registration: false } });
    expect(await told(alice, "CS REGISTER #room")).toEqual(["Channels are registered by operators only"]);
    network.makeOperator(alice);
    await alice.answer("CS REGISTER #room");
    expect(channelOf(network, "#room").registration?.founder).toBe("alice");
  });
});

describe("a registered channel", () => {
  test("outlives its last member with topic, modes and lists", async () => {
    const { network, alice, bob, carol } = await openOwnRoom();
    alice.send("TOPIC #room :plans", "MODE #room +ikb sesame x!*@*", "PART #room");
    bob.send("PART #room");
    const room = channelOf(network, "#room");
    expect([room.members.size, room.topic?.text, room.flags, room.params.get("k")]).toEqual([
      0,
      "plans",
      "inrt",
      "sesame",
    ]);
    expect(carol.numerics("JOIN #room")).toEqual(["473 #room :Cannot join channel (+i)"]);
    expect(alice.numerics("JOIN #room").slice(0, 1)).toEqual(["332 #room :plans"]);
  });

  test("is not listed while nobody is in it", async () => {
    const { alice, bob, carol } = await openOwnRoom();
    const rows = () => carol.numerics("LIST").filter((line) => line.startsWith("322"));
    expect(rows()).toHaveLength(1);
    for (const client of [alice, bob]) client.send("PART #room");
    expect(rows()).toEqual([]);
  });

  test("makes nobody an operator who is the first to come", async () => {
    const { network, alice, bob, carol } = await openOwnRoom();
    for (const client of [alice, bob]) client.send("PART #room");
    expect(carol.ask("JOIN #room").join("\n")).toContain("353 carol = #room :carol");
    expect(channelOf(network, "#room").members.size).toBe(1);
  });

  test("is made again if it was gone by the time it was registered", async () => {
    const { network, alice } = await openRoom();
    alice.send("TOPIC #room :plans", "CS REGISTER #room", "PART #room");
    await alice.answer();
    expect(channelOf(network, "#room").registration?.founder).toBe("alice");
  });
});

describe("CS UNREGISTER", () => {
  test("is asked for twice, and lets the channel go", async () => {
    const { network, alice, bob } = await openOwnRoom();
    const [asked = ""] = await told(alice, "CS UNREGISTER #room");
    const code = asked.split(" ").at(-1);
    expect(asked).toContain("If you want that: UNREGISTER #room");
    expect(await told(alice, "CS DROP #room wrong")).toEqual([
      "That is not the code; UNREGISTER without one tells it",
    ]);
    bob.read();
    expect(await told(alice, `CS DROP #room ${code}`)).toEqual(["#room belongs to nobody any more"]);
    expect(bob.read()).toEqual([mode("-r")]);
    for (const client of [alice, bob]) client.send("PART #room");
    expect(network.node.world.channelByName("#room")).toBeUndefined();
    expect(bob.ask("JOIN #room").join("\n")).toContain("353 bob = #room :@bob");
  });

  test("is for the founder alone", async () => {
    const { alice, bob } = await openOwnRoom();
    await alice.answer("CS AMODE #room +q bob");
    expect(await told(bob, "CS UNREGISTER #room")).toEqual(["#room is not yours"]);
  });

  test("an empty channel is gone at once, and history with it", async () => {
    const { network, alice, bob } = await openOwnRoom();
    alice.send("PRIVMSG #room :secret plans", "PART #room");
    bob.send("PART #room");
    const [asked = ""] = await told(alice, "CS UNREGISTER #room");
    await alice.answer(`CS UNREGISTER #room ${asked.split(" ").at(-1)}`);
    expect(network.node.world.channelByName("#room")).toBeUndefined();
    bob.send("JOIN #room");
    expect(bob.ask("HISTORY #room").join("\n")).not.toContain("secret plans");
  });
});

describe("an account that is gone", () => {
  async function erase(network: TestNetwork, name: string): Promise<void> {
    const { accounts } = network.node.host.control;
    await network.store.people.erase(accounts.keyOf(name), 1000);
    await accounts.tell(accounts.keyOf(name));
  }

  test("leaves its channel without a founder", async () => {
    const { network, carol } = await openOwnRoom();
    await erase(network, "alice");
    expect(channelOf(network, "#room").registration).toMatchObject({ founder: undefined, roles: [] });
    expect((await told(carol, "CS INFO #room"))[0]).toBe("#room belongs to nobody");
  });

  test("leaves it to the successor, in the store too", async () => {
    const { network, alice, bob } = await openOwnRoom();
    await alice.answer("CS AMODE #room +a bob");
    await alice.answer("CS SET #room SUCCESSOR bob");
    bob.read();
    await erase(network, "alice");
    expect(channelOf(network, "#room").registration).toMatchObject({
      founder: "bob",
      roles: [],
      settings: {},
    });
    await network.node.finish();
    expect(await network.store.channels.find("#room")).toMatchObject({ founder: "bob", settings: {} });
    expect(await network.store.roles.in("#room")).toEqual([]);
    expect(bob.read()).toEqual([mode("-q alice"), mode("-a+q bob bob")]);
  });

  test("loses its roles, and what they gave", async () => {
    const { network, alice, bob } = await openOwnRoom();
    await alice.answer("CS AMODE #room +o bob");
    bob.read();
    await erase(network, "bob");
    expect(channelOf(network, "#room").registration?.roles).toEqual([]);
    expect(bob.read()).toContain(mode("-o bob"));
  });
});
