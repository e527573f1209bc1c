import { afterEach, expect, test } from "vitest";
import { definePlugin } from "../../src/plugins/define-plugin.ts";
import type { PluginMode } from "../../src/plugins/plugin-api.ts";
import { testPlugin } from "../../src/testing.ts";
import { restore } from "../../src/world/restore.ts";
import { channelOf } from "../kit/force.ts";
import { TestNetwork } from "../kit/network.ts";
import { openOwnRoom } from "../kit/own-room.ts";
import { PluginFolder } from "./files.ts";

// At most so many words in a message: a whole number, as it is written without zeros.
const words: PluginMode = {
  letter: "y",
  does: "at most n words in a message",
  check: (param) =>
    /^\d{1,3}$/.test(param) ? { text: String(Number(param)) } : { refuse: "Words are counted" },
};

const brief = definePlugin({
  name: "brief",
  description: "keeps it short",
  setup(api) {
    api.mode(words);
    api.before("message-sent", ({ text }, { channel }) => {
      const most = Number(channel?.params["y"] ?? Number.POSITIVE_INFINITY);
      return text.split(" ").length > most ? { refuse: `at most ${most} words` } : undefined;
    });
    api.command({
      name: "PARAMS",
      args: ["channel"],
      help: "Tells the parameters.",
      run: async ({ text }) => JSON.stringify((await api.channel(text))?.params),
    });
    api.command({
      name: "FORCE",
      args: ["param"],
      help: "Sets it in the server's name.",
      run: ({ text }) => api.setModes("#room", ["+y", text]),
    });
  },
});

/** A plugin that has nothing but this mode. */
const having = (mode: PluginMode) =>
  definePlugin({ name: "brief", description: "has a mode", setup: (api) => void api.mode(mode) });

const network = (plugin: unknown, hash = "1") =>
  new TestNetwork(
    { unlimited: true, plugins: [{ path: "brief" }] },
    { findPlugin: async () => ({ exported: plugin, hash }) },
  );

const loaded = async (plugin: unknown) => {
  const made = network(plugin);
  await made.node.load();
  return made;
};

