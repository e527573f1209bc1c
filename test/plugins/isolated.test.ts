import { Worker } from "node:worker_threads";
import { afterEach, expect, test, vi } from "vitest";
import { createLogger } from "../../src/logging/logger.ts";
import type { TestClient } from "../kit/client.ts";
import { TestNetwork } from "../kit/network.ts";
import { PluginFolder } from "./files.ts";

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** A network with a plugin in a thread of its own: what its setup says. */
async function isolated(setup: string, more: Readonly<Record<string, unknown>> = {}) {
  const folder = new PluginFolder();
  const path = folder.write(
    "apart.ts",
    `import { isMainThread } from "node:worker_threads";
     import { definePlugin } from "ircd-ts";
     export default definePlugin({
       name: "apart",
       description: "runs in a thread",
       options: (z) => z.strictObject({ word: z.string().default("none") }),
       async setup(api, { word }) { ${setup} },
     });`,
  );
  const logged: string[] = [];
  const log = createLogger({
    ...{ level: "info", pretty: false },
    destination: { write: (line) => logged.push(line) },
  });
  const network = new TestNetwork({ unlimited: true, plugins: [{ path, isolated: true, ...more }] }, { log });
  open.push(async () => {
    await network.node.plugins.close();
    folder[Symbol.dispose]();
  });
  await network.node.load();
  return { network, folder, log: () => logged.join("") };
}

/** The next line a client reads that matches; what comes from a thread takes its time. */
async function reads(network: TestNetwork, client: TestClient, pattern: RegExp): Promise<string> {
  let found: string | undefined;
  await network.until(() => {
    found = client.read().find((line) => pattern.test(line));
    return found !== undefined;
  });
  return found ?? "";
}

test("commands, services, listeners, rules, timers, storage and acts go on from a thread", async () => {
  const { network } = await isolated(
    `api.mode({ letter: "y", does: "x" });
     api.capability({ name: "example.org/apart" });
     api.command({ name: "WHERE", help: "Says where.", args: ["word?"],
       run: ({ by, text }) => [isMainThread ? "main" : "apart", by.nick, text, word] });
     api.command({ name: "KEEP", help: "Keeps.", run: async ({ text }) => {
       await api.storage.set("text", text);
       return JSON.stringify([await api.storage.get("text"), (await api.members("#room")).length]);
     } });
     api.service({ nick: "Apart", help: "Is apart.", heard: ({ text }) => "heard " + text });
     api.before("message-sent", ({ text }) => text === "no" ? { refuse: "no means no" } : { text: text + "!" });
     api.before("message-sent", ({ text }) => ({ text: text + "?" }));
     api.after("topic-set", async ({ name }) => { await api.say(name, "a new topic"); });
     api.every(60, async () => { await api.say("#room", "another minute"); });
     return async () => { await api.storage.set("unloaded", true); };`,
    { options: { word: "given" } },
  );
  const [alice, bob] = network.inChannel("#room", "alice", "bob");
  if (!alice || !bob) throw new Error("nobody is there");
  alice.send("WHERE hello");
  expect(await reads(network, alice, /hello/)).toBe(":irc.test NOTICE alice :hello");
  alice.send("WHERE");
  expect(await reads(network, alice, /NOTICE/)).toBe(":irc.test NOTICE alice :apart");
  alice.send("KEEP this");
  expect(await reads(network, alice, /NOTICE/)).toBe(':irc.test NOTICE alice :["this",2]');
  alice.send("PRIVMSG Apart :there");
  expect(await reads(network, alice, /NOTICE/)).toBe(":Apart!Apart@services NOTICE alice :heard there");
  alice.send("PRIVMSG #room :no", "PRIVMSG #room :yes");
  expect(await reads(network, alice, / 404 /)).toContain("no means no");
  expect(await reads(network, bob, /PRIVMSG/)).toBe(":alice!alice@192.0.2.2 PRIVMSG #room :yes!?");
  alice.send("TOPIC #room :new");
  expect(await reads(network, bob, /a new topic/)).toBe(":Apart!Apart@services PRIVMSG #room :a new topic");
  network.advance(60_000);
  expect(await reads(network, bob, /another minute/)).toContain(":Apart!Apart@services PRIVMSG #room ");
  expect(alice.ask("MODE #room +y")).toEqual([":alice!alice@192.0.2.2 MODE #room +y"]);
  expect(alice.ask("CAP LS 302").join()).toContain("example.org/apart");
  await network.node.plugins.close();
  expect(await network.store.plugins.get("apart", "unloaded")).toBe("true");
});

test("one that never comes back holds nobody up: its thread is ended, and it is switched off", async () => {
  const { network, log } = await isolated(
    `api.command({ name: "LOOP", help: "Loops.", run: () => { for (;;); } });
     api.command({ name: "FINE", help: "Is fine.", run: () => "fine" });`,
    { hangSeconds: 5 },
  );
  const [alice, bob] = [network.connect("alice"), network.connect("bob")];
  bob.send("FINE");
  expect(await reads(network, bob, /NOTICE/)).toContain("fine");
  alice.send("LOOP");
  expect(bob.ask("PING here")).toEqual([":irc.test PONG irc.test :here"]);
  network.advance(5500);
  expect(await reads(network, alice, /NOTICE/)).toContain("This went wrong here");
  expect(log()).toContain(
    "The plugin apart is switched off: its thread was ended: it has not come back for 5 seconds",
  );
  expect(bob.ask("FINE")[0]).toMatch(/ 421 /);
});

