import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

test("the next client gets a used session, and nothing of its last owner shows", () => {
  const network = new TestNetwork();
  const first = network.connect("first", { caps: "multi-prefix", tls: true });
  const used = first.session;
  const id = used.id;
  first.send("JOIN #room", "NICK other", "MODE other +D");
  first.sendBytes(Buffer.from("PRIVMSG #room :half a li"));
  first.vanish();

  const second = network.open({ address: "198.51.100.9" });
  expect(second.session).toBe(used);
  expect(second.session).toMatchObject({
    user: undefined,
    address: "198.51.100.9",
    tls: false,
    nick: "*",
    capVersion: 0,
    currentRoom: undefined,
    deaf: false,
    registration: {
      nick: undefined,
      username: undefined,
      realname: "",
      password: undefined,
      negotiating: false,
    },
  });
  expect(second.session.id).not.toBe(id);
  expect(second.session.capabilities.size).toBe(0);
  expect(second.ask("PING x")).toEqual([":irc.test PONG irc.test :x"]);
  const lines = second.ask("NICK second", "USER second 0 * :Second");
  expect(lines[0]).toContain("second!second@198.51.100.9");
  expect(lines.join("\n")).not.toMatch(/other|first|192\.0\.2/);
});

test("a budget, a throttle and a deadline begin anew for the next client", () => {
  const network = new TestNetwork({ connections: { nickThrottle: { count: 1, seconds: 600 } } });
  const first = network.connect("first");
  first.send("NICK f1", ...Array.from({ length: 40 }, () => "PING x"));
  first.vanish();
  network.advance(20_000);
  const second = network.open();
  expect(second.session).toBe(first.session);
  second.send("NICK second", "USER second 0 * :Second");
  second.read();
  expect(second.ask("NICK s2")).toHaveLength(1);
  network.advance(15_000);
  expect(second.ended).toBe(false);
});

test("a session whose password is still being checked is nobody else's before the check is done", async () => {
  const network = new TestNetwork({ password: "secret" });
  const first = network.open();
  first.send("PASS secret", "NICK first", "USER first 0 * :First");
  const used = first.session;
  first.vanish();
  const second = network.open();
  expect(second.session).not.toBe(used);
  await new Promise((resolve) => setImmediate(resolve));
  expect(second.session.nick).toBe("*");
  expect(network.node.world.users.size).toBe(0);
  expect(network.open().session).toBe(used);
});

test("10,000 who come, talk and go leave the node as it was", () => {
  const network = new TestNetwork({ unlimited: true });
  network.inChannel("#room", "stays");
  const sessions = new Set<unknown>();
  for (let round = 0; round < 10_000; round += 1) {
    const client = network.open();
    sessions.add(client.session);
    client.send(`NICK n${round}`, "USER u 0 * :U", "JOIN #room", "PRIVMSG #room :hello");
    if (round % 3 === 0) client.send("QUIT :bye");
    client.vanish();
    network.entries.length = 0;
  }
  const { world, host } = network.node;
  expect([world.users.size, world.channels.size, world.usersBySession.size, host.sessions.size]).toEqual([
    1, 1, 1, 1,
  ]);
  expect(host.registeredCount).toBe(1);
  expect(sessions.size).toBeLessThan(5);
}, 60_000);
