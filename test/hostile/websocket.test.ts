import { expect, test } from "vitest";
import { createServer } from "../../src/index.ts";
import { WebClient } from "../kit/web-client.ts";
import { WireClient } from "../kit/wire.ts";

const latin1 = Buffer.from("PRIVMSG bob :caf\xe9", "latin1");

async function open(options: Parameters<typeof createServer>[0]) {
  const server = await createServer({ port: 0, websocketPort: 0, ...options });
  const webPort = server.addresses.find(({ websocket }) => websocket)?.port ?? 0;
  return { server, webPort };
}

test.each([
  [true, ["PRIVMSG bob :fence"]],
  [false, ["PRIVMSG bob :café", "PRIVMSG bob :fence"]],
])("with utf8Only %s nobody gets what is no UTF-8 from a binary client", async (utf8Only, got) => {
  const { server, webPort } = await open({ utf8Only });
  const [alice, bob] = [new WebClient(webPort, ["binary.ircv3.net"]), new WebClient(webPort)];
  await Promise.all([alice.register("alice"), bob.register("bob")]);
  await alice.send(latin1, "PRIVMSG bob :fence");
  await bob.until(/fence/);
  expect(
    bob.lines.filter((line) => line.includes(" PRIVMSG ")).map((line) => line.replace(/^\S+ /, "")),
  ).toEqual(got);
  expect(alice.lines.some((line) => line.includes("FAIL PRIVMSG INVALID_UTF8"))).toBe(utf8Only);
  await server.close();
});

test("who joins a busy channel and stops reading is dropped at the sendq, and the others get everything", async () => {
  const { server, webPort } = await open({ unlimited: true, connections: { sendq: 262_144 } });
  const [deaf, bob, alice] = [new WebClient(webPort), new WebClient(webPort), new WireClient(server.port)];
  for (const [nick, client] of Object.entries({ deaf, bob, alice })) {
    await client.register(nick);
    await client.send("JOIN #room");
    await client.until(/ 366 /);
  }
  deaf.socket.pause();
  let said = 0;
  while (!/deaf\S+ QUIT :SendQ exceeded/.test(alice.text)) {
    for (let more = 0; more < 500; more += 1) alice.send(`PRIVMSG #room :${said++} ${"x".repeat(400)}`);
    alice.send(`PING fence${said}`);
    await alice.until(new RegExp(`PONG .*fence${said}`));
  }
  await bob.until(new RegExp(` :${said - 1} x`));
  const heard = bob.lines.flatMap((line) => /PRIVMSG #room :(\d+) /.exec(line)?.[1] ?? []).map(Number);
  expect(heard).toEqual(Array.from({ length: said }, (_, at) => at));
  deaf.socket.terminate();
  await server.close();
}, 60_000);

test("who comes with a request of HTTP for IRC is sent away, and hurts nobody", async () => {
  const { server, webPort } = await open({});
  const page = await fetch(`http://127.0.0.1:${webPort}/`, { method: "POST", body: "NICK evil" });
  expect([page.status, page.headers.get("upgrade")]).toEqual([426, "websocket"]);
  expect(await new WebClient(webPort).register("alice")).toHaveProperty("lines.length");
  await server.close();
});

test("whoever is on a server when it closes is told why, and that it is over with 1000", async () => {
  const { server, webPort } = await open({});
  const client = await new WebClient(webPort).register("alice");
  await server.close("Back in a minute");
  expect(await client.over).toBe(1000);
  expect(client.lines.at(-1)).toBe("ERROR :Closing Link: 127.0.0.1 (Back in a minute)");
});
