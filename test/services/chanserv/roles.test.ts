import { describe, expect, test } from "vitest";
import { memoryStore } from "../../../src/store/memory-store.ts";
import type { Store } from "../../../src/store/store.ts";
import { channelOf } from "../../kit/force.ts";
import { logIn } from "../../kit/log-in.ts";
import { connectLoggedIn, networkOf, openOwnRoom, told } from "../../kit/own-room.ts";
import { inTrouble } from "../../kit/trouble.ts";

const mode = (what: string) => `:ChanServ!ChanServ@services MODE #room ${what}`;

describe("a role", () => {
  test("gives its status on joining, after the JOIN, for everybody to see", async () => {
    const { alice, carol } = await openOwnRoom();
    await alice.answer("CS AMODE #room +o carol");
    const lines = carol.ask("JOIN #room");
    expect(lines[0]).toBe(":carol!carol@192.0.2.4 JOIN #room");
    expect(lines.at(-1)).toBe(mode("+o carol"));
    expect(carol.ask("NAMES #room")[0]).toContain("353 carol = #room :~alice bob @carol");
    expect(alice.read()).toEqual([":carol!carol@192.0.2.4 JOIN #room", mode("+o carol")]);
  });

  test("shows who joins unseen when it lifts them out", async () => {
    const { alice, bob, carol } = await openOwnRoom();
    await alice.answer("CS AMODE #room +o carol", "MODE #room +D");
    bob.read();
    carol.send("JOIN #room");
    expect(bob.read()).toEqual([":carol!carol@192.0.2.4 JOIN #room", mode("+o carol")]);
  });

  test("gives it on logging in inside, and takes it on logging out", async () => {
    const { network, alice, bob } = await openOwnRoom();
    await alice.answer("CS AMODE #room +h carol");
    const dave = network.connect("dave");
    dave.send("JOIN #room");
    bob.read();
    logIn(network, dave, "carol");
    expect(bob.read()).toEqual([mode("+h dave")]);
    logIn(network, dave, "dave");
    expect(bob.read()).toEqual([mode("-h dave")]);
    logIn(network, dave, "carol");
    logIn(network, dave, undefined);
    expect(bob.read()).toEqual([mode("+h dave"), mode("-h dave")]);
  });

  test("is given, replaced and taken, and the status with it", async () => {
    const { network, alice, bob } = await openOwnRoom();
    const change = async (modes: string) => {
      bob.read();
      const words = await told(alice, `CS AMODE #room ${modes}`);
      return [...words, ...bob.read()];
    };
    expect(await change("+o BOB")).toEqual(["bob is op in #room", mode("+o bob")]);
    expect(await change("+v bob")).toEqual(["bob is voice in #room", mode("-o+v bob bob")]);
    expect(await change("-o bob")).toEqual(["bob is not op in #room"]);
    expect(await change("-v bob")).toEqual(["bob is not voice in #room any more", mode("-v bob")]);
    expect(channelOf(network, "#room").registration?.roles).toEqual([]);
    expect(await network.store.roles.in("#room")).toEqual([]);
  });

  test("is given to several at once, each answered", async () => {
    const { alice } = await openOwnRoom();
    expect(await told(alice, "CS AMODE #room +ovo-v bob carol nobody carol")).toEqual([
      "bob is op in #room",
      "carol is voice in #room",
      "nobody is not registered",
      "carol is not voice in #room any more",
    ]);
    expect(await told(alice, "CS AMODE #room +x bob")).toEqual(["x is no role; they are q, a, o, h and v"]);
    expect(await told(alice, "CS AMODE #room +o")).toEqual(["+o needs an account"]);
  });

  test("is given by admins to those below them, and by nobody else", async () => {
    const { alice, bob, carol } = await openOwnRoom();
    await alice.answer("CS AMODE #room +ao bob carol");
    const no = "Your role in #room is not high enough for that";
    expect(await told(bob, "CS AMODE #room +a dave")).toEqual([no]);
    expect(await told(bob, "CS AMODE #room +o dave")).toEqual(["dave is op in #room"]);
    expect(await told(carol, "CS AMODE #room +v dave")).toEqual([no]);
    expect(await told(carol, "CS AMODE #room -o carol")).toEqual(["carol is not op in #room any more"]);
    expect(await told(bob, "CS AMODE #room +v alice")).toEqual([
      "alice is the founder of #room; TRANSFER changes that",
    ]);
    expect(await told(carol, "CS AMODE #room +v dave")).toEqual([
      "You need the role voice or a higher one in #room",
    ]);
  });

  test("is shown to who has one", async () => {
    const { alice, bob, carol } = await openOwnRoom();
    await alice.answer("CS AMODE #room +vo bob carol");
    const roles = ["+q alice (founder)", "+o carol (op)", "+v bob (voice)", "3 roles in #room"];
    expect(await told(bob, "CS AMODE #room")).toEqual(roles);
    expect(await told(carol, "CS FLAGS #room")).toEqual(roles);
    expect(await told(carol, "CS ACCESS #room LIST")).toEqual(roles);
    expect((await told(carol, "CS FLAGS #room bob +o"))[0]).toContain("AMODE #room +o alice");
  });

  test("channels.roles is how many there are in a channel", async () => {
    const { alice } = await openOwnRoom({ channels: { roles: 1 } });
    expect(await told(alice, "CS AMODE #room +vvo bob carol bob")).toEqual([
      "bob is voice in #room",
      "#room has as many roles as a channel may have",
      "bob is op in #room",
    ]);
  });

  test("opens what keeps others out, a ban only from half-operator up", async () => {
    const { network, alice, carol } = await openOwnRoom();
    await alice.answer("CS AMODE #room +vh carol dave", "MODE #room +ikb sesame carol!*@*");
    expect(carol.numerics("JOIN #room")).toEqual(["474 #room :Cannot join channel (+b)"]);
    alice.send("MODE #room -b carol!*@*", "MODE #room +b dave!*@*");
    carol.send("JOIN #room");
    connectLoggedIn(network, "dave").send("JOIN #room");
    expect([...channelOf(network, "#room").members.values()].map(({ status }) => status)).toEqual([
      ...["qo", "", "v", "h"],
    ]);
  });
});

