import { describe, expect, test } from "vitest";
import { capableRoom } from "../kit/capable-room.ts";
import { forceAccount } from "../kit/force.ts";
import { inBatch } from "../kit/history-batch.ts";
import { tagged } from "../kit/tagged.ts";

const both = "batch server-time";
const time = (at: number) => new Date(at).toISOString();

/** The room where alice says something now and a minute later; dave joins with these capabilities. */
function spokenRoom(caps: string | undefined, onJoin = 0) {
  const room = capableRoom({ ...(caps !== undefined && { bob: caps, dave: caps }) }, "", {
    history: { onJoin },
  });
  const first = room.network.now;
  room.alice.send("PRIVMSG #room :one");
  room.network.now += 60_000;
  room.alice.send("NOTICE #room :two", "PRIVMSG #room :\x01ACTION waves\x01");
  room.network.now += 60_000;
  room.bob.read();
  return { ...room, first };
}

describe("a chathistory batch", () => {
  test("has what was said in the channel, as it was said and with the time of then", () => {
    // "messages inside the batch MUST be tagged with the time at which they were originally sent".
    const { bob, first } = spokenRoom(both);
    const by = ":alice!alice@192.0.2.2";
    expect(inBatch(bob.ask("HISTORY #ROOM"), "#room")).toEqual([
      { tags: { batch: expect.any(String), time: time(first) }, line: `${by} PRIVMSG #room :one` },
      { tags: { batch: expect.any(String), time: time(first + 60_000) }, line: `${by} NOTICE #room :two` },
      {
        tags: { batch: expect.any(String), time: time(first + 60_000) },
        line: `${by} PRIVMSG #room :\x01ACTION waves\x01`,
      },
    ]);
  });

  test("is about the nick of the other one for private messages, of both directions", () => {
    // "The target MUST either be the nick of the remote client for private messages or the name of a channel".
    const { alice, bob } = capableRoom({ bob: both });
    alice.send("PRIVMSG bob :hi");
    bob.send("PRIVMSG alice :hello");
    alice.send("NICK alicia");
    bob.read();
    expect(inBatch(bob.ask("HISTORY ALICIA"), "alicia").map(({ line }) => line)).toEqual([
      ":alice!alice@192.0.2.2 PRIVMSG bob :hi",
      ":bob!bob@192.0.2.3 PRIVMSG alice :hello",
    ]);
  });

  test("is there for who joins, behind topic and names, and has no more than is configured", () => {
    const { dave } = spokenRoom(both, 2);
    const lines = dave.ask("JOIN #room");
    const names = lines.findIndex((line) => line.includes(" 366 "));
    expect(inBatch(lines.slice(names + 1), "#room").map(({ line }) => line.split(" ")[1])).toEqual([
      "NOTICE",
      "PRIVMSG",
    ]);
  });

  test("has the tags of then: id, account and what the client said", () => {
    const caps = `${both} message-tags account-tag`;
    const { network, alice, bob } = capableRoom({ alice: caps, bob: caps });
    forceAccount(network, "alice", "Alice");
    alice.send("@+reply=x PRIVMSG #room :one");
    const [then] = bob.read().map(tagged);
    forceAccount(network, "alice", "Other");
    network.now += 60_000;
    const [again] = inBatch(bob.ask("HISTORY #room"), "#room");
    expect(again).toEqual({ tags: { ...then?.tags, batch: expect.any(String) }, line: then?.line });
    expect(then?.tags["account"]).toBe("Alice");
  });

  test("is empty where nothing was said, and not there for who joins then", () => {
    const { alice, bob, dave } = capableRoom({ bob: both, dave: both }, "", { history: { onJoin: 5 } });
    expect(inBatch(bob.ask("HISTORY #room"), "#room")).toEqual([]);
    alice.send("TOPIC #room :only this");
    expect(dave.ask("JOIN #room").join()).not.toContain("BATCH");
  });

  test("takes the label of the line that asked for it; on joining it is one part of the answer", () => {
    const { bob, dave } = spokenRoom(`${both} labeled-response`, 2);
    const [open, ...rest] = bob.ask("@label=h HISTORY #room").map(tagged);
    expect(open?.tags).toEqual({ label: "h" });
    expect(open?.line).toMatch(/ BATCH \+\S+ chathistory #room$/);
    expect(rest.every(({ tags }) => tags["label"] === undefined)).toBe(true);
    const joined = dave.ask("@label=j JOIN #room").map(tagged);
    const [outer, inner] = joined.flatMap(({ line }) => / BATCH \+(\S+)/.exec(line)?.[1] ?? []);
    expect(joined.map(({ tags }) => tags["batch"]).slice(-5)).toEqual([
      outer,
      inner,
      inner,
      outer,
      undefined,
    ]);
  });

  test("ends for who is put out of the channel while it is read", () => {
    const { alice, bob } = capableRoom({ bob: both }, "", { connections: { sendq: 4096 } });
    for (let at = 0; at < 60; at += 1) {
      alice.send(`PRIVMSG #room :${"x".repeat(100)}`);
      bob.read();
    }
    bob.reading = false;
    bob.send("HISTORY #room 60");
    alice.send("KICK #room bob");
    bob.resumeReading();
    const lines = bob.read();
    const ref = / BATCH \+(\S+)/.exec(lines[0] ?? "")?.[1];
    expect(lines.filter((line) => line.includes("PRIVMSG")).length).toBeLessThan(40);
    expect(lines).toContainEqual(`:irc.test BATCH -${ref}`);
    expect(lines.find((line) => line.includes(" KICK "))).toMatch(/^@time=\S+ :alice/);
  });
});

describe("without the capabilities for it", () => {
  test.each([undefined, "server-time", "message-tags server-time labeled-response"])(
    "there is no batch, but notices that tell the time: with %s",
    (caps) => {
      // HOSTILE: "without batch/server-time/message-tags caps = no naked batch".
      const { bob, dave } = spokenRoom(caps, 2);
      const lines = [...bob.ask("HISTORY #room"), ...dave.ask("JOIN #room")];
      expect(lines.join("\n")).not.toMatch(/BATCH|batch=/);
      expect(lines.filter((line) => line.startsWith(":irc.test NOTICE #room :["))).toEqual([
        ":irc.test NOTICE #room :[22:13:20] <alice> one",
        ":irc.test NOTICE #room :[22:14:20] -alice- two",
        ":irc.test NOTICE #room :[22:14:20] * alice waves",
        ":irc.test NOTICE #room :[22:14:20] -alice- two",
        ":irc.test NOTICE #room :[22:14:20] * alice waves",
      ]);
    },
  );

  test("but with batch alone the notices are in one, and nothing claims to be said by alice now", () => {
    // "the server SHOULD put all PRIVMSGs and NOTICEs into a single chathistory batch".
    const { bob } = spokenRoom("batch");
    expect(inBatch(bob.ask("HISTORY #room"), "#room").map(({ line }) => line)).toEqual([
      ":irc.test NOTICE #room :[22:13:20] <alice> one",
      ":irc.test NOTICE #room :[22:14:20] -alice- two",
      ":irc.test NOTICE #room :[22:14:20] * alice waves",
    ]);
  });
});
