import { describe, expect, test } from "vitest";
import type { TestClient } from "../kit/client.ts";
import { logIn } from "../kit/log-in.ts";
import { TestNetwork } from "../kit/network.ts";

const all = "away-notify account-notify chghost setname";
const bob = "bob!bob@192.0.2.3";

/** Alice watches bob, with these capabilities; the operator boss is elsewhere. */
function watching(caps: string) {
  const network = new TestNetwork({ unlimited: true });
  const alice = network.connect("alice", { caps });
  const target = network.connect("bob");
  const boss = network.connect("boss");
  network.makeOperator(boss);
  alice.ask("MONITOR + BOB");
  return { network, alice, bob: target, boss };
}

type Watching = ReturnType<typeof watching>;

/** What bob does, the capability that shows it, and how it is shown. */
const news: readonly [string, (room: Watching) => void, string][] = [
  ["away-notify", ({ bob }) => bob.send("AWAY :lunch"), `:${bob} AWAY :lunch`],
  ["account-notify", ({ network, bob }) => logIn(network, bob, "Bobby"), `:${bob} ACCOUNT Bobby`],
  ["chghost", ({ boss }) => boss.send("CHGHOST bob b.example"), `:${bob} CHGHOST bob b.example`],
  ["setname", ({ bob }) => bob.send("SETNAME :Robert"), `:${bob} SETNAME :Robert`],
];

/** Opens a room with the two of them in it. */
function join(...clients: readonly TestClient[]): void {
  for (const client of clients) client.send("JOIN #room");
  for (const client of clients) client.read();
}

describe.each(news)("%s", (capability, act, line) => {
  test("is sent of who is watched and shares no channel", () => {
    const room = watching(`extended-monitor ${capability}`);
    act(room);
    expect(room.alice.read()).toEqual([line]);
  });

  test("is not sent without extended-monitor, nor by extended-monitor alone", () => {
    for (const caps of [all, `extended-monitor ${all.replace(capability, "")}`]) {
      const room = watching(caps);
      act(room);
      expect(room.alice.read(), caps).toEqual([]);
    }
  });

  test("is sent once of who is watched and shares a channel, too", () => {
    const room = watching(`extended-monitor ${capability}`);
    join(room.alice, room.bob);
    act(room);
    expect(room.alice.read()).toEqual([line]);
  });

  test("is not sent of who is not watched any more, nor to the next client of the session", () => {
    const room = watching(`extended-monitor ${all}`);
    room.alice.ask("MONITOR - bob");
    act(room);
    expect(room.alice.read()).toEqual([]);
    const other = watching(`extended-monitor ${all}`);
    other.alice.vanish();
    const heir = other.network.connect("heir", { caps: `extended-monitor ${all}` });
    act(other);
    expect(heir.read()).toEqual([]);
  });
});

test("who watches oneself is told of a state once, and of the own AWAY never", () => {
  const room = watching("batch");
  room.bob.ask(`CAP REQ :extended-monitor ${all}`, "MONITOR + bob");
  const lines = news.flatMap(([, act]) => {
    act(room);
    return room.bob.read().filter((line) => / (AWAY|ACCOUNT|CHGHOST|SETNAME) /.test(line));
  });
  expect(lines).toEqual([
    `:${bob} ACCOUNT Bobby`,
    `:${bob} CHGHOST bob b.example`,
    ":bob!bob@b.example SETNAME :Robert",
  ]);
});

test("without chghost there is no fallback of who shares no channel: they are in none", () => {
  const room = watching("extended-monitor away-notify");
  room.boss.send("CHGHOST bob b.example");
  expect(room.alice.read()).toEqual([]);
  join(room.alice, room.bob);
  room.boss.send("CHGHOST bob c.example");
  expect(room.alice.read()).toEqual([
    ":bob!bob@b.example QUIT :Changing host",
    ":bob!bob@c.example JOIN #room",
  ]);
});

test("who comes back is told of as well", () => {
  const { alice, bob: target } = watching(`extended-monitor ${all}`);
  target.send("AWAY :lunch", "AWAY");
  expect(alice.read()).toEqual([`:${bob} AWAY :lunch`, `:${bob} AWAY`]);
});

test("what is watched is the nick, whoever has it now", () => {
  const { network, alice, bob: target } = watching(`extended-monitor ${all}`);
  const erin = network.connect("erin");
  target.send("NICK rob", "AWAY :lunch");
  erin.send("NICK bob", "AWAY :tea");
  expect(alice.read()).toEqual([
    ":irc.test 731 alice :bob",
    ":irc.test 730 alice :bob!erin@192.0.2.5",
    ":bob!erin@192.0.2.5 AWAY :tea",
  ]);
});

test("who is hidden in the only common channel is watched like one who shares none", () => {
  const room = watching(`extended-monitor ${all}`);
  const { boss, alice, bob: target } = room;
  for (const client of [boss, alice, target]) client.send("JOIN #crowd");
  boss.send("MODE #crowd +u");
  alice.read();
  for (const [, act] of news) act(room);
  expect(alice.read().map((line) => line.replace(/^\S+ /, ""))).toEqual([
    "AWAY :lunch",
    "ACCOUNT Bobby",
    "CHGHOST bob b.example",
    "SETNAME :Robert",
  ]);
});
