import { describe, expect, test } from "vitest";
import type { Plugin } from "../../src/plugins/define-plugin.ts";
import { definePlugin } from "../../src/plugins/define-plugin.ts";
import type { PluginApi } from "../../src/plugins/plugin-api.ts";
import { testPlugin } from "../../src/testing.ts";

/** A plugin that does nothing but this. */
function bad(setup: (api: PluginApi) => unknown, name = "bad"): Plugin {
  return definePlugin({ name, description: "does harm", setup: setup as () => undefined });
}

function thrower(): never {
  throw new Error("out of order");
}

const evil = new Proxy({}, { get: thrower, has: thrower, getPrototypeOf: thrower, ownKeys: thrower });
const thenable = Object.fromEntries(["then"].map((name) => [name, thrower]));
const unreadable = { toString: thrower };
const never = new Promise<never>(() => undefined);

/** A promise in all but its `then`. */
function crooked(): Promise<never> {
  return Object.assign(new Promise<never>(() => undefined), thenable);
}

/** A promise that does not pass for one, and throws when it is looked at. */
function disguised(): Promise<never> {
  return Object.setPrototypeOf(new Promise<never>(() => undefined), {
    ...thenable,
    constructor: Promise,
    get decision() {
      return thrower();
    },
  }) as Promise<never>;
}

test.each<[string, unknown]>([
  ["throws", thrower],
  ["throws nothing", () => Promise.reject()],
  ["rejects", async () => thrower()],
  ["gives a number", () => 5],
  ["gives null", () => null],
  ["gives a list", () => [1, 2]],
  ["gives a proxy that throws", () => evil],
  ["promises a proxy that throws", async () => ({ evil })],
  ["gives a thenable that throws", () => thenable],
  ["gives a promise that throws when it is waited for", crooked],
  ["gives a promise that is none", disguised],
  ["gives a refusal that is no text", () => ({ refuse: 5 })],
  ["gives a text that is none", () => ({ text: {} })],
  ["gives both", () => ({ text: "a", refuse: "b" })],
  ["gives an empty text", () => ({ text: "" })],
  ["gives two lines", () => ({ text: "a\r\nQUIT" })],
  ["gives far too much", () => ({ text: "x".repeat(10_000) })],
  ["throws what cannot be shown", () => Promise.reject(unreadable)],
])("a rule that %s lets the line pass, is named in the log and counted", async (_, rule) => {
  await using irc = await testPlugin(bad((api) => api.before("message-sent", rule as never)));
  const [alice, bob] = await irc.inChannel("#room", "alice", "bob");
  expect(await alice.ask("PRIVMSG #room :hello")).toEqual([]);
  expect(await bob.lines()).toEqual([":alice!alice@192.0.2.1 PRIVMSG #room :hello"]);
  expect(irc.plugins[0]).toMatchObject({ name: "bad", failures: 1, isOn: true });
  expect(irc.logged.join("")).toContain("the plugin bad failed in before message-sent");
});

test.each<[string, unknown]>([
  ["throws", thrower],
  ["rejects", async () => thrower()],
  ["gives a thenable that throws", () => thenable],
  ["gives a promise that throws when it is waited for", crooked],
  ["gives a proxy that throws", () => evil],
])("a listener that %s harms nobody", async (_, listener) => {
  await using irc = await testPlugin(bad((api) => api.after("message-sent", listener as never)));
  const [alice, bob] = await irc.inChannel("#room", "alice", "bob");
  await alice.ask("PRIVMSG #room :hello");
  expect(await bob.lines()).toEqual([":alice!alice@192.0.2.1 PRIVMSG #room :hello"]);
  expect(irc.plugins[0]?.failures).toBe(1);
});

test.each<[string, unknown]>([
  ["throws", thrower],
  ["rejects", async () => thrower()],
  ["gives a number", () => 5],
  ["gives a list of numbers", () => [5]],
  ["gives a proxy", () => evil],
  ["promises a number", async () => 5],
  ["gives a promise that throws when it is waited for", crooked],
  ["gives a promise that is none", disguised],
])("a command that %s is answered all the same", async (_, run) => {
  await using irc = await testPlugin(
    bad((api) => api.command({ name: "BREAK", help: "Breaks.", run: run as never })),
  );
  const alice = await irc.connect("alice");
  expect(await alice.ask("BREAK")).toEqual([
    ":irc.test NOTICE alice :This went wrong here; the server's log says more",
  ]);
  expect(irc.plugins[0]?.failures).toBe(1);
});

