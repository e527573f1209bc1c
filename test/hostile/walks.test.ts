import { describe, expect, test } from "vitest";
import type { ServerLine } from "../../src/commands/context.ts";
import type { TestClient } from "../kit/client.ts";
import { TestNetwork } from "../kit/network.ts";

/** What a client asks that takes a millisecond a step; counts its steps. */
function* slowWalk(network: TestNetwork, steps: number, done: number[]): Generator<ServerLine | undefined> {
  for (let step = 0; step < steps; step += 1) {
    network.now += 1;
    done.push(step);
    yield undefined;
  }
  yield { verb: "NOTICE", params: ["*", "end"] };
}

describe("a question that takes long", () => {
  test("lets go after some milliseconds, and ends all the same", () => {
    const network = new TestNetwork({ unlimited: true });
    const alice = network.connect("alice");
    const done: number[] = [];
    alice.session.stream(slowWalk(network, 500, done));
    expect(done.length).toBeLessThan(20);
    network.endTurn();
    expect(alice.read().at(-1)).toBe(":irc.test NOTICE * :end");
  });

  test("of many clients takes them a turn together no longer than one", () => {
    const network = new TestNetwork({ unlimited: true });
    const clients = Array.from({ length: 20 }, (_, at) => network.connect(`c${at}`));
    const done: number[] = [];
    for (const client of clients) client.session.stream(slowWalk(network, 100, done));
    const before = done.length;
    expect(before).toBeLessThan(20);
    network.endOneTurn();
    expect(done.length - before).toBeLessThan(40);
    network.endTurn();
    for (const client of clients) expect(client.read().at(-1)).toBe(":irc.test NOTICE * :end");
  });

  test("is paid for by how long it takes", () => {
    const network = new TestNetwork({ connections: { commands: { burst: 20, perSecond: 4 } } });
    const alice = network.connect("alice");
    network.advance(10_000);
    alice.ask("PING first");
    alice.session.stream(slowWalk(network, 400, []));
    network.endTurn();
    alice.read();
    expect(alice.ask("PING x")).toEqual([]);
    expect(network.connect("bob").ask("PING x")).toHaveLength(1);
    network.advance(60_000);
    expect(alice.read()).toContain(":irc.test PONG irc.test :x");
  });
});

/** Many users in #big; the last of them is returned, with room for no more than 4 KiB. */
function crowd(sendq: number): { readonly network: TestNetwork; readonly last: TestClient } {
  const network = new TestNetwork({ unlimited: true, connections: { sendq } });
  for (let at = 0; at < 300; at += 1) network.connect(`u${at}`).send("JOIN #big");
  const last = network.connect("last");
  last.send("JOIN #big");
  last.read();
  return { network, last };
}

test("WHO of a channel longer than the sendq is read to its end by who reads", () => {
  const { last } = crowd(8192);
  const lines = last.ask("WHO #big");
  expect(last.ended).toBe(false);
  expect(lines.filter((line) => line.includes(" 352 "))).toHaveLength(301);
  expect(lines.at(-1)).toContain(" 315 last #big ");
});

test("WHO of a channel ends for who is put out of it, once it is secret", () => {
  const { network, last } = crowd(8192);
  network.node.world.channelByName("#big")?.members.forEach((member) => {
    member.status = member.user.nick === "u0" ? "o" : "";
  });
  last.reading = false;
  last.send("WHO #big");
  network.endTurn();
  const operator = [...network.node.host.sessions.values()].find(({ nick }) => nick === "u0");
  operator?.received(Buffer.from("MODE #big +s\r\nKICK #big last\r\n"));
  for (let turns = 0; turns < 50; turns += 1) last.resumeReading();
  const rows = last.read().filter((line) => line.includes(" 352 "));
  expect(rows.length).toBeLessThan(200);
});

test("NAMES of one channel in many spellings is answered once", () => {
  const { last } = crowd(1_048_576);
  const ends = last.ask("NAMES #big,#BIG,#Big,#bIg,#BIg").filter((line) => line.includes(" 366 "));
  expect(ends).toHaveLength(1);
});

test("NAMES of several channels longer than the sendq together is read to its end", () => {
  const network = new TestNetwork({ unlimited: true, connections: { sendq: 4096 } });
  const names = Array.from({ length: 20 }, (_, at) => `#room${at}`);
  for (let at = 0; at < 80; at += 1) {
    const client = network.connect(`user-with-a-long-name-${at}`);
    for (const name of names) client.send(`JOIN ${name}`);
  }
  const asker = network.connect("asker");
  const lines = asker.ask(`NAMES ${names.join(",")}`);
  expect(asker.ended).toBe(false);
  expect(lines.filter((line) => line.includes(" 366 "))).toHaveLength(20);
});

test("LIST takes no more masks than other commands take targets", () => {
  const network = new TestNetwork({ unlimited: true, limits: { commandTargets: 3 } });
  const alice = network.connect("alice");
  alice.send("JOIN #a", "JOIN #b", "JOIN #c", "JOIN #d");
  alice.read();
  const numerics = alice.numerics("LIST #a*,#b*,#c*,#d*");
  expect(numerics.map((line) => line.split(" ", 2).join(" "))).toEqual([
    "407 #d*",
    "321 Channel",
    "322 #a",
    "322 #b",
    "322 #c",
    "323 :End",
  ]);
});
