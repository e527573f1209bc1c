import { describe, expect, test } from "vitest";
import { channelOf } from "../../kit/force.ts";
import { openOwnRoom, told } from "../../kit/own-room.ts";

const mode = (what: string) => `:ChanServ!ChanServ@services MODE #room ${what}`;

describe("CS SET", () => {
  test.each([
    [
      "DESCRIPTION all about rooms",
      "DESCRIPTION of #room is now all about rooms",
      { description: "all about rooms" },
    ],
    ["desc x", "DESCRIPTION of #room is now x", { description: "x" }],
    [
      "URL https://example.org/x",
      "URL of #room is now https://example.org/x",
      { url: "https://example.org/x" },
    ],
    ["GREETING hello there", "GREETING of #room is now hello there", { greeting: "hello there" }],
    ["MLOCK +nt-k", "MLOCK of #room is now +nt-k", { modeLock: "+nt-k" }],
    ["MLOCK -k+ln 5", "MLOCK of #room is now +ln-k 5", { modeLock: "+ln-k 5" }],
    ["TOPICLOCK op", "TOPICLOCK of #room is now op", { topicLock: "op" }],
    ["ACCESS roles", "ACCESS of #room is now roles", { access: "roles" }],
    ["GUARD on", "GUARD of #room is now on", { guard: true }],
    ["PRIVATE on", "PRIVATE of #room is now on", { private: true }],
    ["HISTORY since-join", "HISTORY of #room is now since-join", { history: "since-join" }],
    ["RETENTION 14d", "RETENTION of #room is now 2w", { retention: 1_209_600 }],
    ["SUCCESSOR Bob", "SUCCESSOR of #room is now bob", { successor: "bob" }],
    ["URL", "URL of #room is set back: none", {}],
    ["TOPICLOCK off", "TOPICLOCK of #room is set back: off", {}],
    ["HISTORY default", "HISTORY of #room is set back: as the network has it", {}],
  ])("takes %s, in the store too", async (words, answer, settings) => {
    const { network, alice } = await openOwnRoom();
    expect(await told(alice, `CS SET #room ${words}`)).toEqual([answer]);
    expect(channelOf(network, "#room").registration?.settings).toEqual(settings);
    expect((await network.store.channels.find("#room"))?.settings).toEqual(settings);
  });

  test.each([
    ["URL javascript:alert(1)", "URL: That is no http or https address"],
    [`DESCRIPTION ${"é".repeat(151)}`, "DESCRIPTION: It may have 300 bytes"],
    ["MLOCK +b", "MLOCK: b is no mode that can be locked"],
    ["MLOCK +o", "MLOCK: o is no mode that can be locked"],
    ["MLOCK +r", "MLOCK: r is no mode that can be locked"],
    ["MLOCK +y", "MLOCK: y is no mode that can be locked"],
    ["MLOCK +l", "MLOCK: +l needs its parameter"],
    ["MLOCK +f #x", "MLOCK: +f cannot be locked, only -f"],
    ["MLOCK +l 0", "MLOCK: A limit is a number from 1 to 2147483647"],
    ["MLOCK +ps", "MLOCK: +p and +s exclude each other"],
    ["TOPICLOCK king", "TOPICLOCK: It is one of founder, admin, op, halfop and voice"],
    ["ACCESS all", "ACCESS: It is one of open, registered, roles"],
    ["GUARD maybe", "GUARD: It is on or off"],
    ["RETENTION 0d", "RETENTION: It is a number of hours, days or weeks: 12h, 30d, 8w"],
    ["SUCCESSOR nobody1", "SUCCESSOR: nobody1 is not registered"],
    ["COLOUR red", "There is no setting COLOUR; SET #room lists them"],
  ])("refuses %s, and nothing changes", async (words, answer) => {
    const { network, alice } = await openOwnRoom();
    expect(await told(alice, `CS SET #room ${words}`)).toEqual([answer]);
    expect(channelOf(network, "#room").registration?.settings).toEqual({});
  });

  test("is for admins, and a successor for the founder alone", async () => {
    const { alice, bob, carol } = await openOwnRoom();
    await alice.answer("CS AMODE #room +ao bob carol");
    expect(await told(bob, "CS SET #room DESC x")).toEqual(["DESCRIPTION of #room is now x"]);
    expect(await told(bob, "CS SET #room SUCCESSOR bob")).toEqual(["#room is not yours"]);
    expect(await told(carol, "CS SET #room DESC y")).toEqual([
      "You need the role admin or a higher one in #room",
    ]);
  });

  test("two at a time lose nothing of each other", async () => {
    const { network, alice, bob } = await openOwnRoom();
    await alice.answer("CS AMODE #room +a bob");
    alice.send("CS SET #room DESC x");
    await bob.answer("CS SET #room URL http://x.example");
    expect((await network.store.channels.find("#room"))?.settings).toEqual({
      description: "x",
      url: "http://x.example",
    });
  });

  test("GET and INFO show what was chosen", async () => {
    const { alice, carol } = await openOwnRoom();
    await alice.answer("CS SET #room DESC plans");
    await alice.answer("CS SET #room RETENTION 12h");
    expect(await told(alice, "CS GET #room RETENTION")).toEqual(["RETENTION: 12h"]);
    const all = await told(alice, "CS GET #room");
    expect(all).toContain("DESCRIPTION: plans");
    expect(all).toContain("HISTORY: as the network has it");
    expect(await told(carol, "CS GET #room")).toEqual(["You need the role voice or a higher one in #room"]);
    expect(await told(carol, "CS INFO #room")).toEqual([
      "#room belongs to alice",
      "Registered: Tue, 14 Nov 2023 22:13:20 GMT",
      "Description: plans",
      "Last used: now",
    ]);
    expect(await told(carol, "CS LIST #ro*")).toEqual(["#room - plans", "1 registered channel"]);
  });
});

