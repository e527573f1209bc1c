import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { CompiledPackage } from "../kit/compiled.ts";
import { WireClient } from "../kit/wire.ts";

let compiled: CompiledPackage;
let child: ChildProcess | undefined;

beforeAll(() => {
  compiled = new CompiledPackage();
}, 120_000);

afterEach(() => {
  child?.kill("SIGKILL");
  child = undefined;
});

afterAll(() => compiled[Symbol.dispose]());

/** Starts a process with a server that has these plugins, as the package is published. */
async function serve(name: string, text: string, keys = "") {
  const path = compiled.program(`${name}.ts`, text);
  const program = compiled.program(
    `serve-${name}.mjs`,
    `import { createServer } from "ircd-ts";
     const plugins = [{ path: ${JSON.stringify(path)}, hangSeconds: 1, budgetMs: 60000 ${keys} }];
     const server = await createServer({ port: 0, plugins });
     process.once("SIGTERM", () => server.close("Good night"));
     console.log(server.port);`,
  );
  const served = spawn(process.execPath, [program]);
  child = served;
  let errors = "";
  served.stderr.setEncoding("utf8").on("data", (said: string) => {
    errors += said;
  });
  const over = once(served, "close");
  const [said] = await Promise.race([once(served.stdout, "data"), over]);
  if (!/^\d+\s*$/.test(String(said))) throw new Error(`it did not start: ${errors}`);
  return { served, over, port: Number(said), errors: () => errors };
}

test("a plugin that never comes back is named on stderr, and the process is ended", async () => {
  const { over, port, errors } = await serve(
    "loops",
    `export default { name: "loops", description: "x", setup(api) { api.after("joined", () => { for (;;); }); } };`,
  );
  const alice = await new WireClient(port).register("alice");
  alice.send("JOIN #room");
  const [code, signal] = await over;
  expect([code, signal]).toEqual([null, "SIGKILL"]);
  expect(errors()).toBe("ircd-ts: the plugin loops has not come back for 1 seconds: the process ends\n");
}, 60_000);

test("so is one that never comes back from what it waited for", async () => {
  const { over, port, errors } = await serve(
    "waits",
    `export default { name: "waits", description: "x", setup(api) {
       api.after("joined", async () => { await api.channel("#room"); for (;;); });
     } };`,
  );
  const alice = await new WireClient(port).register("alice");
  alice.send("JOIN #room");
  const [, signal] = await over;
  expect(signal).toBe("SIGKILL");
  expect(errors()).toBe(
    "ircd-ts: the server stands still; the plugin that ran last is waits: the process ends\n",
  );
}, 60_000);

test("what a plugin leaves behind harms nobody: a rejection, a throw in a timer of its own; and the process ends by itself", async () => {
  const { served, over, port, errors } = await serve(
    "litters",
    `export default { name: "litters", description: "x", setup(api) {
       const seen: string[] = [];
       api.after("joined", () => {
         Promise.reject(new Error("nobody waits for this"));
         setTimeout(() => { throw new Error("nor for this"); }, 1);
         setTimeout(() => seen.push("still here"), 20);
       });
       api.command({ name: "SEEN", help: "x", run: () => seen.join(" ") || "nothing" });
     } };`,
  );
  const alice = await new WireClient(port).register("alice");
  alice.send("JOIN #room");
  while (!/still here/.test(alice.text)) {
    alice.send("SEEN", "PING fence");
    await alice.until(/PONG/);
    alice.text = alice.text.replace(/^.*PONG.*$/gm, "");
  }
  served.kill("SIGTERM");
  expect(await over).toEqual([0, null]);
  expect(errors()).toBe("");
}, 60_000);

test("a throw that comes from no plugin ends the process, as it does without plugins", async () => {
  compiled.program("own.ts", `export default { name: "own", description: "x", setup() {} };`);
  const program = compiled.program(
    "own.mjs",
    `import { createServer } from "ircd-ts";
     await createServer({ port: 0, plugins: [{ path: new URL("own.ts", import.meta.url).pathname }] });
     setTimeout(() => { throw new Error("the program's own mistake"); }, 1);`,
  );
  const served = spawn(process.execPath, [program]);
  child = served;
  let errors = "";
  served.stderr.setEncoding("utf8").on("data", (said: string) => {
    errors += said;
  });
  const [code] = await once(served, "close");
  expect(code).not.toBe(0);
  expect(errors).toContain("the program's own mistake");
}, 60_000);

test("the package as it is published has the plugins that come along, in a thread or not", async () => {
  const program = compiled.program(
    "bundled.mjs",
    `import { createServer } from "ircd-ts";
     const filter = { use: "word-filter", options: { words: ["darn"] } };
     const server = await createServer({ port: 0, plugins: [filter, { use: "dice", isolated: true }] });
     process.once("SIGTERM", () => server.close("Good night"));
     console.log(server.port);`,
  );
  const served = spawn(process.execPath, [program]);
  child = served;
  const over = once(served, "close");
  const [said] = await once(served.stdout, "data");
  const alice = await new WireClient(Number(said)).register("alice");
  alice.send(
    "JOIN #room",
    "MODE #room +w",
    "CAP REQ echo-message",
    "PRIVMSG #room :darn",
    "PRIVMSG Dice :roll",
  );
  expect(await alice.until(/Dice!Dice@services NOTICE alice :[1-6]\r/)).toContain("PRIVMSG #room :****\r");
  served.kill("SIGTERM");
  expect(await over).toEqual([0, null]);
}, 60_000);

test("a plugin is tried out from outside of the package, by ircd-ts/testing", async () => {
  const program = compiled.program(
    "trial.mjs",
    `import { definePlugin } from "ircd-ts";
     import { testPlugin } from "ircd-ts/testing";
     const plugin = definePlugin({ name: "hi", description: "greets", setup(api) {
       api.command({ name: "HI", help: "Greets.", run: ({ by }) => "hi, " + by.nick });
     } });
     const irc = await testPlugin(plugin);
     const alice = await irc.connect("alice");
     console.log((await alice.ask("HI")).join());
     await irc.close();`,
  );
  const tried = spawn(process.execPath, [program]);
  child = tried;
  const over = once(tried, "close");
  const [said] = await once(tried.stdout, "data");
  expect(String(said)).toBe(":irc.test NOTICE alice :hi, alice\n");
  expect(await over).toEqual([0, null]);
}, 60_000);
