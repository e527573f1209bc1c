import { describe, expect, test } from "vitest";
import type { TestClient } from "../../kit/client.ts";
import { channelOf } from "../../kit/force.ts";
import { logIn } from "../../kit/log-in.ts";
import { makeAccount } from "../../kit/make-account.ts";
import { TestNetwork } from "../../kit/network.ts";
import { connectLoggedIn, openOwnRoom, told } from "../../kit/own-room.ts";

const line = (what: string) => `:ChanServ!ChanServ@services ${what}`;
const list = (network: TestNetwork) =>
  (channelOf(network, "#room").lists.get("b") ?? []).map(({ mask }) => mask);
const isIn = (network: TestNetwork, nick: string) =>
  [...channelOf(network, "#room").members.values()].some(({ user }) => user.nick === nick);

/** The room, with carol outside as an op of it; nobody has anything to read. */
async function room() {
  const own = await openOwnRoom();
  await own.alice.answer("CS AMODE #room +o carol");
  for (const client of [own.alice, own.bob, own.carol]) client.read();
  return own;
}

describe("who is on the AKICK list", () => {
  test("by account is banned and put out at once, with the reason, and again when they come", async () => {
    const { network, alice, bob, carol } = await room();
    expect(await told(carol, "CS AKICK #room ADD bob no more spam")).toEqual(["a:bob is kept out of #room"]);
    const out = [line("MODE #room +b a:bob"), line("KICK #room bob :no more spam")];
    expect(bob.read()).toEqual(out);
    expect(bob.ask("JOIN #room")).toEqual([expect.stringContaining(" 474 bob #room ")]);
    alice.ask("MODE #room -b a:bob");
    const join = ":bob!bob@192.0.2.3 JOIN #room";
    expect(bob.ask("JOIN #room")).toEqual([join, ...out]);
    expect(alice.read()).toEqual([join, ...out]);
    expect(isIn(network, "bob")).toBe(false);
  });

  test("by mask comes in and is put out, and is shown neither topic nor names nor what was said", async () => {
    const { network, alice, carol } = await room();
    network.config = { ...network.config, history: { onJoin: 10 } };
    await network.node.rehash();
    alice.ask("TOPIC #room :plans", "PRIVMSG #room :secret");
    await alice.answer("CS SET #room GREETING hello");
    expect(await told(carol, "CS AKICK #room ADD mallory!*@*")).toEqual(["mallory!*@* is kept out of #room"]);
    const mallory = network.connect("mallory");
    expect(await mallory.answer("JOIN #room")).toEqual([
      ":mallory!mallory@192.0.2.5 JOIN #room",
      line("MODE #room +b mallory!*@*"),
      line("KICK #room mallory :You are kept out of this channel"),
    ]);
  });

  test("by way of a forward, too", async () => {
    const { network, alice, carol } = await room();
    await told(carol, "CS AKICK #room ADD mallory!*@*");
    alice.ask("JOIN #door", "MODE #door +if #room");
    const mallory = network.connect("mallory");
    expect(mallory.ask("JOIN #door").at(-1)).toContain("KICK #room mallory");
    expect(isIn(network, "mallory")).toBe(false);
  });

  test("stays out after a restart, of the store as well", async () => {
    const { network, carol } = await room();
    await told(carol, "CS AKICK #room ADD mallory!*@* 1d no spam");
    await network.node.finish();
    const next = new TestNetwork(network.config, { store: network.store });
    await next.node.load();
    expect(next.connect("mallory").ask("JOIN #room").at(-1)).toBe(line("KICK #room mallory :no spam"));
  });

  test("and was invited all the same stays when others come onto the list, until it is enforced", async () => {
    const { network, alice, bob, carol } = await room();
    await told(carol, "CS AKICK #room ADD bob");
    network.now += 1000;
    alice.ask("INVITE bob #room");
    bob.ask("JOIN #room");
    network.connect("mallory").ask("JOIN #room");
    await told(carol, "CS AKICK #room ADD mallory!*@*");
    expect([isIn(network, "bob"), isIn(network, "mallory")]).toEqual([true, false]);
    expect(await told(carol, "CS AKICK #room ENFORCE")).toEqual(["1 member was put out of #room"]);
    expect(isIn(network, "bob")).toBe(false);
  });

  test("may come in with a role that could lift it, an exception, or an invitation that is newer", async () => {
    const { network, alice, bob, carol } = await room();
    await told(carol, "CS AKICK #room ADD *!*@192.0.2.*");
    expect(isIn(network, "alice")).toBe(true);
    expect(isIn(network, "bob")).toBe(false);
    expect(carol.ask("JOIN #room").join()).not.toContain("KICK");
    expect(isIn(network, "carol")).toBe(true);
    alice.ask("MODE #room -b *!*@192.0.2.*");
    network.now += 1000;
    alice.ask("INVITE bob #room");
    bob.ask("JOIN #room");
    expect(isIn(network, "bob")).toBe(true);
    bob.ask("PART #room");
    alice.ask("MODE #room +e bob!*@*");
    bob.ask("JOIN #room");
    expect(isIn(network, "bob")).toBe(true);
  });
});

