import { describe, expect, test } from "vitest";
import { createServer } from "../../src/index.ts";
import { Admission } from "../../src/sessions/admission.ts";
import { TestNetwork } from "../kit/network.ts";
import { WireClient } from "../kit/wire.ts";

describe("who joins a busy channel and stops reading", () => {
  test.each([
    ["TCP", false],
    ["TLS", true],
  ])(
    "is dropped at the sendq over %s, and the others get everything in order",
    async (_, tls) => {
      const sendq = 262_144;
      const server = await createServer({
        port: 0,
        tlsPort: 0,
        tlsSelfSigned: true,
        unlimited: true,
        connections: { sendq },
      });
      const port = server.addresses[tls ? 1 : 0]?.port ?? 0;
      const deaf = await new WireClient(port, tls ? {} : undefined).register("deaf");
      const [bob, alice] = [
        await new WireClient(server.port).register("bob"),
        await new WireClient(server.port).register("alice"),
      ];
      for (const client of [deaf, bob, alice]) {
        client.send("JOIN #room");
        await client.until(/ 366 /);
      }
      deaf.socket.pause();
      let said = 0;
      while (!/deaf\S+ QUIT :SendQ exceeded/.test(bob.text)) {
        for (let more = 0; more < 500; more += 1) alice.send(`PRIVMSG #room :${said++} ${"x".repeat(400)}`);
        alice.send(`PING fence${said}`);
        await alice.until(new RegExp(`PONG .*fence${said}`));
      }
      await bob.until(new RegExp(` :${said - 1} x`));
      const heard = [...bob.text.matchAll(/PRIVMSG #room :(\d+) /g)].map(([, number]) => Number(number));
      expect(heard).toEqual(Array.from({ length: said }, (_, at) => at));
      deaf.socket.destroy();
      await server.close();
    },
    60_000,
  );
});

describe("connections from everywhere", () => {
  const limits = {
    clients: 0,
    perAddress: 0,
    perBlock: { max: 0, ipv4Prefix: 24, ipv6Prefix: 64 },
    perWideBlock: { max: 0, ipv4Prefix: 16, ipv6Prefix: 48 },
    connectThrottle: { count: 5, ms: 60_000 },
    exempt: [],
    networks: [],
  };

  test("10,000 from one /64 count as one", () => {
    const admission = new Admission(limits);
    let inside = 0;
    for (let at = 0; at < 10_000; at += 1) {
      if (admission.enter(`2001:db8::${at.toString(16)}`, at / 10) === undefined) inside += 1;
    }
    expect(inside).toBe(5);
  });

  test("100,000 from as many blocks fill no memory", () => {
    const admission = new Admission(limits);
    for (let at = 0; at < 100_000; at += 1) {
      const address = `2001:${(at >> 8).toString(16)}:${(at & 255).toString(16)}::1`;
      if (admission.enter(address, at / 1000) === undefined) admission.left(address);
    }
    expect(admission.remembered).toBeLessThanOrEqual(65_536);
  }, 30_000);
});

test("more clients than the server takes are told so, and it serves on when there is room", async () => {
  await using server = await createServer({ port: 0, connections: { clients: 2 } });
  const first = await new WireClient(server.port).register("one");
  await new WireClient(server.port).register("two");
  const third = new WireClient(server.port);
  await third.over;
  expect(third.text).toBe("ERROR :Closing Link: 127.0.0.1 (The server is full)\r\n");
  first.socket.destroy();
  await first.over;
  for (;;) {
    const next = new WireClient(server.port);
    next.send("PING x");
    if (
      await next.until(/PONG/).then(
        () => true,
        () => false,
      )
    )
      break;
  }
});

test("a crowd that comes at once and resets leaves nothing behind", async () => {
  await using server = await createServer({ port: 0, unlimited: true });
  const watcher = await new WireClient(server.port).register("watcher");
  const crowd = await Promise.all(
    Array.from({ length: 100 }, (_, at) => new WireClient(server.port).register(`c${at}`)),
  );
  for (const client of crowd) client.socket.resetAndDestroy();
  for (let asked = 0; !/ 251 watcher :There are 1 users /.test(watcher.text); asked += 1) {
    watcher.send("LUSERS", `PING ask${asked}`);
    await watcher.until(new RegExp(`PONG .*ask${asked}`));
  }
  expect(watcher.text).toMatch(/ 255 watcher :I have 1 clients/);
});

test("a list that is long waits for a client that does not read, and holds up nobody", () => {
  const network = new TestNetwork({ unlimited: true, connections: { sendq: 8192 } });
  const [owner] = network.inChannel("#a", "owner");
  for (let at = 0; at < 99; at += 1) owner?.send(`JOIN #channel-with-a-rather-long-name-${at}`);
  const slow = network.connect("slow");
  slow.reading = false;
  slow.send("LIST", "PING done");
  expect(network.connect("other").ask("PING x")).toHaveLength(1);
  expect(slow.ended).toBe(false);
  for (let turns = 0; turns < 50; turns += 1) slow.resumeReading();
  const lines = slow.read();
  expect(lines.filter((line) => line.includes(" 322 ")).length).toBe(100);
  expect(lines.at(-1)).toBe(":irc.test PONG irc.test :done");
});

test("who asks for a list and never reads it is not waited for forever", () => {
  const network = new TestNetwork({ unlimited: true, connections: { sendq: 4096 } });
  const pass = (minutes: number) => {
    for (let minute = 0; minute < minutes; minute += 1) {
      network.advance(60_000);
      owner?.send("PING x");
    }
  };
  const [owner] = network.inChannel("#a", "owner");
  for (let at = 0; at < 99; at += 1) owner?.send(`JOIN #channel-with-a-rather-long-name-${at}`);
  const [slow, dead] = [network.connect("slow"), network.connect("dead")];
  for (const client of [slow, dead]) {
    client.reading = false;
    client.send("LIST");
  }
  pass(9);
  expect([slow.ended, dead.ended]).toEqual([false, false]);
  // It has read what there was, but not what follows.
  slow.unsent = 0;
  slow.listener?.drained();
  network.endTurn();
  pass(9);
  expect([slow.ended, dead.ended]).toEqual([false, true]);
});
