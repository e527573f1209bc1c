import { expect, test } from "vitest";
import { definePlugin } from "../../src/plugins/define-plugin.ts";
import { memoryStore } from "../../src/store/memory-store.ts";
import { testPlugin } from "../../src/testing.ts";

const dice = definePlugin({
  name: "adder",
  description: "adds",
  setup(api) {
    const sum = {
      name: "sum",
      aliases: ["plus"],
      args: ["number", "more?"],
      help: "Adds numbers.",
      run: ({ params }: { readonly params: readonly string[] }) =>
        String(params.reduce((total, next) => total + Number(next), 0)),
    };
    api.command(sum);
    api.command({
      name: "later",
      help: "Answers when it has thought.",
      run: async () => ["one", "two"],
    });
    api.command({ name: "secret", help: "For operators.", forOperators: true, run: () => "psst" });
    api.service({
      nick: "Adder",
      help: "Adds for you.",
      commands: [sum],
      heard: ({ text }) => `You said ${text}`,
    });
    api.command({ name: "caps", help: "Tells.", run: ({ capabilities }) => capabilities.join(" ") });
    api.capability({ name: "example.org/adding", value: "base=10" });
    api.mode({ letter: "y", does: "no adding" });
  },
});

test("a command of a plugin is one like all others: gate, label, HELP, and no entry", async () => {
  await using irc = await testPlugin(dice);
  const alice = await irc.connect("alice");
  const seq = irc.node.world.seq;
  expect(await alice.ask("sum 1 2 3")).toEqual([":irc.test NOTICE alice :6"]);
  expect(await alice.ask("PLUS 4 5")).toEqual([":irc.test NOTICE alice :9"]);
  expect(await alice.ask("SUM")).toEqual([":irc.test 461 alice SUM :Not enough parameters"]);
  expect(await alice.ask("SECRET")).toEqual([
    ":irc.test 481 alice :Permission Denied- You're not an IRC operator",
  ]);
  expect(irc.node.world.seq).toBe(seq);
  const help = (await alice.ask("HELP SUM")).join("\n");
  expect(help).toContain("SUM <number> [<more>]");
  expect(help).toContain("Adds numbers. (adder)");
  expect((await alice.ask("HELP")).join("\n")).toMatch(/\bSUM\b/);
  const root = await irc.connect("root", { isOperator: true });
  expect(await root.ask("SECRET")).toEqual([":irc.test NOTICE root :psst"]);
});

test("an answer that takes its time keeps its label, and the next line waits for it", async () => {
  await using irc = await testPlugin(dice);
  const alice = await irc.connect("alice", { caps: "labeled-response batch" });
  const lines = await alice.ask("@label=x LATER", "PING after");
  expect(lines[0]).toMatch(/^@label=x :irc\.test BATCH \+(\S+) labeled-response$/);
  expect(lines.map((line) => line.replace(/^@batch=\S+ /, "")).slice(1)).toEqual([
    ":irc.test NOTICE alice :one",
    ":irc.test NOTICE alice :two",
    expect.stringMatching(/^:irc\.test BATCH -/),
    ":irc.test PONG irc.test :after",
  ]);
});

test("a service is spoken to by PRIVMSG and by its command, and its nick is nobody's", async () => {
  await using irc = await testPlugin(dice);
  const alice = await irc.connect("alice");
  const seq = irc.node.world.seq;
  const says = (text: string) => [`:Adder!Adder@services NOTICE alice :${text}`];
  expect(await alice.ask("PRIVMSG Adder :sum 1 2")).toEqual(says("3"));
  expect(await alice.ask("PRIVMSG ADDER@services :PLUS 1 2")).toEqual(says("3"));
  expect(await alice.ask("ADDER sum 2 2")).toEqual(says("4"));
  expect(await alice.ask("PRIVMSG Adder :sum")).toEqual(says("Usage: SUM <number> [<more>]"));
  expect(await alice.ask("PRIVMSG adder :how are you")).toEqual(says("You said how are you"));
  expect(await alice.ask("PRIVMSG Adder :help")).toEqual([
    ...says("Adder: Adds for you."),
    ...says("SUM <number> [<more>] - Adds numbers."),
  ]);
  expect((await alice.ask("PRIVMSG Adder,alice :sum 1"))[0]).toMatch(/ 407 alice Adder,alice /);
  expect(irc.node.world.seq).toBe(seq);
  expect(await alice.ask("NOTICE Adder :sum 1 2")).toEqual([]);
  for (const nick of ["Adder", "aDDeR"])
    expect((await alice.ask(`NICK ${nick}`))[0]).toMatch(/Nickname is kept for a service/);
});

