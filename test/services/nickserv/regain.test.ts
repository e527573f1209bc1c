import { describe, expect, test } from "vitest";
import { logIn } from "../../kit/log-in.ts";
import { makeAccount } from "../../kit/make-account.ts";
import { TestNetwork } from "../../kit/network.ts";
import { serviceSays } from "../../kit/service-says.ts";

/** bob is logged in to Alice; a stranger, or an old session of the same account, has the nick. */
async function open(holder: "stranger" | "ghost") {
  const network = new TestNetwork({ unlimited: true, nicks: { protect: "lenient" } });
  const alice = network.connect("alice");
  await makeAccount(network, "Alice");
  if (holder === "ghost") logIn(network, alice, "Alice");
  const bob = network.connect("bob");
  logIn(network, bob, "Alice");
  for (const client of [alice, bob]) client.read();
  return { network, alice, bob };
}

describe("GHOST", () => {
  test("puts an old session off the network", async () => {
    const { alice, bob } = await open("ghost");
    expect(await serviceSays(bob, "NS GHOST alice")).toEqual(["alice is off the network"]);
    expect(alice.read()).toEqual(["ERROR :Closing Link: 192.0.2.2 (GHOST used by bob)"]);
  });

  test("puts a stranger off the network, too", async () => {
    const { alice, bob } = await open("stranger");
    await serviceSays(bob, "NS GHOST ALICE");
    expect(alice.ended).toBe(true);
  });

  test.each([
    ["NS GHOST carol", "carol does not belong to the account you are logged in to"],
    ["NS GHOST alice", "Nobody has alice"],
  ])("%s: %s", async (line, answer) => {
    const { alice, bob } = await open("ghost");
    alice.vanish();
    expect(await serviceSays(bob, line)).toEqual([answer]);
  });

  test("does not put off who asks", async () => {
    const { network, bob } = await open("ghost");
    await serviceSays(bob, "NS REGAIN alice");
    expect(await serviceSays(bob, "NS GHOST alice")).toEqual(["alice is you"]);
    expect(network.node.world.users.size).toBe(1);
  });

  test("is nothing for who is not logged in", async () => {
    const { network, alice } = await open("stranger");
    expect(await serviceSays(network.connect("carol"), "NS GHOST alice")).toEqual([
      "alice does not belong to the account you are logged in to",
    ]);
    expect(alice.ended).toBe(false);
  });
});

describe("REGAIN", () => {
  test.each(["REGAIN", "RECOVER"])("%s gives the nick, and a stranger another", async (verb) => {
    const { network, alice, bob } = await open("stranger");
    expect(await bob.answer(`NS ${verb} alice`)).toEqual([
      ":bob!bob@192.0.2.3 NICK :alice",
      ":NickServ!NickServ@services NOTICE alice :You are alice",
    ]);
    expect(alice.session.nick).toMatch(/^Guest\d+$/);
    expect(alice.read()[0]).toContain("alice was taken back by its owner");
    expect(network.node.world.userByNick("alice")).toBe(bob.session.user);
  });

  test("puts an old session off the network", async () => {
    const { alice, bob } = await open("ghost");
    await serviceSays(bob, "NS REGAIN alice");
    expect([alice.ended, bob.session.nick]).toEqual([true, "alice"]);
  });

  test("obeys the channels one is in: who is banned changes no nick", async () => {
    const { network, bob } = await open("stranger");
    const [op] = network.inChannel("#room", "op");
    bob.send("JOIN #room");
    op?.send("MODE #room +b bob!*@*");
    bob.read();
    expect(await serviceSays(bob, "NS REGAIN alice")).toEqual([
      "bob #room: Cannot change nickname while banned on channel",
    ]);
    expect(bob.session.nick).toBe("bob");
  });
});

test("RELEASE gives a stranger another nick, and the nick to nobody", async () => {
  const { alice, bob } = await open("stranger");
  expect(await serviceSays(bob, "NS RELEASE alice")).toEqual(["alice is free"]);
  expect(alice.session.nick).toMatch(/^Guest\d+$/);
  expect(bob.session.nick).toBe("bob");
});
