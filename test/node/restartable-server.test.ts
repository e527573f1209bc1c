import { createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import type { ConfigInput } from "../../src/config/schema.ts";
import { silentLogger } from "../../src/logging/logger.ts";
import type { RunningServer } from "../../src/node/running-server.ts";
import { startServer } from "../../src/server.ts";
import { cheapHash } from "../kit/cheap-hash.ts";
import { WireClient } from "../kit/wire.ts";

const flags: ConfigInput = {
  name: "irc.test",
  listeners: [{ port: 0 }],
  opers: [{ name: "root", password: cheapHash("secret") }],
};
const servers: RunningServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** A server, and an operator and an ordinary client on it. */
async function running(reload: () => ConfigInput = () => flags, failed: (error: unknown) => void = () => {}) {
  const log = silentLogger();
  const rim = { log, reload: () => loadConfig({ flags: reload() }), failed };
  const server = await startServer(loadConfig({ flags }), rim);
  servers.push(server);
  const boss = await new WireClient(server.port).register("boss");
  const alice = await new WireClient(server.port).register("alice");
  boss.send("OPER root secret");
  await boss.until(/ 381 /);
  return { log, server, boss, alice };
}

test("DIE tells everybody, closes every connection and listens no more", async () => {
  const { server, boss, alice } = await running();
  boss.send("DIE irc.test");
  await Promise.all([boss.over, alice.over]);
  expect(alice.text).toContain("ERROR :Closing Link: 127.0.0.1 (Server ended by boss)\r\n");
  await server.close();
  const late = new WireClient(server.port);
  await late.over;
  expect(late.text).toBe("");
});

test("RESTART closes every connection and serves anew on the same port, with nobody on it", async () => {
  const { server, boss, alice } = await running(() => ({ ...flags, motd: "Fresh." }));
  const { port } = server;
  alice.send("JOIN #room", "TOPIC #room :old");
  await alice.until(/ TOPIC /);
  boss.send("RESTART irc.test");
  await Promise.all([boss.over, alice.over]);
  expect(alice.text).toContain("(Server restarted by boss)");
  const again = await reconnected(port);
  expect(again.text).toContain(":- Fresh.");
  again.send("LIST", "WHOIS boss");
  await again.until(/ 318 /);
  expect(again.text).not.toMatch(/ 322 | 311 /);
  expect(server.port).toBe(port);
});

test("RESTART logs as much as the configuration then says", async () => {
  const { log, server, boss } = await running(() => ({ ...flags, log: { level: "warn" } }));
  boss.send("RESTART irc.test");
  await boss.over;
  await reconnected(server.port);
  expect(log.level).toBe("warn");
});

test("RESTART with a broken configuration comes back with the last good one", async () => {
  const { server, boss } = await running(() => ({ ...flags, name: "no dot" }));
  boss.send("RESTART irc.test");
  await boss.over;
  expect((await reconnected(server.port)).text).toContain(":irc.test 001 alice ");
});

test("RESTART that cannot listen again says so to whoever runs the server", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const address = taken.address();
  const port = typeof address === "object" && address ? address.port : 0;
  let tell: (error: unknown) => void = () => {};
  const failure = new Promise<unknown>((resolve) => {
    tell = resolve;
  });
  const { boss } = await running(() => ({ ...flags, listeners: [{ port }] }), tell);
  boss.send("RESTART irc.test");
  await boss.over;
  expect(await failure).toMatchObject({ code: "EADDRINUSE", port });
  taken.close();
});

test("a server that is closed while it starts anew ends for good", async () => {
  const { server, boss } = await running();
  boss.send("RESTART irc.test");
  await boss.over;
  await server.close();
  const late = new WireClient(server.port);
  await late.over;
  expect(late.text).toBe("");
});

/** A client as soon as the port is open again. */
async function reconnected(port: number): Promise<WireClient> {
  for (;;) {
    try {
      return await new WireClient(port).register("alice");
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith("the connection ended before")) throw error;
    }
  }
}
