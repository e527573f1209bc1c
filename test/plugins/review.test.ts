import { expect, test } from "vitest";
import { definePlugin } from "../../src/plugins/define-plugin.ts";
import { testPlugin } from "../../src/testing.ts";

const held = { name: "spam", match: { literal: "spam" }, action: "hold" } as const;

test("a message that waits is shown to no rule until it is let go, and then it is as rules have it", async () => {
  const asked: string[] = [];
  const plugin = definePlugin({
    name: "polite",
    description: "says it politely",
    setup(api) {
      api.before("message-sent", async ({ text, target }) => {
        asked.push(`${target.name} ${text}`);
        if (target.name === "carol") return { refuse: "carol is asleep" };
        return { text: text.replaceAll("spam", "ham") };
      });
    },
  });
  await using irc = await testPlugin(plugin, { config: { filters: { rules: [held] } } });
  const [alice, bob] = await irc.inChannel("#room", "alice", "bob");
  const carol = await irc.connect("carol");
  const boss = await irc.connect("boss", { isOperator: true });
  await alice.ask("PRIVMSG #room,carol :spam, spam");
  expect(asked).toEqual([]);
  expect((await boss.ask("REVIEW APPROVE 1")).at(-1)).toBe(":irc.test NOTICE * :Message 1 is said");
  expect(asked).toEqual(["#room spam, spam", "carol spam, spam"]);
  expect(await bob.lines()).toEqual([":alice!alice@192.0.2.1 PRIVMSG #room :ham, ham"]);
  expect(await carol.lines()).toEqual([]);
  // What is refused is their author's to read, and not the operator's.
  expect(await alice.lines()).toEqual([
    ":alice!alice@192.0.2.1 PRIVMSG #room :ham, ham",
    ":irc.test 492 alice carol :Cannot send to user (carol is asleep)",
    ":irc.test NOTICE alice :*** Your message to #room,carol was approved",
  ]);
});

test("a nick that another bears when the rules have decided is for nobody", async () => {
  const waiting: (() => void)[] = [];
  const plugin = definePlugin({
    name: "slow",
    description: "thinks",
    setup(api) {
      api.before(
        "message-sent",
        () => new Promise<undefined>((resolve) => waiting.push(() => resolve(undefined))),
      );
    },
  });
  await using irc = await testPlugin(plugin, { config: { filters: { rules: [held] } } });
  const [alice, bob, carol] = await irc.inChannel("#room", "alice", "bob", "carol");
  const boss = await irc.connect("boss", { isOperator: true });
  await alice.ask("PRIVMSG bob :spam");
  boss.send("REVIEW APPROVE 1");
  await irc.settle();
  await bob.ask("NICK robert");
  await carol.ask("NICK bob");
  await carol.lines();
  for (const decide of waiting) decide();
  await irc.settle();
  expect(await carol.lines()).toEqual([]);
  expect(await alice.lines()).toContain(":irc.test 401 alice bob :No such nick/channel");
});
