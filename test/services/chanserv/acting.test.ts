import { describe, expect, test } from "vitest";
import { channelOf } from "../../kit/force.ts";
import { type OwnRoom, openOwnRoom, told } from "../../kit/own-room.ts";

const line = (what: string) => `:ChanServ!ChanServ@services ${what}`;

/** The room, and dave in it; carol outside is of the role. */
async function roomWith(role: string) {
  const room = await openOwnRoom();
  const dave = room.network.connect("dave");
  dave.send("JOIN #room");
  await room.alice.answer(`CS AMODE #room +${role} carol`);
  for (const client of [room.alice, room.bob, dave]) client.read();
  return { ...room, dave };
}

function statuses({ network }: OwnRoom): string[] {
  return [...channelOf(network, "#room").members.values()].map(
    ({ user, status }) => `${status}:${user.nick}`,
  );
}

describe("from outside, who has a role", () => {
  test("gives and takes a status, in ChanServ's name", async () => {
    const { bob, carol } = await roomWith("o");
    expect(await told(carol, "CS OP #room bob dave")).toEqual(["Done in #room"]);
    expect(await told(carol, "CS VOICE #room bob")).toEqual(["Done in #room"]);
    expect(await told(carol, "CS DEVOICE #room bob")).toEqual(["Done in #room"]);
    expect(bob.read()).toEqual([
      line("MODE #room +oo bob dave"),
      line("MODE #room +v bob"),
      line("MODE #room -v bob"),
    ]);
  });

  test("does it no higher than their role, and not to their equals", async () => {
    const { alice, bob, carol } = await roomWith("o");
    await alice.answer("CS AMODE #room +o bob");
    expect(await told(carol, "CS PROTECT #room bob")).toEqual([
      "You need the role admin or a higher one in #room",
    ]);
    expect(await told(carol, "CS DEOP #room bob")).toEqual(["bob ranks as high as you"]);
    expect(await told(carol, "CS KICK #room alice")).toEqual(["alice ranks as high as you"]);
    expect(await told(carol, "CS BAN #room bob")).toEqual(["bob ranks as high as you"]);
    expect(await told(bob, "CS DEOP #room")).toEqual(["Done in #room"]);
    expect(await told(bob, "CS OP #room bob")).toEqual(["Done in #room"]);
    expect(await told(carol, "CS OP #room")).toEqual(["carol is not in #room"]);
    expect(await told(carol, "CS DEVOICE #room bob")).toEqual(["bob has no +v"]);
    expect(await told(carol, "CS OP #room bob")).toEqual(["bob has +o already"]);
  });

  test("kicks and bans, unbans and clears", async () => {
    const { network, bob, carol } = await roomWith("o");
    expect(await told(carol, "CS BAN #room dave")).toEqual(["*!*@192.0.2.5 is banned from #room"]);
    expect(await told(carol, "CS BAN #room dave")).toEqual(["No ban was added to #room"]);
    expect(await told(carol, "CS BAN #room x!y@z")).toEqual(["x!y@z is banned from #room"]);
    expect(await told(carol, "CS KICK #room dave no more of this")).toEqual(["dave is out of #room"]);
    expect(bob.read()).toEqual([
      line("MODE #room +b *!*@192.0.2.5"),
      line("MODE #room +b x!y@z"),
      line("KICK #room dave :no more of this (carol)"),
    ]);
    expect(await told(carol, "CS UNBAN #room dave")).toEqual(["1 ban was taken off #room"]);
    expect(await told(carol, "CS UNBAN #room nobody!*@*")).toEqual(["0 bans were taken off #room"]);
    expect(await told(carol, "CS CLEAR #room BANS")).toEqual(["Cleared in #room: BANS"]);
    expect(channelOf(network, "#room").lists.size).toBe(0);
  });

  test("unbans themselves", async () => {
    const { alice, carol } = await roomWith("h");
    alice.send("MODE #room +bb carol!*@* m:carol!*@*");
    expect(await told(carol, "CS UNBAN #room")).toEqual(["2 bans were taken off #room"]);
  });

  test("is told how somebody is banned", async () => {
    const { carol } = await roomWith("h");
    expect(await told(carol, "CS HOWTOBAN #room bob")).toEqual([
      "To ban bob from #room, the narrowest first:",
      "MODE #room +b a:bob",
      "MODE #room +b *!bob@192.0.2.3",
      "MODE #room +b *!*@192.0.2.3",
    ]);
    expect(await told(carol, "CS HOWTOBAN #room nobody")).toEqual(["nobody: No such nick/channel"]);
  });
});

test("voice is no right to any of it", async () => {
  const { bob, carol } = await roomWith("v");
  const no = "You need the role halfop or a higher one in #room";
  for (const words of [
    "VOICE #room bob",
    "KICK #room bob",
    "BAN #room bob",
    "UNBAN #room",
    "HOWTOBAN #room bob",
  ])
    expect(await told(carol, `CS ${words}`)).toEqual([no]);
  expect(bob.read()).toEqual([]);
});

