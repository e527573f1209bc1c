import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

const closing = (reason: string) => `ERROR :Closing Link: 192.0.2.2 (${reason})`;

test("who quits is told so and let go; who shares a channel sees it once, others do not", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.inChannel("#one", "alice", "bob");
  for (const client of [alice, bob]) client?.send("JOIN #two");
  const outside = network.connect("dave");
  bob?.read();
  expect(alice?.ask("QUIT :gone fishing").at(-1)).toBe(closing("Quit: gone fishing"));
  expect(alice?.ended).toBe(true);
  expect(bob?.read()).toEqual([":alice!alice@192.0.2.2 QUIT :Quit: gone fishing"]);
  expect(outside.read()).toEqual([]);
});

test.each(["QUIT", "QUIT :"])("%s gives no reason", (line) => {
  const network = new TestNetwork();
  const [alice, bob] = network.inChannel("#room", "alice", "bob");
  alice?.send(line);
  expect(bob?.read()).toEqual([":alice!alice@192.0.2.2 QUIT :Quit: "]);
});

test("a reason cannot pass for one of the server, and is cut to what KICKLEN allows", () => {
  const network = new TestNetwork({ limits: { kickLength: 12 } });
  const [alice, bob] = network.inChannel("#room", "alice", "bob");
  alice?.send("QUIT :Ping timeout: 240 seconds");
  expect(bob?.read()).toEqual([":alice!alice@192.0.2.2 QUIT :Quit: Ping timeout"]);
});

test("the nick is free, and the channel of the last one is gone", () => {
  const network = new TestNetwork();
  const [alice] = network.inChannel("#room", "alice");
  alice?.send("QUIT");
  expect(network.node.world.channels.size).toBe(0);
  const next = network.connect("alice");
  expect(next.session.user?.nick).toBe("alice");
});

test("what is sent after QUIT is not done", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.inChannel("#room", "alice", "bob");
  alice?.send("QUIT", "PRIVMSG #room :from beyond");
  expect(bob?.read()).toEqual([":alice!alice@192.0.2.2 QUIT :Quit: "]);
});

test("one may go before registration, too", () => {
  const network = new TestNetwork();
  const client = network.open();
  expect(client.ask("NICK alice", "QUIT :never mind")).toEqual([closing("Quit: never mind")]);
  expect(client.ended).toBe(true);
  expect(network.entries.filter(({ request }) => request.type === "left")).toEqual([]);
});
