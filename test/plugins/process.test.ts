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