describe("an entry that has a time", () => {
  test("ends by itself, and its ban with it", async () => {
    const { network, carol } = await room();
    expect((await told(carol, "CS AKICK #room ADD mallory!*@* 1h spam"))[0]).toMatch(
      /^mallory!\*@\* is kept out of #room until /,
    );
    const mallory = network.connect("mallory");
    mallory.ask("JOIN #room");
    expect(list(network)).toEqual(["mallory!*@*"]);
    network.now += 3_600_000;
    await network.node.tidy();
    expect(list(network)).toEqual([]);
    expect(channelOf(network, "#room").registration?.settings).toEqual({});
    mallory.ask("JOIN #room");
    expect(isIn(network, "mallory")).toBe(true);
  });

  test("is over before that is tidied away", async () => {
    const { network, carol } = await room();
    await told(carol, "CS AKICK #room ADD mallory!*@* 1h");
    network.now += 3_600_000;
    const mallory = network.connect("mallory");
    mallory.ask("JOIN #room");
    expect(isIn(network, "mallory")).toBe(true);
    expect(await told(carol, "CS AKICK #room LIST")).toEqual(["0 entries in the AKICK list of #room"]);
  });
});

test("LIST shows the entries, DEL takes one off by its name or number, with the ban that came of it", async () => {
  const { network, alice, bob, carol } = await room();
  await told(carol, "CS AKICK #room ADD bob spam");
  await told(carol, "CS AKICK #room ADD mallory 1d");
  await told(carol, "CS AKICK #room ADD *!*@198.51.100.7");
  expect(await told(carol, "CS AKICK #room")).toEqual([
    expect.stringMatching(/^1\. a:bob - spam \(by carol, .* GMT\)$/),
    expect.stringMatching(/^2\. mallory!\*@\* \(by carol, .* GMT, until .* GMT\)$/),
    expect.stringMatching(/^3\. \*!\*@198\.51\.100\.7 \(by carol, .* GMT\)$/),
    "3 entries in the AKICK list of #room",
  ]);
  alice.ask("MODE #room +b *!*@198.51.100.7");
  expect(await told(carol, "CS AKICK #room DEL 3")).toEqual([
    "*!*@198.51.100.7 is not kept out of #room any more",
  ]);
  expect(await told(carol, "CS AKICK #room DEL BOB")).toEqual(["a:bob is not kept out of #room any more"]);
  expect(list(network)).toEqual(["*!*@198.51.100.7"]);
  bob.ask("JOIN #room");
  expect(isIn(network, "bob")).toBe(true);
  expect(await told(carol, "CS AKICK #room DEL bob")).toEqual(["bob is not in the AKICK list of #room"]);
  expect(await told(carol, "CS AKICK #room DEL 9")).toEqual(["9 is not in the AKICK list of #room"]);
});

test("ENFORCE puts out who is inside although they are on the list", async () => {
  const { network, alice, carol } = await room();
  await told(carol, "CS AKICK #room ADD evil*!*@*");
  const [boss] = [network.connect("boss"), network.connect("evil")];
  network.makeOperator(boss);
  boss.send("SAJOIN evil #room");
  alice.read();
  expect(await told(carol, "CS AKICK #room ENFORCE")).toEqual(["1 member was put out of #room"]);
  expect(alice.read()).toEqual([
    line("MODE #room +b evil*!*@*"),
    line("KICK #room evil :You are kept out of this channel"),
  ]);
  expect(await told(carol, "CS AKICK #room ENFORCE")).toEqual(["0 members were put out of #room"]);
});