test("a promise that never settles is waited for so long and no longer", async () => {
  await using irc = await testPlugin(
    bad((api) => {
      api.command({ name: "WAIT", help: "Waits.", run: () => never });
      api.after("joined", () => never);
      api.every(30, () => never);
    }),
  );
  const alice = await irc.connect("alice");
  await alice.ask("JOIN #room");
  alice.send("WAIT", "PING here");
  expect(await alice.lines()).toEqual([]);
  await irc.pass(11);
  expect(await alice.lines()).toEqual([
    ":irc.test NOTICE alice :This went wrong here; the server's log says more",
    ":irc.test PONG irc.test :here",
  ]);
  expect(irc.plugins[0]?.failures).toBe(2);
  await irc.pass(120);
  expect(irc.plugins[0]?.failures).toBeGreaterThan(2);
});

test("a plugin that keeps failing is switched off, and all it brought is gone", async () => {
  const cleared: string[] = [];
  const plugin = bad((api) => {
    api.before("message-sent", thrower);
    api.command({ name: "HERE", help: "Is here.", run: () => "yes" });
    api.service({ nick: "Bad", help: "Is bad." });
    api.mode({ letter: "y", does: "nothing" });
    api.capability({ name: "example.org/bad" });
    return () => cleared.push("cleared away");
  });
  await using irc = await testPlugin(plugin, { failures: 3 });
  const [alice] = await irc.inChannel("#room", "alice");
  const root = await irc.connect("root", { isOperator: true });
  await root.ask("MODE root +s");
  await alice.ask("MODE #room +y", "CAP REQ :cap-notify example.org/bad");
  await alice.ask("PRIVMSG #room :one", "PRIVMSG #room :two");
  expect(irc.plugins[0]?.isOn).toBe(true);
  const lines = await alice.ask("PRIVMSG #room :three");
  expect(lines).toContain(":irc.test MODE #room -y");
  expect(lines).toContain(":irc.test CAP alice DEL :example.org/bad");
  expect(lines.join("\n")).toMatch(/ 005 alice CHANMODES=[^ y]* /);
  expect((await root.lines()).join("\n")).toContain("The plugin bad is switched off: it has failed 3 times");
  expect(irc.logged.join("")).toContain("The plugin bad is switched off");
  expect((await alice.ask("HERE"))[0]).toMatch(/ 421 /);
  expect((await alice.ask("BAD"))[0]).toMatch(/ 421 /);
  expect((await alice.ask("NICK Bad"))[0]).toMatch(/ NICK :Bad$/);
  expect(irc.plugins[0]).toMatchObject({ failures: 3, isOn: false });
  expect(cleared).toEqual(["cleared away"]);
});

test("failures that lie further apart do not add up", async () => {
  await using irc = await testPlugin(
    bad((api) => api.before("message-sent", thrower)),
    { failures: 2 },
  );
  const [alice] = await irc.inChannel("#room", "alice");
  for (let times = 0; times < 3; times += 1) {
    await alice.ask("PRIVMSG #room :hm");
    await irc.pass(61);
  }
  expect(irc.plugins[0]).toMatchObject({ failures: 3, isOn: true });
});

test("a plugin that holds the server up for longer than it may is switched off when it comes back", async () => {
  const plugin = bad((api) =>
    api.after("joined", () => {
      const began = performance.now();
      while (performance.now() - began < 30);
    }),
  );
  await using irc = await testPlugin(plugin, { budgetMs: 20 });
  const alice = await irc.connect("alice");
  await alice.ask("JOIN #room");
  expect(irc.plugins[0]?.isOn).toBe(false);
  expect(irc.logged.join("")).toMatch(
    /The plugin bad is switched off: it has held the server up for \d+ ms in after joined, and may for 20/,
  );
});

