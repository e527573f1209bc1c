import { expect, test } from "vitest";
import { definePlugin } from "../../src/plugins/define-plugin.ts";
import { testPlugin } from "../../src/testing.ts";
import { openBans } from "../kit/bans.ts";
import { logIn } from "../kit/log-in.ts";
import { makeAccount } from "../kit/make-account.ts";

// The clock of the world is that of its last entry. Here nobody does anything while time passes.

test("who is shunned for a time is listened to when that is over", async () => {
  const { network, root, bob } = openBans();
  await root.answer("SHUN 1m bob@192.0.2.3 :enough");
  network.now += 59_999;
  expect(bob.ask("TIME")).toEqual([]);
  network.now += 1;
  expect(bob.numerics("TIME")[0]).toMatch(/^391 /);
});

test("a nick that was reserved for a time can be had when that is over", async () => {
  const { network, root } = openBans();
  await root.answer("RESV 1m eve :kept");
  const eve = network.open();
  expect(eve.numerics("NICK eve")[0]).toMatch(/^437 /);
  network.now += 60_000;
  expect(eve.ask("NICK eve", "USER eve 0 * :Eve")[0]).toMatch(/^:irc.test 001 eve /);
});

test.each(["UBAN INFO bob", "CHECK bob", "UBAN INFO *@192.0.2.4"])(
  "%s sees what is over as over",
  async (line) => {
    const { network, root } = openBans();
    await root.answer("MUTE 1m bob@* :quiet", "ELINE 1m carol@* :friend");
    const before = await root.answer(line);
    network.now += 60_000;
    const after = await root.answer(line);
    expect(after.filter((text) => /MUTE|1 ban|0 users/.test(text))).toEqual([]);
    expect(before.filter((text) => /MUTE|1 ban|0 users/.test(text))).not.toEqual([]);
  },
);

test("accounts and channels are registered when a DEFCON is over", async () => {
  const { network, root } = openBans({ registration: { enabled: true, verify: false } });
  const owner = network.connect("olga");
  await makeAccount(network, "olga");
  logIn(network, owner, "olga");
  owner.ask("JOIN #new");
  const register = async () => (await owner.answer("CS REGISTER #new")).at(-1);
  const eve = network.connect("eve");
  const signUp = async () => (await eve.answer("NS REGISTER secret-of-eve")).join();
  await root.answer("DEFCON 4 1m");
  expect(await register()).toContain("Nothing can be registered");
  expect(await signUp()).toContain("Nothing can be registered");
  network.now += 60_000;
  expect(await register()).toContain("#new is registered to olga");
  expect(await signUp()).not.toContain("Nothing can be registered");
});

test("connecting is held back no longer soon after a DEFCON is over, and operators are told", async () => {
  const { network, root } = openBans({ connections: { connectThrottle: { count: 4, seconds: 60 } } });
  await root.answer("DEFCON 3 1m");
  const fits = () => [1, 2].map(() => !network.open({ address: "198.51.100.1" }).ended);
  expect(fits()).toEqual([true, false]);
  network.advance(150_000);
  await network.until(() => network.node.world.defcon.level === 5);
  expect(root.read().join()).toContain("DEFCON 3 is over");
  expect(fits()).toEqual([true, true]);
});

test("a plugin's rule is asked about what can be done again since a delay is over", async () => {
  const plugin = definePlugin({
    name: "door",
    description: "lets nobody come back",
    setup(api) {
      let isShut = false;
      api.after("kicked", () => {
        isShut = true;
      });
      api.before("joined", () => (isShut ? { refuse: "stay out" } : undefined));
    },
  });
  await using irc = await testPlugin(plugin);
  const [alice, bob] = await irc.inChannel("#room", "alice", "bob");
  await alice.ask("MODE #room +J 30", "KICK #room bob");
  await bob.lines();
  expect((await bob.ask("JOIN #room")).join()).toContain(" 495 ");
  const { at } = irc.node.world;
  irc.now += 30_000;
  expect(await bob.ask("JOIN #room")).toEqual([":irc.test FAIL JOIN REFUSED :stay out"]);
  expect(irc.node.world.at).toBe(at);
});
