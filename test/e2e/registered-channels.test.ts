import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { CompiledPackage } from "../kit/compiled.ts";
import { plainLines } from "../kit/plain.ts";
import { WireClient } from "../kit/wire.ts";

const served = `
import { createServer } from "ircd-ts";
const accounts = ["alice", "bob"].map((name) => ({ name, password: "secret" }));
const server = await createServer({ port: 0, data: process.argv[2], accounts });
process.once("SIGTERM", () => server.close("Good night"));
console.log(server.port);
`;

let compiled: CompiledPackage;
let folder: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ircd-channels-"));
  compiled = new CompiledPackage();
}, 120_000);

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

afterAll(async () => {
  compiled[Symbol.dispose]();
  await rm(folder, { recursive: true, force: true });
});

async function start(data: string): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(process.execPath, [compiled.program("channels.mjs", served), data]);
  children.push(child);
  const [said] = await once(child.stdout, "data");
  return { child, port: Number(String(said).trim()) };
}

async function logIn(port: number, nick: string): Promise<WireClient> {
  const client = new WireClient(port);
  client.send("CAP REQ :sasl", `NICK ${nick}`, `USER ${nick} 0 * :${nick}`);
  await client.until(/ACK/);
  client.send(...plainLines(nick, "secret"), "CAP END");
  await client.until(/ 376 | 422 /);
  return client;
}

/** What a line brings, up to what it must bring. */
async function ask(client: WireClient, line: string, until: RegExp): Promise<string> {
  client.text = "";
  client.send(line);
  return await client.until(until);
}

test.each(["SIGTERM", "SIGKILL"] as const)(
  "registered channels outlast a %s",
  async (signal) => {
    const data = join(folder, signal);
    const first = await start(data);
    const alice = await logIn(first.port, "alice");
    await ask(alice, "JOIN #room", / 366 /);
    await ask(alice, "CS REGISTER #room", /registered to alice/);
    await ask(alice, "CS AMODE #room +o bob", /bob is op/);
    await ask(alice, "TOPIC #room :plans", /TOPIC #room :plans/);
    await ask(alice, "MODE #room +mb-t mallory!*@*", /\+mb-t/);
    // What came before it is stored by the time this is answered.
    await ask(alice, "CS SET #room HISTORY since-join", /HISTORY of #room is now since-join/);
    const exit = once(first.child, "exit");
    first.child.kill(signal);
    await exit;

    const second = await start(data);
    const bob = await logIn(second.port, "bob");
    const joined = await ask(bob, "JOIN #room", /MODE #room \+o bob/);
    expect(joined).toContain(" 332 bob #room :plans\r\n");
    expect(await ask(bob, "MODE #room", / 329 /)).toContain(" 324 bob #room +mnr\r\n");
    expect(await ask(bob, "MODE #room +b", / 368 /)).toContain(" 367 bob #room mallory!*@* ");
    expect(await ask(bob, "CS GET #room HISTORY", /HISTORY: /)).toContain("HISTORY: since-join");
    expect(await ask(bob, "CS INFO #room", /Last used/)).toContain("#room belongs to alice");
  },
  60_000,
);
