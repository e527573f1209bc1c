import { describe, expect, test } from "vitest";
import { definePlugin } from "../../src/plugins/define-plugin.ts";
import type { Ruling } from "../../src/plugins/plugin-api.ts";
import { type PluginTest, testPlugin } from "../../src/testing.ts";
import { thinkingPlugin } from "../kit/thinking-plugin.ts";

/** A server with a plugin that thinks about what is said, who is put out, invited or given a status until it is told its answer. */
async function thinking() {
  const { plugin, waiting } = thinkingPlugin("message-sent", "kicked", "invited", "channel-modes-changed");
  const irc = await testPlugin(plugin);
  const decide = async (server: PluginTest, ruling?: Ruling) => {
    for (const answer of waiting.splice(0)) answer(ruling);
    await server.settle();
  };
  return { irc, decide: (ruling?: Ruling) => decide(irc, ruling) };
}

describe("a nick that another bears by the time the rules have decided", () => {
  test.each([
    ["PRIVMSG bob :for your eyes", [":irc.test 401 alice bob :No such nick/channel"]],
    ["NOTICE bob :for your eyes", []],
    ["KICK #room bob :out", [":irc.test 401 alice bob :No such nick/channel"]],
    ["MODE #room +o bob", [":irc.test 401 alice bob :No such nick/channel"]],
    ["INVITE bob #away", [":irc.test 401 alice bob :No such nick/channel"]],
  ])("%s is for nobody: neither who bears it now nor who bore it is meant", async (line, answer) => {
    const { irc, decide } = await thinking();
    await using _ = irc;
    const [alice, bob, carol] = await irc.inChannel("#room", "alice", "bob", "carol");
    await alice.ask("JOIN #away");
    await carol.ask("CAP REQ draft/user-query");
    alice.send(line);
    await bob.ask("NICK robert");
    await carol.ask("NICK bob");
    for (const client of [alice, bob, carol]) client.read();
    await decide();
    expect(await alice.lines()).toEqual(answer);
    expect([...(await bob.lines()), ...(await carol.lines())]).toEqual([]);
    // Whoever is named the next time is asked about, and served.
    alice.send("PRIVMSG bob :hello");
    await irc.settle();
    await decide();
    expect((await carol.lines()).filter((one) => one.includes("PRIVMSG"))).toEqual([
      ":alice!alice@192.0.2.1 PRIVMSG bob :hello",
    ]);
  });

  test("other modes of the line are set, and a status of who still bears the name", async () => {
    const { irc, decide } = await thinking();
    await using _ = irc;
    const [alice, bob, carol, dave] = await irc.inChannel("#room", "alice", "bob", "carol", "dave");
    alice.send("MODE #room +vio bob carol");
    await bob.ask("NICK robert");
    await dave.ask("NICK bob");
    alice.read();
    await decide();
    expect(await alice.lines()).toEqual([
      ":irc.test 401 alice bob :No such nick/channel",
      ":alice!alice@192.0.2.1 MODE #room +io carol",
    ]);
    expect((await carol.lines()).at(-1)).toBe(":alice!alice@192.0.2.1 MODE #room +io carol");
  });

  test("other targets of the line are served; one that was not there is as if it were not", async () => {
    const { irc, decide } = await thinking();
    await using _ = irc;
    const [alice, bob] = await irc.inChannel("#room", "alice", "bob");
    alice.send("PRIVMSG #room,carol :hello");
    const carol = await irc.connect("carol");
    await decide();
    expect(await bob.lines()).toEqual([":alice!alice@192.0.2.1 PRIVMSG #room :hello"]);
    expect(await alice.lines()).toEqual([":irc.test 401 alice carol :No such nick/channel"]);
    expect(await carol.lines()).toEqual([]);
  });
});

describe("a client that is gone by the time the rules have decided", () => {
  test("has said its line, and left after that", async () => {
    const { irc, decide } = await thinking();
    await using _ = irc;
    const [alice, bob] = await irc.inChannel("#room", "alice", "bob");
    alice.send("PRIVMSG #room :my last words");
    alice.vanish();
    expect(await bob.lines()).toEqual([]);
    await decide();
    expect(await bob.lines()).toEqual([
      ":alice!alice@192.0.2.1 PRIVMSG #room :my last words",
      ":alice!alice@192.0.2.1 QUIT :Connection reset by peer",
    ]);
    expect(irc.node.host.sessions.size).toBe(1);
  });

  test("or it was refused, and nobody hears it", async () => {
    const { irc, decide } = await thinking();
    await using _ = irc;
    const [alice, bob] = await irc.inChannel("#room", "alice", "bob");
    alice.send("PRIVMSG #room :my last words");
    alice.vanish();
    await decide({ refuse: "not that" });
    expect(await bob.lines()).toEqual([":alice!alice@192.0.2.1 QUIT :Connection reset by peer"]);
  });

  test("leaves after two seconds where no rule decides", async () => {
    const { irc } = await thinking();
    await using _ = irc;
    const [alice, bob] = await irc.inChannel("#room", "alice", "bob");
    alice.send("PRIVMSG #room :my last words");
    alice.vanish();
    await irc.pass(3);
    expect((await bob.lines()).at(-1)).toBe(":alice!alice@192.0.2.1 QUIT :Connection reset by peer");
  });

  test("says nothing any more if it was put off", async () => {
    const { irc, decide } = await thinking();
    await using _ = irc;
    const [alice, bob] = await irc.inChannel("#room", "alice", "bob");
    const boss = await irc.connect("boss", { isOperator: true });
    alice.send("PRIVMSG #room :my last words");
    await boss.ask("KILL alice :enough");
    alice.vanish();
    await decide();
    const seen = await bob.lines();
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatch(/^:alice!alice@192.0.2.1 QUIT :Killed/);
  });
});

test("what is said to a channel, and to some of it, is asked about and decided apart", async () => {
  const plugin = definePlugin({
    name: "openness",
    description: "wants words for all of the channel, or for some of it",
    setup(api) {
      api.before("message-sent", ({ target, text }) => {
        if (text === "all" && target.name.startsWith("@")) return { refuse: "say it to all" };
        if (text === "some" && target.name.startsWith("#")) return { refuse: "say it to some" };
        return text === "never" ? { refuse: "never" } : { text: `${text} in ${target.name}` };
      });
    },
  });
  await using irc = await testPlugin(plugin);
  const [alice, bob] = await irc.inChannel("#room", "alice", "bob");
  await alice.ask("MODE #room +D");
  const carol = await irc.connect("carol");
  await carol.ask("JOIN #room");
  expect(await alice.lines()).toEqual([]);
  // Who joins unseen is shown by the first word that is said, and by none that is not.
  expect(await carol.ask("PRIVMSG #room,@#room :never")).toEqual([
    ":irc.test 404 carol #room :Cannot send to channel (never)",
    ":irc.test 404 carol @#room :Cannot send to channel (never)",
  ]);
  expect(await alice.lines()).toEqual([]);
  expect(await carol.ask("PRIVMSG #room,@#room :some")).toEqual([
    ":irc.test 404 carol #room :Cannot send to channel (say it to some)",
  ]);
  expect(await alice.lines()).toEqual([
    ":carol!carol@192.0.2.3 JOIN #room",
    ":carol!carol@192.0.2.3 PRIVMSG @#room :some in @#room",
  ]);
  expect(await bob.ask("PRIVMSG #room,@#room :all")).toEqual([
    ":irc.test 404 bob @#room :Cannot send to channel (say it to all)",
  ]);
  expect(await alice.lines()).toEqual([":bob!bob@192.0.2.2 PRIVMSG #room :all in #room"]);
});
