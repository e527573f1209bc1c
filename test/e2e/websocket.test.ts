import transport from "irc-framework/src/transports/websocket.js";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { createServer } from "../../src/index.ts";
import { FrameworkClient } from "../kit/framework.ts";

// irc-framework takes the WebSocket of the browser, which Node has from 22 on.
beforeAll(() => vi.stubGlobal("WebSocket", WebSocket));
afterAll(() => vi.unstubAllGlobals());

const web = { transport, websocket_protocol: "text.ircv3.net" };

test("clients over WebSocket and over TCP register, join and talk to each other", async () => {
  await using server = await createServer({ port: 0, websocketPort: 0 });
  const webPort = server.addresses.find(({ websocket }) => websocket)?.port ?? 0;
  const [alice, bob] = await Promise.all([
    FrameworkClient.connect(webPort, "alice", web),
    FrameworkClient.connect(server.port, "bob"),
  ]);
  await alice.join("#room");
  await bob.join("#room");
  alice.irc.say("#room", "grüße aus dem Netz");
  await bob.hears("privmsg", { nick: "alice", message: "grüße aus dem Netz" });
  bob.irc.say("#room", "x".repeat(300));
  await alice.hears("privmsg", { nick: "bob", message: "x".repeat(300) });
  await alice.quit("closing the page");
  await bob.hears("quit", { nick: "alice", message: expect.stringContaining("closing the page") });
});

test("a client that asks for no subprotocol is served as well", async () => {
  await using server = await createServer({ port: 0, websocketPort: 0 });
  const webPort = server.addresses.find(({ websocket }) => websocket)?.port ?? 0;
  const alice = await FrameworkClient.connect(webPort, "alice", { transport });
  await alice.join("#room");
});