describe("a mode lock", () => {
  test("makes the modes so, and keeps them so", async () => {
    const { network, alice, bob } = await openOwnRoom();
    alice.send("MODE #room +ip");
    bob.read();
    await alice.answer("CS SET #room MLOCK +smil-t 5");
    expect(bob.read()).toEqual([mode("-p+sml-t 5")]);
    const lock = "MODE cannot be set due to channel having an active MLOCK restriction policy";
    expect(alice.numerics("MODE #room -m", "MODE #room +t", "MODE #room +l 6", "MODE #room +p")).toEqual([
      `742 #room m +smil-t :${lock}`,
      `742 #room t +smil-t :${lock}`,
      `742 #room l +smil-t :${lock}`,
      `742 #room p +smil-t :${lock}`,
    ]);
    expect(alice.ask("MODE #room +c", "MODE #room +m")).toEqual([":alice!alice@192.0.2.2 MODE #room +c"]);
    expect(channelOf(network, "#room").flags).toBe("cimnrs");
  });

  test("changes a key by taking the other away, and sets no +z over who is not on TLS", async () => {
    const { network, alice, bob } = await openOwnRoom();
    alice.send("MODE #room +k old");
    bob.read();
    await alice.answer("CS SET #room MLOCK +kz new");
    expect(bob.read()).toEqual([mode("-k+k * new")]);
    expect(channelOf(network, "#room").has("z")).toBe(false);
  });

  test("gives way to an operator of the network", async () => {
    const { network, alice, carol } = await openOwnRoom();
    await alice.answer("CS SET #room MLOCK +m");
    network.makeOperator(carol);
    carol.send("SAMODE #room -m");
    expect(channelOf(network, "#room").has("m")).toBe(false);
  });
});

test("a topic lock leaves the topic to those who have the role, whoever is an operator just now", async () => {
  const { network, alice, bob } = await openOwnRoom();
  await alice.answer("CS SET #room TOPICLOCK halfop", "MODE #room +o bob");
  expect(bob.numerics("TOPIC #room :mine")).toEqual(["482 #room :You're not channel operator"]);
  await alice.answer("CS AMODE #room +h bob");
  bob.send("TOPIC #room :ours");
  expect(channelOf(network, "#room").topic?.text).toBe("ours");
});

test("a guarded channel has no operators but those by role", async () => {
  const { network, alice, bob } = await openOwnRoom();
  alice.send("MODE #room +ov bob bob");
  bob.read();
  await alice.answer("CS SET #room GUARD on");
  expect(bob.read()).toEqual([mode("-o bob")]);
  expect(alice.numerics("MODE #room +o bob")).toEqual(["482 #room :You're not channel operator"]);
  expect(await told(alice, "CS OP #room bob")).toEqual(["#room is guarded: bob has no role for it"]);
  await alice.answer("CS AMODE #room +o bob");
  expect([...channelOf(network, "#room").members.values()].map(({ status }) => status)).toEqual(["qo", "ov"]);
});

test("ACCESS is who may join uninvited", async () => {
  const { network, alice, bob, carol } = await openOwnRoom();
  const dave = network.connect("dave");
  await alice.answer("CS SET #room ACCESS registered");
  expect(dave.numerics("JOIN #room")).toEqual(["477 #room :You need to be logged in to join that channel"]);
  await alice.answer("CS SET #room ACCESS roles", "CS AMODE #room +v bob");
  expect(carol.numerics("JOIN #room")).toEqual(["473 #room :Cannot join channel (+i)"]);
  expect(carol.numerics("KNOCK #room")).toEqual(["711 #room :Your KNOCK has been delivered."]);
  alice.send("INVITE carol #room");
  bob.send("PART #room", "JOIN #room");
  carol.send("JOIN #room");
  expect([...channelOf(network, "#room").members.values()].map(({ user }) => user.nick)).toEqual([
    ...["alice", "bob", "carol"],
  ]);
});

test("a greeting is for who joins", async () => {
  const { alice, carol } = await openOwnRoom();
  await alice.answer("CS SET #room GREETING be kind");
  expect(carol.ask("JOIN #room").at(-1)).toBe(":ChanServ!ChanServ@services NOTICE carol :[#room] be kind");
});

test("a private channel is told of by ChanServ to those inside, and who has a role", async () => {
  const { alice, bob, carol } = await openOwnRoom();
  await alice.answer("CS SET #room PRIVATE on");
  expect(await told(carol, "CS INFO #room")).toEqual(["#room is not registered"]);
  expect(await told(carol, "CS LIST")).toEqual(["0 registered channels"]);
  expect(await told(bob, "CS INFO #room")).toContain("#room belongs to alice");
});