test("another time to wait for it holds from REHASH on", async () => {
  const { network, log } = await isolated(
    `api.command({ name: "LOOP", help: "Loops.", run: () => { for (;;); } });`,
    { hangSeconds: 60 },
  );
  const alice = network.connect("alice");
  const [plugin] = network.config.plugins ?? [];
  if (!plugin) throw new Error("there is no plugin");
  network.config = { ...network.config, plugins: [{ ...plugin, hangSeconds: 5 }] };
  await network.node.rehash();
  alice.send("LOOP");
  network.advance(5500);
  expect(await reads(network, alice, /NOTICE/)).toContain("This went wrong here");
  expect(log()).toContain("it has not come back for 5 seconds");
});

test("one that does not come back from clearing away is ended all the same", async () => {
  const { network } = await isolated(
    `api.command({ name: "FINE", help: "Is fine.", run: () => "fine" });
     return () => { for (;;); };`,
  );
  const ended = vi.spyOn(Worker.prototype, "terminate");
  await network.node.plugins.close();
  expect(await ended.mock.results.at(-1)?.value).toBe(1);
});

test("nonsense out of its thread is contained and counted", async () => {
  const { network, log } = await isolated(
    `const { parentPort } = await import("node:worker_threads");
     api.command({ name: "NONSENSE", help: "x", run: () => {
       for (const report of [null, 5, { type: "ask", id: 1, what: "bogus", params: [] },
         { type: "ask", id: 1, what: "say", params: 5 }, { type: "answer", id: 99, answer: null },
         { type: "log", level: "bogus", text: "x" }, { type: "none" }]) parentPort?.postMessage(report);
     } });
     api.command({ name: "LATE", help: "x", run: () => { api.later(1e9, () => undefined); } });
     api.command({ name: "FINE", help: "Is fine.", run: () => "fine" });`,
  );
  const alice = network.connect("alice");
  alice.send("NONSENSE", "LATE", "FINE");
  expect(await reads(network, alice, /NOTICE/)).toContain("fine");
  expect(network.node.plugins.counts[0]).toMatchObject({ failures: 6, isOn: true });
  expect(log()).toContain("a timer takes a number of seconds above 0");
});

test.each<[string, string]>([
  ["ends its thread", "process.exit(3)"],
  ["takes all the memory there is", "const all = []; for (;;) all.push(new Array(1e6).fill(all.length))"],
])("one that %s is switched off", async (_, harm) => {
  const { network, log } = await isolated(
    `api.command({ name: "HARM", help: "Harms.", run: () => { ${harm}; } });`,
  );
  const alice = network.connect("alice");
  alice.send("HARM");
  expect(await reads(network, alice, /NOTICE/)).toContain("This went wrong here");
  await network.until(() => network.node.plugins.counts[0]?.isOn === false);
  expect(log()).toContain("The plugin apart is switched off");
});

test("what it throws, gives or leaves behind is contained and counted as everywhere", async () => {
  const { network, log } = await isolated(
    `api.command({ name: "THROW", help: "x", run: () => { throw new Error("from afar"); } });
     api.command({ name: "GIVE", help: "x", run: () => 5 as never });
     api.command({ name: "SEND", help: "x", run: () => (() => undefined) as never });
     api.after("joined", () => { Promise.reject(new Error("left behind")); });
     api.after("parted", () => api.say(5 as never, "x"));`,
  );
  const alice = network.connect("alice");
  for (const command of ["THROW", "GIVE", "SEND"]) {
    alice.send(command);
    expect(await reads(network, alice, /NOTICE/)).toContain("This went wrong here");
  }
  expect(network.node.plugins.counts[0]?.failures).toBe(3);
  alice.send("JOIN #room");
  await network.until(() => (network.node.plugins.counts[0]?.failures ?? 0) > 3);
  alice.send("PART #room");
  await network.until(() => (network.node.plugins.counts[0]?.failures ?? 0) > 4);
  expect(log()).toContain("from afar");
  expect(log()).toContain("left behind");
  expect(log()).toContain("target must be text, not number");
});

test.each<[string, string, Readonly<Record<string, unknown>>, string]>([
  ["throws in its setup", 'throw new Error("not today");', {}, "plugins[0] (apart): setup failed: not today"],
  ["is given what does not fit", "", { options: { word: 5 } }, "plugins[0] (apart): options.word: "],
  [
    "takes a mode of the server",
    'api.mode({ letter: "o", does: "x" });',
    {},
    "plugins[0] (apart): setup failed: the mode +o is the server's already",
  ],
])("one that %s is refused in the same words", async (_, setup, more, message) => {
  await expect(isolated(setup, more)).rejects.toThrow(message);
});

test("REHASH loads it anew when its file has changed, and one that came along runs apart, too", async () => {
  const { network, folder } = await isolated('api.command({ name: "SAY", help: "x", run: () => "one" });');
  const root = network.connect("root");
  network.makeOperator(root);
  const path = folder.write(
    "apart.ts",
    `export default { name: "apart", description: "x", setup(api) {
       api.command({ name: "SAY", help: "x", run: () => "two" });
     } };`,
  );
  const dice = { use: "dice", isolated: true } as const;
  network.config = { ...network.config, plugins: [{ path, isolated: true }, dice] };
  await network.node.rehash();
  root.send("SAY");
  expect(await reads(network, root, /NOTICE/)).toContain("two");
  root.send("PRIVMSG Dice :roll");
  expect(await reads(network, root, /Dice!/)).toMatch(/^:Dice!Dice@services NOTICE root :[1-6]$/);
});