test("a plugin that floods is held back, and two that answer each other end", async () => {
  const flood = bad((api) => {
    api.after("joined", async ({ name }) => {
      for (let times = 0; times < 1000; times += 1) await api.say(name, `line ${times}`);
    });
  });
  await using irc = await testPlugin(flood);
  const alice = await irc.connect("alice");
  const lines = await alice.ask("JOIN #room");
  expect(lines.filter((line) => line.includes("PRIVMSG")).length).toBe(200);
  expect(irc.plugins[0]?.failures).toBe(1);

  const answers = (name: string) =>
    bad((api) => api.after("message-sent", ({ target }) => api.say(target.name, "no, you")), name);
  await using talk = await testPlugin(answers("one"), { others: [[answers("two")]] });
  const [carol, dave] = await talk.inChannel("#room", "carol", "dave");
  await carol.ask("PRIVMSG #room :who is it?");
  expect((await dave.lines()).length).toBeLessThan(500);
  expect(await carol.ask("PING here")).toContain(":irc.test PONG irc.test :here");
});

describe("what cannot be loaded is refused in one line that names it", () => {
  test.each<[string, unknown, string]>([
    ["no plugin at all", 5, "plugins[0]: its default export must be what definePlugin gives"],
    ["a proxy", evil, "plugins[0]: out of order"],
    ["no name", { description: "x", setup: () => undefined }, "plugins[0]: name Invalid input"],
    [
      "a name that is none",
      { name: "Bad Name", description: "x", setup: () => undefined },
      "plugins[0]: name must be lower-case letters",
    ],
    [
      "the server's own name",
      { name: "ircd-ts", description: "x", setup: () => undefined },
      "plugins[0]: name is the server's own",
    ],
    ["no setup", { name: "bad", description: "x" }, "plugins[0]: setup must be a function"],
    ["a setup that throws", bad(thrower), "plugins[0] (bad): setup failed: out of order"],
    ["a setup that rejects", bad(async () => thrower()), "plugins[0] (bad): setup failed: out of order"],
    ["a setup that gives nonsense", bad(() => 5), "plugins[0] (bad): setup must give nothing, or a function"],
    [
      "options of nonsense",
      { ...bad(() => undefined), options: 5 },
      "plugins[0] (bad): options must be a schema of zod",
    ],
    ["options that throw", { ...bad(() => undefined), options: thrower }, "plugins[0] (bad): out of order"],
    [
      "a command that is there",
      bad((api) => api.command({ name: "topic", help: "x", run: () => undefined })),
      "plugins[0] (bad): the command TOPIC is the server's already",
    ],
    [
      "an alias that is there",
      bad((api) => api.command({ name: "x", aliases: ["NS"], help: "x", run: () => undefined })),
      "plugins[0] (bad): the command NS is the server's already",
    ],
    [
      "a mode that is there",
      bad((api) => api.mode({ letter: "m", does: "x" })),
      "plugins[0] (bad): setup failed: the mode +m is the server's already",
    ],
    [
      "a status",
      bad((api) => api.mode({ letter: "o", does: "x" })),
      "plugins[0] (bad): setup failed: the mode +o is the server's already",
    ],
    [
      "a capability that is there",
      bad((api) => api.capability({ name: "znc.in/playback" })),
      "plugins[0] (bad): setup failed: the capability znc.in/playback is the server's already",
    ],
    [
      "a capability of nobody",
      bad((api) => api.capability({ name: "batch" })),
      'plugins[0] (bad): setup failed: "batch" must be a capability such as example.org/name',
    ],
    [
      "a parameter that is no text",
      bad((api) => api.command({ name: "x", args: [5] as never, help: "x", run: () => undefined })),
      "plugins[0] (bad): setup failed: number is no name of a parameter",
    ],
    [
      "parameters that are no list",
      bad((api) => api.command({ name: "x", args: "nick" as never, help: "x", run: () => undefined })),
      "plugins[0] (bad): setup failed: the parameters of x must be a list",
    ],
    [
      "a cost that is no number",
      bad((api) => api.command({ name: "x", cost: "5" as never, help: "x", run: () => undefined })),
      "plugins[0] (bad): setup failed: the cost of x must be 0 to 100",
    ],
    [
      "a letter in a list",
      bad((api) => api.mode({ letter: ["y"] as never, does: "x" })),
      "plugins[0] (bad): setup failed: object is no letter for a mode",
    ],
    [
      "a mode whose parameter nothing checks",
      bad((api) => api.mode({ letter: "y", does: "x", check: true as never })),
      "plugins[0] (bad): setup failed: the check of +y must be a function",
    ],
    [
      "a nick in a list",
      bad((api) => api.service({ nick: ["Bad"] as never, help: "x" })),
      "plugins[0] (bad): setup failed: object is no nick",
    ],
    [
      "a service that hears with no function",
      bad((api) => api.service({ nick: "Bad", help: "x", heard: "x" as never })),
      "plugins[0] (bad): setup failed: what Bad hears must be a function",
    ],
    [
      "a capability whose value is no text",
      bad((api) => api.capability({ name: "example.org/x", value: 5 as never })),
      "plugins[0] (bad): setup failed: the value of example.org/x must be one word",
    ],
    [
      "a service that is there",
      bad((api) => api.service({ nick: "NickServ", help: "x" })),
      "plugins[0] (bad): the command NICKSERV is the server's already",
    ],
    [
      "no change of that type",
      bad((api) => api.before("configured" as never, () => undefined)),
      'plugins[0] (bad): setup failed: there is no "configured" to look at before',
    ],
    [
      "a rule that is no function",
      bad((api) => api.before("joined", "x" as never)),
      "plugins[0] (bad): setup failed: the rule for joined must be a function",
    ],
    [
      "a timer of no time",
      bad((api) => api.every(Number.NaN, () => undefined)),
      "plugins[0] (bad): setup failed: a timer takes a number of seconds",
    ],
  ])("%s", async (_, plugin, message) => {
    await expect(testPlugin(plugin as Plugin)).rejects.toThrow(message);
  });

  test("a setup that takes too long: what it has begun is cleared away", async () => {
    const cleared: string[] = [];
    const plugin = bad(() => {
      const began = performance.now();
      while (performance.now() - began < 30);
      return () => cleared.push("cleared away");
    });
    await expect(testPlugin(plugin, { budgetMs: 20 })).rejects.toThrow(
      "plugins[0] (bad): setup took too long",
    );
    expect(cleared).toEqual(["cleared away"]);
  });

  test("options that do not fit: which plugin, and which key", async () => {
    const plugin = definePlugin({
      name: "strict",
      description: "is strict",
      options: (z) => z.strictObject({ words: z.array(z.string()), max: z.number().default(5) }),
      setup: () => undefined,
    });
    const load = (options: Record<string, unknown>) => testPlugin(plugin, { options });
    await expect(load({ words: ["a", 5] })).rejects.toThrow(/^plugins\[0\] \(strict\): options\.words\.1: /);
    await expect(load({})).rejects.toThrow(/^plugins\[0\] \(strict\): options\.words: /);
    await expect(load({ words: [], wrods: 1 })).rejects.toThrow(/^plugins\[0\] \(strict\): options: .*wrods/);
    await using irc = await load({ words: [] });
    expect(irc.plugins).toHaveLength(1);
  });

  test("a command that goes by the nick of its own service, which is a command already", async () => {
    const twice = bad((api) => {
      api.service({ nick: "Karma", help: "x" });
      api.command({ name: "KARMA", help: "x", run: () => undefined });
    }, "karma");
    await expect(testPlugin(twice)).rejects.toThrow(
      "plugins[0] (karma): the command KARMA is there twice; a service is a command by its nick, too",
    );
  });

  test("two with one name, one letter, one nick, one command", async () => {
    const claims: readonly [(api: PluginApi) => unknown, string][] = [
      [(api) => api.mode({ letter: "y", does: "x" }), "the mode +y"],
      [(api) => api.service({ nick: "Twin", help: "x" }), "the nick Twin"],
      [(api) => api.command({ name: "twin", help: "x", run: () => undefined }), "the command TWIN"],
      [(api) => api.capability({ name: "example.org/x" }), "the capability example.org/x"],
    ];
    for (const [setup, what] of claims)
      await expect(testPlugin(bad(setup, "two"), { others: [[bad(setup, "one")]] })).rejects.toThrow(
        `plugins[1] (two): ${what} is there already, by plugins[0] (one)`,
      );
    await expect(
      testPlugin(
        bad(() => undefined),
        { others: [[bad(() => undefined)]] },
      ),
    ).rejects.toThrow("plugins[1] (bad): a plugin called bad is there already");
  });

  test("a row that is added too late", async () => {
    const plugin = bad((api) => {
      api.after("joined", () => api.command({ name: "LATE", help: "x", run: () => "x" }));
    });
    await using irc = await testPlugin(plugin);
    const alice = await irc.connect("alice");
    await alice.ask("JOIN #room");
    expect(irc.logged.join("")).toContain("registers what it brings in its setup");
    expect((await alice.ask("LATE"))[0]).toMatch(/ 421 /);
  });
});