test("a mode with a parameter is of type C in 005, in 004 and HELP, and set and removed like one", async () => {
  await using irc = await testPlugin(brief);
  const [alice, bob] = await irc.inChannel("#room", "alice", "bob");
  expect((await alice.ask("VERSION")).join(" ")).toMatch(/ CHANMODES=[A-Za-z]+,k,[A-Za-z]*y,[^ y]* /);
  expect((await alice.ask("HELP CMODES")).join("\n")).toContain("+y at most n words in a message");
  expect(JSON.stringify(irc.node.facts.introduction.at(-1))).toMatch(/ [A-Za-z]*y[A-Za-z]* [A-Za-z]*y[^ ]*"/);
  expect(await alice.ask("MODE #room +y 3")).toEqual([":alice!alice@192.0.2.1 MODE #room +y 3"]);
  expect(await bob.lines()).toEqual([":alice!alice@192.0.2.1 MODE #room +y 3"]);
  expect((await bob.ask("MODE #room"))[0]).toMatch(/ 324 bob #room \+nty 3$/);
  expect((await bob.ask("MODE #room +y 4"))[0]).toMatch(/ 482 /);
  // Modern IRC, "Channel mode": set without its parameter, such a mode is ignored; so is what is so already.
  expect(await alice.ask("MODE #room +y", "MODE #room +y 3", "MODE #room +y 003")).toEqual([]);
  expect(await alice.ask("MODE #room +y 4")).toEqual([":alice!alice@192.0.2.1 MODE #room +y 4"]);
  expect(await alice.ask("MODE #room -y")).toEqual([":alice!alice@192.0.2.1 MODE #room -y"]);
  expect((await alice.ask("MODE #room"))[0]).toMatch(/ 324 alice #room \+nt$/);
});

test("its plugin makes another of a parameter, or refuses it by 696, and all else of the line is done", async () => {
  await using irc = await testPlugin(brief);
  const [alice] = await irc.inChannel("#room", "alice");
  expect(await alice.ask("MODE #room +y 007")).toEqual([":alice!alice@192.0.2.1 MODE #room +y 7"]);
  expect(await alice.ask("MODE #room +y few")).toEqual([
    ":irc.test 696 alice #room y few :Words are counted",
  ]);
  expect(await alice.ask("MODE #room +iylZ few 5")).toEqual([
    ":irc.test 696 alice #room y few :Words are counted",
    ":alice!alice@192.0.2.1 MODE #room +il 5",
    ":irc.test 472 alice Z :is unknown mode char to me",
  ]);
  expect((await alice.ask("MODE #room"))[0]).toMatch(/ 324 alice #room \+intly 5 7$/);
  expect(irc.plugins[0]?.failures).toBe(0);
});

test("rules and commands read it; they do not read the key", async () => {
  await using irc = await testPlugin(brief);
  const [alice, bob] = await irc.inChannel("#room", "alice", "bob");
  await alice.ask("MODE #room +yk 2 sesame");
  expect(await alice.ask("PARAMS #room")).toEqual([':irc.test NOTICE alice :{"y":"2"}']);
  expect(await bob.ask("PRIVMSG #room :one two three")).toContain(
    ":irc.test 404 bob #room :Cannot send to channel (at most 2 words)",
  );
  expect(await bob.ask("PRIVMSG #room :one two")).toEqual([]);
  await alice.ask("MODE #room -y");
  expect(await bob.ask("PRIVMSG #room :one two three")).not.toContainEqual(expect.stringContaining(" 404 "));
});

test("what cannot be a parameter is refused before its plugin is asked, whoever sets it", async () => {
  await using irc = await testPlugin(brief);
  const [alice] = await irc.inChannel("#room", "alice");
  const problem = "The parameter is a word of at most 100 bytes, without a leading colon";
  const calls = irc.plugins[0]?.calls;
  for (const param of [":two words", "::x", "x".repeat(101)])
    expect((await alice.ask(`MODE #room +y ${param}`))[0]).toMatch(new RegExp(` 696 .* :${problem}$`));
  expect(irc.plugins[0]?.calls).toBe(calls);
  expect((await alice.ask("FORCE two words")).join()).toContain(problem);
  // What a plugin does itself it is not asked about.
  await alice.ask("FORCE few");
  expect((await alice.ask("MODE #room"))[0]).toMatch(/ 324 alice #room \+nty few$/);
});

test.each<[string, NonNullable<PluginMode["check"]>]>([
  [
    "throws",
    () => {
      throw new Error("out of order");
    },
  ],
  ["is rejected", () => Promise.reject(new Error("out of order"))],
  ["gives a number", () => 5 as never],
  ["gives true", () => true as never],
  ["gives both", () => ({ refuse: "no", text: "yes" }) as never],
  ["makes two words of it", () => ({ text: "two words" })],
  ["makes nothing of it", () => ({ text: "" })],
  ["makes a colon of it", () => ({ text: ":x" })],
])("a check that %s refuses the parameter, and is a failure", async (_, check) => {
  await using irc = await testPlugin(having({ letter: "y", does: "x", check }), { failures: 2 });
  const [alice] = await irc.inChannel("#room", "alice");
  const refused = ":irc.test 696 alice #room y 1 :The parameter could not be checked";
  expect(await alice.ask("MODE #room +ys 1")).toEqual([refused, ":alice!alice@192.0.2.1 MODE #room +s"]);
  expect(irc.plugins[0]).toMatchObject({ failures: 1, isOn: true });
  expect(irc.logged.join("")).toContain("the plugin brief failed in the check of +y");
  // The next one is one too many: the plugin is switched off, and has taken the mode with it.
  expect((await alice.ask("MODE #room +y 1")).at(-1)).toMatch(/ 472 /);
  expect(irc.plugins[0]?.isOn).toBe(false);
});

test("a check may use what it was registered with", async () => {
  const mode = {
    ...{ letter: "y", does: "x", most: 5 },
    check(param: string) {
      return Number(param) > this.most ? { refuse: `${this.most} at most` } : undefined;
    },
  };
  await using irc = await testPlugin(having(mode));
  const [alice] = await irc.inChannel("#room", "alice");
  expect(await alice.ask("MODE #room +y 6")).toEqual([":irc.test 696 alice #room y 6 :5 at most"]);
  expect(await alice.ask("MODE #room +y 5")).toEqual([":alice!alice@192.0.2.1 MODE #room +y 5"]);
});

test("a check that never settles refuses the parameter after two seconds; nobody else waits", async () => {
  const check = () => new Promise<undefined>(() => {});
  await using irc = await testPlugin(having({ letter: "y", does: "x", check }));
  const [alice, bob] = await irc.inChannel("#room", "alice", "bob");
  alice.send("MODE #room +y 1");
  expect(await bob.ask("PING here")).toEqual([":irc.test PONG irc.test :here"]);
  await irc.pass(3);
  expect(await alice.lines()).toEqual([":irc.test 696 alice #room y 1 :The parameter could not be checked"]);
  expect(irc.plugins[0]?.failures).toBe(1);
});

test("a rule about modes is asked about what the check has left, and not where nothing is", async () => {
  const seen: string[] = [];
  const plugin = definePlugin({
    name: "brief",
    description: "has a mode and a rule",
    setup(api) {
      api.mode(words);
      api.before("channel-modes-changed", ({ modes }) => {
        seen.push(modes.map(({ sign, letter, param }) => `${sign}${letter}${param ?? ""}`).join(" "));
        return modes.some(({ letter }) => letter === "s") ? { refuse: "no secrets" } : undefined;
      });
    },
  });
  await using irc = await testPlugin(plugin);
  const [alice] = await irc.inChannel("#room", "alice");
  await alice.ask("MODE #room +iy 05", "MODE #room +my few", "MODE #room +y few");
  expect(seen).toEqual(["+i +y5", "+m"]);
  expect(await alice.ask("MODE #room +sy 9")).toEqual([":irc.test FAIL MODE REFUSED :no secrets"]);
  expect((await alice.ask("MODE #room"))[0]).toMatch(/ 324 alice #room \+imnty 5$/);
});

test("a plugin that goes takes the mode and its parameter with it, by an entry", async () => {
  const irc = await loaded(brief);
  const [root] = irc.inChannel("#room", "root");
  if (!root) throw new Error("nobody is there");
  irc.makeOperator(root);
  root.ask("MODE #room +y 3");
  irc.config = { ...irc.config, plugins: [] };
  const lines = await root.answer("REHASH");
  expect(lines).toContain(":irc.test MODE #room -y");
  expect(lines.join("\n")).toMatch(/ 005 root CHANMODES=[^ y]* /);
  expect(root.ask("MODE #room +y 3")[0]).toMatch(/ 472 /);
  expect(channelOf(irc, "#room").params.size).toBe(0);
});

test("a mode that is a flag from now on, or has a parameter from now on, is another: it is removed", async () => {
  let exported: unknown = having({ letter: "y", does: "a flag" });
  let hash = "flag";
  const irc = new TestNetwork(
    { unlimited: true, plugins: [{ path: "brief" }] },
    { findPlugin: async () => ({ exported, hash }) },
  );
  await irc.node.load();
  const [root] = irc.inChannel("#room", "root");
  if (!root) throw new Error("nobody is there");
  irc.makeOperator(root);
  expect(root.ask("MODE #room +y")).toEqual([":root!root@192.0.2.2 MODE #room +y"]);
  exported = having(words);
  hash = "words";
  expect(await root.answer("REHASH")).toContain(":irc.test MODE #room -y");
  expect(root.ask("MODE #room +y 2")).toEqual([":root!root@192.0.2.2 MODE #room +y 2"]);
  hash = "the same again";
  expect((await root.answer("REHASH")).join("\n")).not.toContain("MODE #room");
  expect(root.ask("MODE #room")[0]).toMatch(/ 324 root #room \+nty 2$/);
  exported = having({ letter: "y", does: "a flag" });
  hash = "flag";
  expect(await root.answer("REHASH")).toContain(":irc.test MODE #room -y");
  expect(root.ask("MODE #room")[0]).toMatch(/ 324 root #room \+nt$/);
});

test("log and snapshot keep what was decided: both make the same channel without the plugin", async () => {
  const irc = await loaded(brief);
  const [alice] = irc.inChannel("#room", "alice");
  alice?.send("MODE #room +y 007", "MODE #room +iy few", "MODE #room +my x");
  const restored = restore(irc.node.engine.snapshot());
  const channel = restored.channelByName("#room");
  expect([channel?.flags, [...(channel?.params ?? [])]]).toEqual(["imnt", [["y", "7"]]]);
  expect(restored.settings.extensions?.[0]?.modes).toEqual([
    { letter: "y", does: "at most n words in a message", takesParam: true },
  ]);
  const records = [...irc.node.engine.snapshot()];
  const replayed = new TestNetwork({ unlimited: true }, { epoch: "other" });
  for (const entry of irc.entries) replayed.node.engine.apply(entry);
  expect([...replayed.node.engine.snapshot()]).toEqual(records);
});

test("a registered channel has it after a restart, and has lost it where the plugin is gone", async () => {
  const { network: irc, alice } = await openOwnRoom();
  const findPlugin = async () => ({ exported: brief, hash: "1" });
  const next = new TestNetwork(
    { ...irc.config, plugins: [{ path: "brief" }] },
    { store: irc.store, findPlugin },
  );
  alice.send("QUIT");
  await irc.node.finish();
  await next.node.load();
  const root = next.connect("root");
  next.makeOperator(root);
  root.ask("SAJOIN root #room", "SAMODE #room +y 12");
  await next.node.finish();

  const later = new TestNetwork(next.config, { store: irc.store, findPlugin });
  await later.node.load();
  expect([...channelOf(later, "#room").params]).toEqual([["y", "12"]]);
  const without = new TestNetwork({ ...next.config, plugins: [] }, { store: irc.store });
  await without.node.load();
  expect(channelOf(without, "#room").params.size).toBe(0);
});

const folders: PluginFolder[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder[Symbol.dispose]();
});

test("a plugin in a thread of its own checks them there", async () => {
  const folder = new PluginFolder();
  folders.push(folder);
  const path = folder.write(
    "apart.ts",
    `import { definePlugin } from "ircd-ts";
     import { isMainThread } from "node:worker_threads";
     export default definePlugin({
       name: "apart",
       description: "has a mode",
       setup(api) {
         api.mode({ letter: "x", does: "a flag" });
         api.mode({
           letter: "y",
           does: "x",
           check(param, { by, channel }) {
             if (param === "bad") throw new Error("out of order");
             if (param === "no") return { refuse: "no means no" };
             return { text: [isMainThread ? "main" : "apart", by?.nick, channel?.name, param].join("/") };
           },
         });
       },
     });`,
  );
  const irc = new TestNetwork({ unlimited: true, plugins: [{ path, isolated: true }] });
  await irc.node.load();
  const [alice] = irc.inChannel("#room", "alice");
  if (!alice) throw new Error("nobody is there");
  const answers = async (line: string) => {
    alice.send(line);
    await irc.until(() => irc.node.plugins.waiting === 0);
    return alice.read();
  };
  expect(await answers("MODE #room +xy 1")).toEqual([
    ":alice!alice@192.0.2.2 MODE #room +xy apart/alice/#room/1",
  ]);
  expect(await answers("MODE #room +y no")).toEqual([":irc.test 696 alice #room y no :no means no"]);
  expect(await answers("MODE #room +y bad")).toEqual([
    ":irc.test 696 alice #room y bad :The parameter could not be checked",
  ]);
  expect(irc.node.plugins.counts[0]?.failures).toBe(1);
  await irc.node.plugins.close();
});
