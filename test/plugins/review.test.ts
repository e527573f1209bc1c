import { expect, test } from "vitest";
import { definePlugin } from "../../src/plugins/define-plugin.ts";
import { testPlugin } from "../../src/testing.ts";
import type { AccountKey } from "../../src/world/account.ts";
import { thinkingPlugin } from "../kit/thinking-plugin.ts";

const held = { name: "spam", match: { literal: "spam" }, action: "hold" } as const;

/** A server with a plugin that thinks about what is said until it is told to let it go. */
async function thinking() {
  const { plugin, waiting } = thinkingPlugin("message-sent");
  const irc = await testPlugin(plugin, { config: { filters: { rules: [held] } } });
  const decide = () => {
    for (const letGo of waiting) letGo(undefined);
  };
  return { irc, decide };
}

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

test("what its author erased with their account, while rules were thinking, waits no more", async () => {
  const { irc, decide } = await thinking();
  await using _ = irc;
  const alice = await irc.connect("alice");
  const boss = await irc.connect("boss", { caps: "standard-replies", isOperator: true });
  const origin = { node: "irc.test", epoch: "t", line: 0 };
  const inAs = { ...origin, session: alice.session.id };
  irc.node.log.append(inAs, { type: "login", account: "alice", sasl: true });
  await alice.ask("PRIVMSG boss :spam");
  boss.send("REVIEW APPROVE 1");
  await irc.settle();
  alice.send("QUIT");
  const facts = [{ type: "account-removed", account: "alice" as AccountKey }] as const;
  irc.node.log.append({ ...origin, session: undefined }, { type: "recorded", facts });
  decide();
  expect(await boss.lines()).toContain(
    ":irc.test FAIL REVIEW INVALID_PARAMS 1 :Its author is gone, and the message with them",
  );
  expect(await boss.ask("REVIEW LIST")).toEqual([":irc.test NOTICE * :0 messages wait"]);
});

test("a nick that another bears when the rules have decided is for nobody", async () => {
  const { irc, decide } = await thinking();
  await using _ = irc;
  const [alice, bob, carol] = await irc.inChannel("#room", "alice", "bob", "carol");
  const boss = await irc.connect("boss", { isOperator: true });
  await alice.ask("PRIVMSG bob :spam");
  boss.send("REVIEW APPROVE 1");
  await irc.settle();
  await bob.ask("NICK robert");
  await carol.ask("NICK bob");
  await carol.lines();
  decide();
  await irc.settle();
  expect(await carol.lines()).toEqual([]);
  expect(await alice.lines()).toContain(":irc.test 401 alice bob :No such nick/channel");
});