describe("who comes under an entry while inside is put out", () => {
  /** Mallory, who is in the room and on no list yet. */
  async function inside() {
    const own = await room();
    const mallory = own.network.connect("mallory");
    mallory.ask("JOIN #room");
    for (const client of [own.alice, own.bob]) client.read();
    return { ...own, mallory };
  }
  const out = (nick: string, mask: string) => [
    line(`MODE #room +b ${mask}`),
    line(`KICK #room ${nick} :You are kept out of this channel`),
  ];

  test("by another nick", async () => {
    const { network, carol, alice, mallory } = await inside();
    await told(carol, "CS AKICK #room ADD evil*!*@*");
    mallory.ask("NICK evil");
    expect(alice.read()).toEqual([":mallory!mallory@192.0.2.5 NICK :evil", ...out("evil", "evil*!*@*")]);
    expect(isIn(network, "evil")).toBe(false);
  });

  test("by logging in", async () => {
    const { network, carol, alice, mallory } = await inside();
    await makeAccount(network, "spammer");
    await told(carol, "CS AKICK #room ADD spammer");
    logIn(network, mallory, "spammer");
    expect(alice.read()).toEqual(out("mallory", "a:spammer"));
    expect(isIn(network, "mallory")).toBe(false);
  });

  test("by logging out, if the account had kept them in", async () => {
    const { network, carol, alice, bob } = await inside();
    await alice.answer("CS AMODE #room +h bob");
    await told(carol, "CS AKICK #room ADD *!bob@*");
    expect(isIn(network, "bob")).toBe(true);
    logIn(network, bob, undefined);
    expect(isIn(network, "bob")).toBe(false);
  });

  test("not by an account that has a role, or is excepted", async () => {
    const { network, carol, alice, mallory } = await inside();
    await makeAccount(network, "helper");
    await makeAccount(network, "friend");
    await alice.answer("CS AMODE #room +h helper");
    await told(carol, "CS AKICK #room ADD a:*r*");
    alice.ask("MODE #room +e a:friend");
    for (const account of ["helper", "friend"]) {
      logIn(network, mallory, account);
      expect(isIn(network, "mallory")).toBe(true);
    }
  });

  test("not if an entry that is older than their invitation was about them before", async () => {
    const { network, carol, alice, mallory } = await inside();
    mallory.ask("PART #room");
    await told(carol, "CS AKICK #room ADD *!mallory@*");
    network.now += 1000;
    alice.ask("INVITE mallory #room");
    mallory.ask("JOIN #room", "NICK harmless");
    expect(isIn(network, "harmless")).toBe(true);
    await told(carol, "CS AKICK #room ADD evil*!*@*");
    mallory.ask("NICK evil");
    expect(isIn(network, "evil")).toBe(false);
  });

  test("when an operator or the server changes the nick, too", async () => {
    const { network, carol } = await inside();
    await told(carol, "CS AKICK #room ADD evil*!*@*");
    const boss = network.connect("boss");
    network.makeOperator(boss);
    boss.send("SANICK mallory evil2");
    expect(isIn(network, "evil2")).toBe(false);
  });
});

