import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { CompiledPackage } from "../kit/compiled.ts";
import { WireClient } from "../kit/wire.ts";

const timed = `
import { createServer } from "ircd-ts";
const began = performance.now();
const server = await createServer({ port: 0 });
console.log(performance.now() - began);
await server.close();
`;

// A handler of a signal keeps no process alive.
const untilSignal = `
import { createServer } from "ircd-ts";
const server = await createServer({ port: 0, tlsPort: 0, tlsSelfSigned: true, hostLookup: true });
process.once("SIGTERM", () => server.close("Good night"));
console.log(server.addresses.map(({ port }) => port).join(" "));
`;

const many = `
import { createServer } from "ircd-ts";
for (let turn = 0; turn < 20; turn += 1) await (await createServer({ port: 0 })).close();
const servers = await Promise.all(Array.from({ length: 20 }, () => createServer({ port: 0 })));
await Promise.all(servers.map((server) => server.close()));
console.log(process.getActiveResourcesInfo().filter((name) => name === "Timeout").join(" "));
`;

let compiled: CompiledPackage;
let child: ChildProcess | undefined;

beforeAll(() => {
  compiled = new CompiledPackage();
}, 60_000);

afterEach(() => {
  child?.kill("SIGKILL");
  child = undefined;
});

afterAll(() => compiled[Symbol.dispose]());

test("a program has its server in a blink", () => {
  const file = compiled.program("timed.mjs", timed);
  const took = Array.from({ length: 3 }, () =>
    Number(execFileSync(process.execPath, [file], { encoding: "utf8" })),
  );
  // 20 ms is what it takes; whoever runs beside the tests may slow it down.
  expect(Math.min(...took)).toBeLessThan(200);
}, 30_000);

test("a program that closes its server ends by itself, whatever clients do", async () => {
  const served = spawn(process.execPath, [compiled.program("served.mjs", untilSignal)]);
  child = served;
  const [said] = await once(served.stdout, "data");
  const [port = 0, tlsPort = 0] = String(said).trim().split(" ").map(Number);

  const alice = await new WireClient(port).register("alice");
  const tess = await new WireClient(tlsPort, {}).register("tess");
  const deaf = await new WireClient(port).register("deaf");
  deaf.socket.pause();
  const stranger = new WireClient(port);
  stranger.send("PING here");
  await stranger.until(/PONG/);
  const shaking = new WireClient(tlsPort);
  await once(shaking.socket, "connect");

  const exit = once(served, "exit");
  served.kill("SIGTERM");
  expect(await exit).toEqual([0, null]);
  for (const client of [alice, tess, stranger]) {
    await client.over;
    expect(client.text).toMatch(/ERROR :Closing Link: .* \(Good night\)\r\n$/);
  }
  for (const client of [deaf, shaking]) client.socket.destroy();
}, 30_000);

test("a program may start and close any number of servers, and nothing of them stays", () => {
  const file = compiled.program("many.mjs", many);
  expect(execFileSync(process.execPath, [file], { encoding: "utf8" })).toBe("\n");
}, 30_000);