test("a mode of a plugin is in 004, 005 and HELP, and operators set it", async () => {
  await using irc = await testPlugin(dice);
  const [alice, bob] = await irc.inChannel("#room", "alice", "bob");
  expect((await alice.ask("VERSION")).join(" ")).toMatch(/CHANMODES=[^ ]*,[A-Za-z]*y /);
  expect((await alice.ask("HELP CMODES")).join("\n")).toContain("+y no adding");
  expect(await alice.ask("MODE #room +y")).toEqual([":alice!alice@192.0.2.1 MODE #room +y"]);
  expect((await bob.ask("MODE #room -y"))[0]).toMatch(/ 482 /);
  expect((await alice.ask("MODE #room"))[0]).toMatch(/ 324 alice #room \+nty$/);
  expect((await alice.ask("MODE #room +w"))[0]).toMatch(/ 472 /);
});

test("a capability of a plugin is offered, asked for, and known to its commands", async () => {
  await using irc = await testPlugin(dice);
  const alice = await irc.connect("alice", { caps: "example.org/adding" });
  expect((await alice.ask("CAP LS 302")).join(" ")).toContain(" example.org/adding=base=10");
  expect((await alice.ask("CAPS")).join(" ")).toContain("example.org/adding");
  expect((await alice.ask("CAP REQ :-example.org/adding"))[0]).toMatch(/ ACK :-example\.org\/adding$/);
  expect((await alice.ask("CAPS")).join(" ")).not.toContain("example.org/adding");
  expect((await alice.ask("CAP REQ :example.org/other"))[0]).toMatch(/ NAK /);
});

test("timers ring by the server's clock, and stop", async () => {
  const rung: string[] = [];
  const clock = definePlugin({
    name: "clock",
    description: "rings",
    setup(api) {
      const stop = api.every(10, () => rung.push(`every ${rung.length}`) === 4 && stop());
      api.later(15, () => rung.push("once"));
    },
  });
  await using irc = await testPlugin(clock);
  await irc.pass(100);
  expect(rung).toEqual(["every 0", "once", "every 2", "every 3"]);
});

test("a timer of minutes or hours rings when its time has come, and not before", async () => {
  const rung: number[] = [];
  const clock = definePlugin({
    name: "clock",
    description: "rings rarely",
    setup(api) {
      const start = api.now();
      const ring = () => rung.push(Math.round((api.now() - start) / 1000));
      api.later(300, ring);
      api.every(3600, ring);
    },
  });
  await using irc = await testPlugin(clock);
  await irc.pass(7500);
  expect(rung).toEqual([300, 3600, 7200]);
});

test("what a plugin keeps is its own, and lasts", async () => {
  const store = memoryStore();
  const keeper = (name: string) =>
    definePlugin({
      name,
      description: "keeps",
      setup(api) {
        api.command({
          name: name,
          help: "Keeps and shows.",
          run: async ({ params: [key = "", value] }) => {
            if (value !== undefined) await api.storage.set(key, { value });
            return JSON.stringify([await api.storage.get(key), await api.storage.list()]);
          },
        });
      },
    });
  {
    await using irc = await testPlugin(keeper("one"), { others: [[keeper("two")]], store });
    const alice = await irc.connect("alice");
    expect((await alice.ask("ONE key mine"))[0]).toContain(
      '[{"value":"mine"},[{"key":"key","value":{"value":"mine"}}]]',
    );
    expect((await alice.ask("TWO key"))[0]).toMatch(/:\[null,\[\]\]$/);
  }
  await using irc = await testPlugin(keeper("one"), { store });
  const alice = await irc.connect("alice");
  expect((await alice.ask("ONE key"))[0]).toContain('{"value":"mine"}');
});

test("a service speaks in channels as itself", async () => {
  const echo = definePlugin({
    name: "echo",
    description: "repeats",
    setup(api) {
      api.service({ nick: "Echo", help: "Repeats." });
      // It does not hear itself: this would have no end.
      api.after(
        "message-sent",
        ({ text }, { channel }) => channel && api.say(channel.name, `${text}!\n${text}?`),
      );
    },
  });
  await using irc = await testPlugin(echo);
  const [alice, bob] = await irc.inChannel("#room", "alice", "bob");
  await alice.ask("PRIVMSG #room :hey");
  expect(await bob.lines()).toEqual([
    ":alice!alice@192.0.2.1 PRIVMSG #room :hey",
    ":Echo!Echo@services PRIVMSG #room :hey!",
    ":Echo!Echo@services PRIVMSG #room :hey?",
  ]);
});
