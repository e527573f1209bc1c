import { describe, expect, test } from "vitest";
import type { ConfigInput } from "../../src/config/schema.ts";
import { memoryStore } from "../../src/store/memory-store.ts";
import { calm } from "../../src/world/defcon.ts";
import { openBans } from "../kit/bans.ts";
import type { TestClient } from "../kit/client.ts";
import { LastingNetwork } from "../kit/lasting.ts";
import { logIn } from "../kit/log-in.ts";
import { makeAccount } from "../kit/make-account.ts";
import { TestNetwork } from "../kit/network.ts";
import { operatorRoom, refusalsOf, refusedWithout } from "../kit/operator-room.ts";
import { inTrouble } from "../kit/trouble.ts";

/** A network at a level, with an operator, and the account carol that is older than that. */
async function guarded(level: number, config: ConfigInput = {}) {
  const network = new TestNetwork({
    nicks: { protect: "off" },
    registration: { throttle: { count: 0 } },
    ...config,
  });
  const boss = network.connect("boss");
  network.makeOperator(boss);
  await makeAccount(network, "carol");
  network.now += 1000;
  const [alice, bob] = [network.connect("alice"), network.connect("bob")];
  const lines = await boss.answer(`DEFCON ${level}`);
  return { network, boss, alice, bob, lines };
}

/** Comes in with an account, or none. */
function come(network: TestNetwork, account?: string, address?: string): TestClient {
  const client = network.open(address === undefined ? {} : { address });
  if (client.session.registration) client.session.registration.account = account;
  client.send("NICK newcomer", "USER newcomer 0 * :New");
  return client;
}

