import { afterEach, expect, test, vi } from "vitest";
import { createServer } from "../../src/index.ts";
import { FrameworkClient } from "../kit/framework.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

/** irc-framework comes back only after it was on for 5 seconds, and waits one to six more by lot. */
function hurryReconnection(): void {
  const now = Date.now.bind(Date);
  vi.spyOn(Date, "now").mockImplementation(() => now() + 6_000);
  vi.spyOn(Math, "random").mockReturnValue(0);
}

test("clients that reconnect find a server started again on the port of the one that closed", async () => {
  const first = await createServer({ port: 0 });
  const options = { auto_reconnect: true, auto_reconnect_max_wait: 1 };
  const clients = await Promise.all(
    ["alice", "bob"].map((nick) => FrameworkClient.connect(first.port, nick, options)),
  );
  for (const client of clients) await client.join("#room");
  hurryReconnection();
  await first.close("Back in a second");
  for (const client of clients) {
    await client.hears("notice", { message: "Back in a second" });
    await client.hears("reconnecting");
  }
  await using second = await createServer({ port: first.port });
  expect(second.port).toBe(first.port);
  for (const client of clients) {
    await client.hears("registered", { nick: client.nick });
    await client.join("#room");
  }
  const [alice, bob] = clients;
  alice?.irc.say("#room", "we are back");
  await bob?.hears("privmsg", { nick: "alice", message: "we are back" });
});

test("a client that does not reconnect learns why it was let go", async () => {
  const server = await createServer({ port: 0 });
  const client = await FrameworkClient.connect(server.port, "alice");
  await server.close("Out of tea");
  await client.hears("irc error", { reason: "Closing Link: 127.0.0.1 (Out of tea)" });
  await client.hears("close");
});
