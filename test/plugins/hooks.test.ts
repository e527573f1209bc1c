import { expect, test } from "vitest";
import { definePlugin } from "../../src/plugins/define-plugin.ts";
import { testPlugin } from "../../src/testing.ts";
import { thinkingPlugin } from "../kit/thinking-plugin.ts";

test("a rule alters what is said, for those who hear it, the echo and history", async () => {
  const plugin = definePlugin({
    name: "polite",
    description: "says it politely",
    setup(api) {
      api.before("message-sent", ({ text }) =>
        text.includes("darn") ? { text: text.replaceAll("darn", "d***") } : undefined,
      );
    },
  });
  await using irc = await testPlugin(plugin);
  const [alice, bob] = await irc.inChannel("#room", "alice", "bob");
  await alice.ask("CAP REQ :echo-message draft/chathistory batch server-time");
  const echo = await alice.ask("PRIVMSG #room :darn it");
  expect(echo.at(-1)).toMatch(/ PRIVMSG #room :d\*\*\* it$/);
  expect(await bob.lines()).toEqual([":alice!alice@192.0.2.1 PRIVMSG #room :d*** it"]);
  expect((await alice.ask("CHATHISTORY LATEST #room * 1")).join("\n")).toContain("PRIVMSG #room :d*** it");
  expect(await alice.ask("PRIVMSG #room :fine")).toHaveLength(1);
  expect(await bob.lines()).toEqual([":alice!alice@192.0.2.1 PRIVMSG #room :fine"]);
});

test("a rule refuses: the sender reads why, nobody hears it, and no entry is made", async () => {
  const plugin = definePlugin({
    name: "quiet",
    description: "lets nobody shout",
    setup(api) {
      api.before("message-sent", ({ text }) =>
        text === text.toUpperCase() ? { refuse: "do not shout" } : undefined,
      );
      api.before("joined", ({ name }) => (name === "#closed" ? { refuse: "closed on Mondays" } : undefined));
      api.before("topic-set", () => ({ refuse: "the topic stands" }));
    },
  });
  await using irc = await testPlugin(plugin);
  const [alice, bob] = await irc.inChannel("#room", "alice", "bob");
  const before = irc.node.world.seq;
  expect(await alice.ask("PRIVMSG #room :HELLO")).toEqual([
    ":irc.test 404 alice #room :Cannot send to channel (do not shout)",
  ]);
  expect(await alice.ask("PRIVMSG bob :HELLO")).toEqual([
    ":irc.test 492 alice bob :Cannot send to user (do not shout)",
  ]);
  expect(await alice.ask("NOTICE #room :HELLO")).toEqual([]);
  expect(await alice.ask("TOPIC #room :new")).toEqual([":irc.test FAIL TOPIC REFUSED :the topic stands"]);
  expect(irc.node.world.seq).toBe(before);
  expect(await bob.lines()).toEqual([]);
  // What is left of a line goes on.
  const joined = await bob.ask("JOIN #closed,#open");
  expect(joined[0]).toBe(":irc.test FAIL JOIN REFUSED :closed on Mondays");
  expect(joined).toContain(":bob!bob@192.0.2.2 JOIN #open");
  expect(irc.node.world.channelByName("#closed")).toBeUndefined();
});

test("of several who are put out with one line, a rule is asked about each", async () => {
  const plugin = definePlugin({
    name: "fair",
    description: "protects one",
    setup(api) {
      api.before("kicked", ({ nick }) => {
        if (nick === "carol") return { text: "farewell" };
        return nick === "bob" ? { refuse: "bob stays" } : undefined;
      });
    },
  });
  await using irc = await testPlugin(plugin);
  const [alice] = await irc.inChannel("#room", "alice", "bob", "carol", "dave");
  expect(await alice.ask("KICK #room bob,carol,dave :out")).toEqual([
    ":irc.test FAIL KICK REFUSED :bob stays",
    ":alice!alice@192.0.2.1 KICK #room carol :farewell",
    ":alice!alice@192.0.2.1 KICK #room dave :out",
  ]);
});

test("a rule may take its time: only its sender waits, and one that does not come back lets the line pass", async () => {
  const { plugin, waiting } = thinkingPlugin("message-sent");
  await using irc = await testPlugin(plugin);
  const [alice, bob] = await irc.inChannel("#room", "alice", "bob");
  alice.send("PRIVMSG #room :one", "PRIVMSG #room :two");
  expect(await bob.ask("PING here")).toEqual([":irc.test PONG irc.test :here"]);
  waiting.shift()?.(undefined);
  expect(await bob.lines()).toEqual([":alice!alice@192.0.2.1 PRIVMSG #room :one"]);
  expect(irc.plugins[0]?.failures).toBe(0);
  await irc.pass(3);
  expect(await bob.lines()).toEqual([":alice!alice@192.0.2.1 PRIVMSG #room :two"]);
  expect(irc.plugins[0]?.failures).toBe(1);
  expect(irc.logged.join("")).toContain("the plugin slow failed in before message-sent");
  // What comes too late changes nothing.
  waiting.shift()?.({ refuse: "late" });
  expect(await alice.lines()).toEqual([]);
});

test("rules are asked in the order of the plugins, each of what the one before has left", async () => {
  const adds = (name: string) =>
    definePlugin({
      name,
      description: "adds its name",
      setup(api) {
        api.before("message-sent", ({ text }) => ({ text: `${text} ${name}` }));
      },
    });
  await using irc = await testPlugin(adds("three"), { others: [[adds("one")], [adds("two")]] });
  const [alice, bob] = await irc.inChannel("#room", "alice", "bob");
  await alice.ask("PRIVMSG #room :zero");
  expect(await bob.lines()).toEqual([":alice!alice@192.0.2.1 PRIVMSG #room :zero one two three"]);
});

test("a message of several lines is one proposal, and its text may be altered line by line", async () => {
  const plugin = definePlugin({
    name: "upper",
    description: "shouts",
    setup(api) {
      api.before("message-sent", ({ text }) => ({ text: text.toUpperCase() }));
    },
  });
  await using irc = await testPlugin(plugin);
  const [alice, bob] = await irc.inChannel("#room", "alice", "bob");
  await alice.ask("CAP REQ :draft/multiline batch");
  await alice.ask(
    "BATCH +1 draft/multiline #room",
    "@batch=1 PRIVMSG #room :one",
    "@batch=1 PRIVMSG #room :two",
    "BATCH -1",
  );
  expect((await bob.lines()).map((line) => line.split(" :")[1])).toEqual(["ONE", "TWO"]);
});

test("a listener hears every kind of change after it was made, and acts by entries of the log", async () => {
  const heard: string[] = [];
  const plugin = definePlugin({
    name: "warden",
    description: "keeps order",
    setup(api) {
      api.after(["joined", "parted", "nick-changed", "topic-set"], (change, { by }) => {
        heard.push(`${change.type} ${by?.nick}`);
      });
      api.after("message-sent", async ({ text }, { by, channel }) => {
        if (text !== "out" || !by || !channel) return;
        await api.setModes(channel.name, ["+v", by.nick]);
        await api.setTopic(channel.name, `without ${by.nick}`);
        heard.push(...(await api.kick(channel.name, "nobody", "x")));
        await api.kick(channel.name, by.nick, "as you like");
      });
    },
  });
  await using irc = await testPlugin(plugin);
  const [alice, bob] = await irc.inChannel("#room", "alice", "bob");
  await bob.ask("NICK bobby");
  await bob.ask("PRIVMSG #room :out");
  expect(heard).toEqual(["joined alice", "joined bob", "nick-changed bob", "nobody: No such nick/channel"]);
  expect(await alice.lines()).toEqual([
    ":bob!bob@192.0.2.2 NICK :bobby",
    ":bobby!bob@192.0.2.2 PRIVMSG #room :out",
    ":irc.test MODE #room +v bobby",
    ":irc.test TOPIC #room :without bobby",
    ":irc.test KICK #room bobby :as you like",
  ]);
});

test("what a plugin is shown it cannot alter", async () => {
  const plugin = definePlugin({
    name: "forger",
    description: "writes on what it is shown",
    setup(api) {
      api.before("message-sent", (change) => {
        Object.assign(change, { text: "forged" });
        return undefined;
      });
      api.after("message-sent", ({ by }) => Object.assign(by, { nick: "forged" }));
    },
  });
  await using irc = await testPlugin(plugin);
  const [alice, bob] = await irc.inChannel("#room", "alice", "bob");
  await alice.ask("PRIVMSG #room :mine");
  await alice.ask("PRIVMSG #room :mine, too");
  expect(await bob.lines()).toEqual([
    ":alice!alice@192.0.2.1 PRIVMSG #room :mine",
    ":alice!alice@192.0.2.1 PRIVMSG #room :mine, too",
  ]);
  expect(irc.plugins[0]?.failures).toBe(4);
});