describe("DEFCON", () => {
  test("says so when the store does not take it, and nothing is changed", async () => {
    const store = memoryStore();
    let isFull = true;
    const plugins = inTrouble(store.plugins, () => isFull);
    const { network, root } = openBans({}, { store: { ...store, plugins } });
    expect(await root.answer("DEFCON 3 2h attack")).toEqual([
      ":irc.test 400 root DEFCON :Nothing can be stored right now: try again later",
    ]);
    expect(network.node.world.defcon.level).toBe(5);
    isFull = false;
    await root.answer("DEFCON 3 2h attack");
    expect(network.node.world.defcon.level).toBe(3);
  });

  test("shows the level, and sets one for a time, with a reason, as operators are told", async () => {
    const { network, boss, alice } = operatorRoom();
    expect(boss.ask("DEFCON")).toEqual([":irc.test NOTICE * :DEFCON 5: everything is as always"]);
    const says = "no accounts and channels are registered (spam, spam)";
    expect(await boss.answer("DEFCON 4 2h spam, spam")).toEqual([
      `:irc.test NOTICE * :*** boss set DEFCON 4 for 2h, by test: ${says}`,
      `:irc.test NOTICE boss :DEFCON 4 for 2h, by test: ${says}`,
    ]);
    network.now += 3_600_000;
    expect(boss.ask("DEFCON")).toContain(`:irc.test NOTICE * :DEFCON 4 for 1h, by test: ${says}`);
    expect(alice.read()).toEqual([]);
  });

  test("tells everybody where it is told to", async () => {
    const { boss, alice } = operatorRoom();
    await boss.answer("DEFCON 2 1h ALL attack");
    expect(alice.read()).toEqual([":irc.test NOTICE $$* :From now on only who logs in comes in (attack)"]);
  });

  test("is over when its time is, at once and for operators to read", async () => {
    const { network, boss, alice } = await guarded(5);
    await boss.answer("DEFCON 3 1m");
    expect(alice.numerics("JOIN #new")[0]).toMatch(/^477 #new /);
    network.now += 60_000;
    expect(alice.ask("JOIN #new")[0]).toContain("JOIN #new");
    boss.read();
    await network.node.tidy();
    expect(boss.read()).toEqual([":irc.test NOTICE * :*** DEFCON 3 is over"]);
    expect(network.node.world.defcon).toMatchObject({ ...calm, at: network.now });
    await network.node.tidy();
    expect(boss.read()).toEqual([]);
  });

  test.each(["0", "6", "x", "3.5", "-1", "33", "٣"])("%s is no level, and changes nothing", async (level) => {
    const { network, boss } = operatorRoom();
    expect((await boss.answer(`DEFCON ${level}`)).join()).toContain("A level from 5 to 1 is needed");
    expect(network.node.world.defcon).toEqual(calm);
  });

  test("is for operators with the privilege defcon", () => {
    expect(refusalsOf(operatorRoom(), "DEFCON")).toEqual(refusedWithout("defcon"));
  });

  test("is in force after a restart, and its end is kept, too", async () => {
    const network = new LastingNetwork();
    const boss = network.connect("boss");
    network.makeOperator(boss);
    await boss.answer("DEFCON 2 1h attack");
    const second = await network.restarted();
    await second.node.load();
    expect(second.node.world.defcon).toMatchObject({ level: 2, by: "test", reason: "attack" });
    expect(come(second).ended).toBe(true);
    second.now += 3_600_000;
    await second.node.tidy();
    const third = await second.restarted();
    await third.node.load();
    expect(third.node.world.defcon).toEqual(calm);
  });

  test("of which the store has nonsense is 5", async () => {
    const network = new LastingNetwork();
    for (const text of ["{", "[]", '{"level":9}', '{"level":2}', "null"]) {
      await network.store.plugins.set("*server", "defcon", text);
      await network.node.load();
      expect(network.node.world.defcon).toEqual(calm);
    }
  });
});

describe("DEFCON 5", () => {
  test("forbids nothing", async () => {
    const { network, alice, bob } = await guarded(5);
    expect(come(network).session.user?.nick).toBe("newcomer");
    expect(alice.ask("JOIN #new")[0]).toContain("JOIN #new");
    expect(alice.ask("PRIVMSG bob :hi")).toEqual([]);
    expect(bob.read()).toEqual([":alice!alice@192.0.2.3 PRIVMSG bob :hi"]);
  });
});

describe("DEFCON 4", () => {
  test("has nobody register accounts, whatever way, nor channels", async () => {
    const { network, boss, alice } = await guarded(4, { unlimited: true });
    const refusal = "Nothing can be registered for the time being";
    expect((await alice.answer("REGISTER * * hunter2")).join()).toContain(refusal);
    expect((await alice.answer("NS REGISTER hunter2")).join()).toContain(refusal);
    logIn(network, alice, "carol");
    alice.send("JOIN #new");
    expect((await alice.answer("CS REGISTER #new")).join()).toContain(refusal);
    await boss.answer("DEFCON 5");
    expect((await alice.answer("CS REGISTER #new")).join()).toContain("#new is registered to carol");
  });

  test("lets everybody in, speak and make channels as always", async () => {
    const { network, alice, bob } = await guarded(4);
    expect(come(network).session.user?.nick).toBe("newcomer");
    expect(alice.ask("JOIN #new")[0]).toContain("JOIN #new");
    alice.send("PRIVMSG bob :hi");
    expect(bob.read()).toEqual([":alice!alice@192.0.2.3 PRIVMSG bob :hi"]);
  });
});

describe("DEFCON 3", () => {
  test("has who is not logged in make no channel, and come into those there are", async () => {
    const { network, boss, alice } = await guarded(3);
    expect(alice.numerics("JOIN #new")[0]).toMatch(/^477 #new /);
    boss.send("JOIN #old");
    expect(alice.ask("JOIN #old")[0]).toContain("JOIN #old");
    logIn(network, alice, "carol");
    alice.read();
    expect(alice.ask("JOIN #new")[0]).toContain("JOIN #new");
  });

  test("has them write to nobody they do not meet, who has not accepted them, and is no operator", async () => {
    const { network, boss, alice, bob } = await guarded(3);
    expect(alice.numerics("PRIVMSG bob :hi", "NOTICE bob :hi")).toEqual([
      "492 bob :Cannot send to user (only who is logged in writes to people outside of channels now)",
    ]);
    expect(bob.read()).toEqual([]);
    expect(alice.numerics("PRIVMSG boss :help")).toEqual([]);
    expect(boss.read()).toEqual([":alice!alice@192.0.2.3 PRIVMSG boss :help"]);
    bob.send("ACCEPT alice");
    alice.send("PRIVMSG bob :accepted");
    expect(bob.read()).toEqual([":alice!alice@192.0.2.3 PRIVMSG bob :accepted"]);
    bob.send("ACCEPT -alice");
    boss.send("JOIN #old");
    for (const client of [alice, bob]) client.send("JOIN #old");
    bob.read();
    alice.send("PRIVMSG bob :met");
    expect(bob.read()).toEqual([":alice!alice@192.0.2.3 PRIVMSG bob :met"]);
    logIn(network, alice, "carol");
    for (const client of [alice, bob]) client.send("PART #old");
    bob.read();
    alice.send("PRIVMSG bob :known");
    expect(bob.read().join()).toContain("PRIVMSG bob :known");
  });

  test("holds back who connects often sooner, and not any more once it is over", async () => {
    const { network, boss } = await guarded(3, {
      connections: { connectThrottle: { count: 8, seconds: 60 } },
    });
    const address = "198.51.100.7";
    const letIn = () =>
      Array.from({ length: 10 }, () => network.open({ address })).filter(({ ended }) => !ended);
    expect(letIn()).toHaveLength(2);
    await boss.answer("DEFCON 5");
    network.advance(61_000);
    expect(letIn().length).toBeGreaterThan(2);
  });

  test("has nobody stay out", async () => {
    const { network } = await guarded(3);
    expect(come(network).session.user?.nick).toBe("newcomer");
  });
});

describe("DEFCON 2", () => {
  test("lets in who has logged in, and nobody else; who is there stays", async () => {
    const { network, alice } = await guarded(2);
    const stranger = come(network);
    expect(stranger.read().join("\n")).toMatch(
      /Only who logs in to an account comes in.*An account is required/s,
    );
    expect(stranger.ended).toBe(true);
    expect(alice.ended).toBe(false);
    await makeAccount(network, "later");
    expect(come(network, "later").session.user?.identity.account).toBe("later");
  });

  test("lets in whom an exception of the bans is about: a way back for operators", async () => {
    const { network, boss } = await guarded(2);
    await boss.answer("ELINE *@198.51.100.9 ours");
    expect(come(network, undefined, "198.51.100.9").session.user?.nick).toBe("newcomer");
  });
});

describe("DEFCON 1", () => {
  test("lets in accounts that were there before it, and no others", async () => {
    const { network } = await guarded(1);
    network.now += 1000;
    await makeAccount(network, "later");
    const late = come(network, "later");
    expect(late.read().join()).toContain("Only who has had an account for longer comes in");
    expect([late.ended, come(network).ended]).toEqual([true, true]);
    expect(come(network, "carol").session.user?.identity.account).toBe("carol");
  });

  test("can be ended by who is there", async () => {
    const { network, boss } = await guarded(1);
    await boss.answer("DEFCON 5");
    expect(come(network).session.user?.nick).toBe("newcomer");
  });
});