describe("RENAME of a registered channel", () => {
  test("is for who has the role of a founder", async () => {
    const { network, alice, bob } = await openOwnRoom();
    alice.send("MODE #room +o bob");
    expect(bob.numerics("RENAME #room #other")).toEqual(["482 #room :You're not channel operator"]);
    network.makeOperator(bob);
    bob.send("RENAME #room #other");
    expect(network.node.world.channelByName("#other")?.registration?.founder).toBe("alice");
  });

  test("moves all that the store has, and what is done at once knows the new name", async () => {
    const { network, alice } = await openOwnRoom();
    await alice.answer("CS AMODE #room +o bob");
    alice.send("RENAME #room #Other", "TOPIC #other :moved");
    expect(await told(alice, "CS AMODE #other +v carol")).toEqual(["carol is voice in #Other"]);
    await network.node.finish();
    expect(await network.store.channels.find("#room")).toBeUndefined();
    expect(await network.store.channels.find("#other")).toMatchObject({
      name: "#Other",
      topic: { text: "moved" },
    });
    const roles = await network.store.roles.in("#other");
    expect(roles.map(({ account, role }) => [account, role])).toEqual([
      ["bob", "op"],
      ["carol", "voice"],
    ]);
  });
});

/** A room of alice's over another store. */
async function roomOver(store: Store) {
  const network = await networkOf(["alice", "bob", "carol"], {}, { store });
  const alice = connectLoggedIn(network, "alice");
  alice.send("JOIN #room");
  await alice.answer("CS REGISTER #room");
  return { network, alice };
}

test("says so when the store has no such channel", async () => {
  const store = memoryStore();
  const { alice } = await roomOver(store);
  await store.channels.drop("#room");
  expect(await told(alice, "CS AMODE #room +o bob")).toEqual(["The channel is not registered any more"]);
});

test("says so when the store takes nothing, after what it has taken before that", async () => {
  const store = memoryStore();
  const asked: number[] = [];
  const roles = inTrouble(store.roles, () => asked.push(1) > 1);
  const { network, alice } = await roomOver({ ...store, roles });
  expect(await told(alice, "CS AMODE #room +oo bob carol")).toEqual([
    "bob is op in #room",
    "Nothing can be stored right now: try again later",
  ]);
  expect(channelOf(network, "#room").registration?.roles).toEqual([{ account: "bob", role: "op" }]);
});