describe("CS CLEAR", () => {
  test("OPS takes what no role gives", async () => {
    const room = await roomWith("o");
    room.alice.send("MODE #room +ohv dave bob bob");
    expect(await told(room.alice, "CS CLEAR #room OPS")).toEqual(["Cleared in #room: OPS"]);
    expect(statuses(room)).toEqual(["qo:alice", "hv:bob", ":dave"]);
    await room.alice.answer("CS CLEAR #room HALFOPS");
    await room.alice.answer("CS CLEAR #room VOICES");
    expect(statuses(room)).toEqual(["qo:alice", ":bob", ":dave"]);
  });

  test("USERS puts everybody out who has no role", async () => {
    const room = await roomWith("v");
    room.carol.send("JOIN #room");
    await room.alice.answer("CS CLEAR #room USERS");
    expect(statuses(room)).toEqual(["qo:alice", "v:carol"]);
    expect(room.bob.read().at(-1)).toBe(line("KICK #room bob :The channel is cleared (alice)"));
  });

  test("MODES leads back to those of a new channel, as far as the lock lets it", async () => {
    const { network, alice } = await openOwnRoom();
    await alice.answer("CS SET #room MLOCK +m-t");
    alice.send("MODE #room +ickl sesame 5");
    await alice.answer("CS CLEAR #room MODES");
    const { flags, params } = channelOf(network, "#room");
    expect([flags, params.size]).toEqual(["mnr", 0]);
  });

  test("says what there is to clear", async () => {
    const { alice } = await openOwnRoom();
    expect((await told(alice, "CS CLEAR #room everything"))[0]).toBe(
      "What can be cleared: USERS, BANS, EXCEPTS, INVEX, MODES, OPS, HALFOPS, VOICES, ACCESS, AKICKS",
    );
  });
});

describe("CS TRANSFER", () => {
  test("offers a channel, which is another's when they accept", async () => {
    const { network, alice, bob } = await openOwnRoom();
    expect(await told(bob, "CS TRANSFER ACCEPT #room")).toEqual(["#room is not offered to you"]);
    expect(await told(alice, "CS TRANSFER #room bob")).toEqual([
      "#room is offered to bob, who takes it with TRANSFER ACCEPT #room",
    ]);
    expect(channelOf(network, "#room").registration?.founder).toBe("alice");
    alice.read();
    expect(await told(bob, "CS TRANSFER ACCEPT #room")).toEqual(["#room is yours now"]);
    expect(alice.read()).toEqual([line("MODE #room -q+q alice bob")]);
    expect(await network.store.channels.find("#room")).toMatchObject({ founder: "bob", settings: {} });
    expect(await told(alice, "CS SET #room DESC x")).toEqual([
      "You need the role admin or a higher one in #room",
    ]);
  });

  test("is taken back, or turned down", async () => {
    const { alice, bob } = await openOwnRoom();
    for (const client of [alice, bob]) {
      await alice.answer("CS TRANSFER #room bob");
      expect(await told(client, "CS TRANSFER CANCEL #room")).toEqual(["#room is offered to nobody any more"]);
      expect(await told(bob, "CS TRANSFER ACCEPT #room")).toEqual(["#room is not offered to you"]);
    }
    expect(await told(alice, "CS TRANSFER CANCEL #room")).toEqual(["#room is offered to nobody"]);
    expect(await told(alice, "CS TRANSFER #room nobody")).toEqual(["nobody is not registered"]);
    expect(await told(alice, "CS TRANSFER #room alice")).toEqual(["#room belongs to alice already"]);
  });

  test("is not accepted by who has as many as they may", async () => {
    const { alice, bob } = await openOwnRoom({ channels: { perAccount: 1 } });
    bob.ask("JOIN #bobs");
    await bob.answer("CS REGISTER #bobs");
    await alice.answer("CS TRANSFER #room bob");
    expect(await told(bob, "CS TRANSFER ACCEPT #room")).toEqual([
      "You have as many channels as an account may have (1)",
    ]);
  });
});

describe("an operator with the privilege channels", () => {
  test("does all of it, and the other operators are told", async () => {
    const { network, alice, bob, carol } = await openOwnRoom();
    const watcher = network.connect("watcher");
    network.makeOperator(watcher);
    network.makeOperator(carol, ["channels"]);
    await carol.answer("CS OP #room bob");
    await carol.answer("CS SET #room DESC x");
    await carol.answer("CS AMODE #room +v dave");
    expect(await told(carol, "CS TRANSFER #room bob")).toEqual(["#room belongs to bob now"]);
    const [asked = ""] = await told(carol, "CS DROP #room");
    await carol.answer(`CS DROP #room ${asked.split(" ").at(-1)}`);
    const notices = watcher.read().flatMap((text) => /carol used (.*)$/.exec(text)?.[1] ?? []);
    expect(notices).toEqual([
      "CHANSERV OP #room",
      "CHANSERV SET DESCRIPTION #room",
      "CHANSERV AMODE +v dave #room",
      "CHANSERV TRANSFER to bob #room",
      "CHANSERV UNREGISTER #room",
    ]);
    for (const client of [alice, bob]) client.read();
  });

  test("and one without it does none", async () => {
    const { network, carol } = await openOwnRoom();
    network.makeOperator(carol, ["kill"]);
    expect(await told(carol, "CS OP #room bob")).toEqual(["You need the role op or a higher one in #room"]);
    expect(await told(carol, "CS DROP #room")).toEqual(["#room is not yours"]);
  });
});
