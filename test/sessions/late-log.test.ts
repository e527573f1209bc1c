import { describe, expect, test } from "vitest";
import type { TestClient } from "../kit/client.ts";
import { lateNetwork } from "../kit/late-log.ts";

/** A node whose log is elsewhere, and who has registered on it. */
function far(...nicks: readonly string[]) {
  const { log, network } = lateNetwork();
  const clients = nicks.map(() => network.open());
  for (const [index, nick] of nicks.entries()) register(clients[index], nick);
  log.arrive();
  for (const client of clients) client.read();
  return { log, network, clients };
}

function register(client: TestClient | undefined, nick: string): void {
  client?.send(`NICK ${nick}`, `USER ${nick} 0 * :${nick}`);
}

describe("while the log is on its way", () => {
  test("a client that registers waits, and asks for it once", () => {
    const { log, network } = far();
    const alice = network.open();
    alice.send("NICK alice", "USER alice 0 * :Alice", "NICK bob", "PING x");
    expect([alice.read(), log.onTheWay]).toEqual([[], 1]);
    log.arrive();
    const lines = alice.read();
    expect(lines[0]).toContain(" 001 alice ");
    expect(lines.slice(-2)).toEqual([":alice!alice@192.0.2.2 NICK :bob", ":irc.test PONG irc.test :x"]);
  });

  test("a nick that somebody else gets first is refused at its place, and another may be taken", () => {
    const { log, network } = far();
    const [one, other] = [network.open(), network.open()];
    register(one, "alice");
    register(other, "alice");
    log.arrive();
    expect(one.read()[0]).toContain(" 001 alice ");
    expect(other.read()).toEqual([":irc.test 433 * alice :Nickname is already in use"]);
    other.send("NICK bob");
    log.arrive();
    expect(other.read()[0]).toContain(" 001 bob ");
  });

  test("a person whose first words are for a room has them wait, too", () => {
    const { log, network } = far();
    const carol = network.open();
    carol.send("/nick carol", "/join room", "hello, all");
    log.arrive();
    expect(carol.read().join("\n")).toMatch(/carol joined #room|joined #room/);
    expect([...network.node.world.channels.keys()]).toEqual(["#room"]);
    expect(network.entries.map(({ request }) => request.type)).toEqual([
      "configure",
      "register",
      "line",
      "line",
    ]);
  });

  test("a line is not handled before it is known what the last one led to", () => {
    const { log, clients } = far("alice");
    const [alice] = clients;
    alice?.send("JOIN #room", "TOPIC #room :hello", "TOPIC #room");
    expect([alice?.read(), log.onTheWay]).toEqual([[], 1]);
    log.arrive();
    expect(alice?.read().slice(-2)).toEqual([
      ":irc.test 332 alice #room :hello",
      expect.stringContaining(" 333 alice #room "),
    ]);
  });

  test.each(["alice", "bob"])("who vanishes before it is let in, as %s, is gone everywhere", (nick) => {
    const { log, network } = far("alice");
    const late = network.open();
    const { session } = late;
    register(late, nick);
    late.vanish();
    log.arrive();
    network.endTurn();
    const { host, world } = network.node;
    expect([host.sessions.size, host.registeredCount, world.users.size]).toEqual([1, 1, 1]);
    expect(network.open().session).toBe(session);
  });

  test.each(["alice", "bob"])("who is out of time before it is let in, as %s, is told so", (nick) => {
    const { log, network } = far("alice");
    const late = network.open();
    register(late, nick);
    network.advance(31_000);
    log.arrive();
    expect(late.read().at(-1)).toContain("(Registration timed out)");
    expect(late.ended).toBe(true);
    expect(network.node.world.users.size).toBe(1);
  });

  test("who quits and vanishes before that is known quits once", () => {
    const { log, network, clients } = far("alice", "bob", "watcher");
    const [alice, bob, watcher] = clients;
    for (const client of clients) client.send("JOIN #room");
    log.arrive();
    watcher?.read();
    bob?.send("QUIT :bye");
    alice?.send("PRIVMSG #room :hi");
    bob?.vanish();
    log.arrive();
    expect(watcher?.read()).toEqual([
      expect.stringMatching(/^:bob!\S+ QUIT :Quit: bye$/),
      expect.stringMatching(/^:alice!\S+ PRIVMSG #room :hi$/),
    ]);
    expect(network.node.host.sessions.size).toBe(2);
  });
});
