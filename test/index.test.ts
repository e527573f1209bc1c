import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { ConfigError, createServer, StartError } from "../src/index.ts";
import { WireClient } from "./kit/wire.ts";

test("a server for a program listens on a free port of this machine and serves", async () => {
  await using server = await createServer({ port: 0, network: "TestNet" });
  expect(server.addresses).toEqual([
    {
      host: "127.0.0.1",
      port: server.port,
      tls: false,
      console: false,
      websocket: false,
      fingerprint: undefined,
    },
  ]);
  const client = await new WireClient(server.port).register("alice");
  expect(client.text).toContain(" 001 alice :Welcome to the TestNet Network, alice!alice@127.0.0.1\r\n");
});

test("it starts in well under a second, and quickly when the process is warm", async () => {
  await (await createServer({ port: 0 })).close();
  const began = performance.now();
  const server = await createServer({ port: 0 });
  const took = performance.now() - began;
  await server.close();
  expect(took).toBeLessThan(250);
});

test("many servers in one process share nothing", async () => {
  await using one = await createServer({ port: 0 });
  await using other = await createServer({ port: 0 });
  const here = await new WireClient(one.port).register("alice");
  const there = await new WireClient(other.port).register("alice");
  here.send("JOIN #room", "PRIVMSG #room :hello");
  there.send("NAMES #room", "LUSERS", "PING fence");
  await here.until(/ 366 /);
  expect(await there.until(/PONG .*fence/)).not.toContain("@alice");
});

test("it writes nothing to disk and nothing to the terminal unless asked", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ircd-lib-"));
  const before = process.cwd();
  const stderr = vi.spyOn(process.stderr, "write");
  const stdout = vi.spyOn(process.stdout, "write");
  process.chdir(folder);
  try {
    await using server = await createServer({ port: 0 });
    await new WireClient(server.port).register("alice");
    expect(readdirSync(folder)).toEqual([]);
    expect([stderr.mock.calls, stdout.mock.calls]).toEqual([[], []]);
  } finally {
    process.chdir(before);
    vi.restoreAllMocks();
  }
});

test("closing says why to everybody, ends every connection, and may be done twice", async () => {
  const server = await createServer({ port: 0 });
  const alice = await new WireClient(server.port).register("alice");
  const stranger = new WireClient(server.port);
  stranger.send("PING here");
  await stranger.until(/PONG/);
  await Promise.all([server.close("Back in a minute"), server.close()]);
  await Promise.all([alice.over, stranger.over]);
  expect(alice.text).toMatch(
    /NOTICE alice :Back in a minute\r\n.*ERROR :Closing Link: 127.0.0.1 \(Back in a minute\)\r\n$/s,
  );
  expect(stranger.text).toMatch(/ERROR :Closing Link: 127.0.0.1 \(Back in a minute\)\r\n$/);
});

test("the port is free again once the server is closed", async () => {
  const first = await createServer({ port: 0 });
  await first.close();
  const second = await createServer({ port: first.port });
  expect(second.port).toBe(first.port);
  await second.close();
});

test("a folder for what lasts belongs to one server at a time", async () => {
  const data = mkdtempSync(join(tmpdir(), "ircd-lib-"));
  const first = await createServer({ port: 0, data });
  await expect(createServer({ port: 0, data })).rejects.toThrow(StartError);
  await first.close();
  await (await createServer({ port: 0, data })).close();
});

test("a server that cannot listen lets go of its folder and its other listeners", async () => {
  const data = mkdtempSync(join(tmpdir(), "ircd-lib-"));
  await using taken = await createServer({ port: 0 });
  await expect(createServer({ port: taken.port, data })).rejects.toMatchObject({ code: "EADDRINUSE" });
  await (await createServer({ port: 0, data })).close();
});

test("a wrong option is a ConfigError", async () => {
  await expect(createServer({ port: 0, name: "no spaces please" })).rejects.toThrow(ConfigError);
});