describe("AKICK is refused", () => {
  test("to who is less than an op of the channel", async () => {
    const { network, alice, bob, carol } = await room();
    await alice.answer("CS AMODE #room +h carol");
    const no = ["You need the role op or a higher one in #room"];
    for (const client of [bob, carol]) {
      for (const words of ["ADD mallory", "DEL 1", "LIST", "ENFORCE", "ADD x!*@* 1d spam"])
        expect(await told(client, `CS AKICK #room ${words}`)).toEqual(no);
    }
    expect(channelOf(network, "#room").registration?.settings).toEqual({});
  });

  test("against who has a role that would let them in, and for what names nobody", async () => {
    const { carol } = await room();
    expect(await told(carol, "CS AKICK #room ADD alice")).toEqual([
      "alice is founder in #room; AMODE changes that",
    ]);
    expect(await told(carol, "CS AKICK #room ADD m:bob!*@*")).toEqual([
      "m:bob!*@* names nobody who could be put out",
    ]);
    expect(await told(carol, "CS AKICK #room ADD a:")).toEqual([
      expect.stringContaining("The mask is empty"),
    ]);
    expect((await told(carol, "CS AKICK #room ADD"))[0]).toMatch(/^Usage: AKICK/);
    expect((await told(carol, "CS AKICK #room EAT bob"))[0]).toMatch(/^Usage: AKICK/);
    expect(await told(carol, "CS AKICK #none ADD bob")).toEqual(["#none is not registered"]);
  });

  test("when the list is full", async () => {
    const { network, carol } = await room();
    network.config = { ...network.config, limits: { listEntries: 2 } };
    await network.node.rehash();
    for (const nick of ["x", "y"]) await told(carol, `CS AKICK #room ADD ${nick}`);
    expect(await told(carol, "CS AKICK #room ADD z")).toEqual(["The AKICK list of #room is full"]);
    expect(await told(carol, "CS AKICK #room ADD y again")).toEqual(["y!*@* is kept out of #room"]);
  });
});

test("an account that is gone is on no list any more", async () => {
  const { network, bob, carol } = await room();
  await told(carol, "CS AKICK #room ADD bob");
  await told(carol, "CS AKICK #room ADD mallory");
  await network.node.host.control.accounts.erase(bobKey(network));
  expect(channelOf(network, "#room").registration?.settings.akicks).toMatchObject([{ mask: "mallory!*@*" }]);
  expect(list(network)).toEqual([]);
  await network.node.finish();
  const row = await network.store.channels.find("#room");
  expect(JSON.stringify(row)).not.toContain("a:bob");
  expect(bob.ended).toBe(false);
});

function bobKey(network: TestNetwork) {
  const account = network.node.world.accountNamed("bob");
  if (!account) throw new Error("there is no such account");
  return account.key;
}

describe("CS CLEAR", () => {
  test("ACCESS takes away all roles but the founder's, for the founder alone", async () => {
    const { network, alice, carol } = await room();
    await alice.answer("CS AMODE #room +av carol dave");
    expect(await told(carol, "CS CLEAR #room ACCESS")).toEqual(["#room is not yours"]);
    carol.ask("JOIN #room");
    alice.read();
    expect(await told(alice, "CS CLEAR #room access")).toEqual(["Cleared in #room: ACCESS"]);
    expect(channelOf(network, "#room").registration).toMatchObject({ founder: "alice", roles: [] });
    expect(await network.store.roles.in("#room")).toEqual([]);
    expect(statusOf(network, carol)).toBe("");
    expect(await told(alice, "CS AMODE #room")).toEqual(["+q alice (founder)", "1 roles in #room"]);
  });

  test("AKICKS takes everybody off the list, and BANS all bans", async () => {
    const { network, alice, carol } = await room();
    await told(carol, "CS AKICK #room ADD bob");
    alice.ask("MODE #room +b x!*@*");
    expect(await told(carol, "CS CLEAR #room AKICKS")).toEqual([
      "You need the role admin or a higher one in #room",
    ]);
    expect(await told(alice, "CS CLEAR #room AKICKS")).toEqual(["Cleared in #room: AKICKS"]);
    expect(channelOf(network, "#room").registration?.settings).toEqual({});
    expect(list(network)).toEqual(["x!*@*"]);
    expect(await told(carol, "CS CLEAR #room BANS")).toEqual(["Cleared in #room: BANS"]);
    expect(list(network)).toEqual([]);
  });
});

function statusOf(network: TestNetwork, client: TestClient): string | undefined {
  const { user } = client.session;
  return user && channelOf(network, "#room").member(user)?.status;
}

test("operators of the network do it over the heads of others, and others of them are told", async () => {
  const { network } = await room();
  const oper = connectLoggedIn(network, "dave");
  network.makeOperator(oper);
  const other = network.connect("other");
  network.makeOperator(other);
  other.ask("MODE other +s +v");
  expect(await told(oper, "CS AKICK #room ADD bob")).toEqual(["a:bob is kept out of #room"]);
  expect(other.read().join()).toContain("dave used CHANSERV AKICK ADD bob #room");
});
