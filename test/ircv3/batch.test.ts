import { describe, expect, test } from "vitest";
import { capableRoom, type RoomCaps } from "../kit/capable-room.ts";
import { FarNode } from "../kit/far-node.ts";
import type { TestNetwork } from "../kit/network.ts";
import { type TaggedLine, tagged } from "../kit/tagged.ts";

const all = "batch message-tags server-time labeled-response draft/multiline echo-message";

/** Another node, whose users these are; they are in #room. */
function farNode(network: TestNetwork, ...nicks: readonly string[]): FarNode {
  const far = new FarNode(network);
  far.connect(...nicks);
  for (const nick of nicks) far.say(nick, "JOIN #room");
  return far;
}

/** Every kind of batch the server sends, as alice reads it. */
function everyBatch(): TaggedLine[] {
  const { network, alice, bob } = capableRoom({ alice: `${all} draft/extended-isupport` });
  bob.send("AWAY :gone");
  const far = farNode(network, "erin", "frank");
  alice.read();
  far.lose();
  network.endTurn();
  alice.send(
    "@label=a WHOIS bob",
    "@label=b ISUPPORT",
    "ISUPPORT",
    "HISTORY #room",
    "@label=c HISTORY #room",
  );
  for (const target of ["#room", "bob"]) {
    alice.send(`@label=d BATCH +1 draft/multiline ${target}`, `@batch=1 PRIVMSG ${target} :one`);
    alice.send(`@batch=1 PRIVMSG ${target} :two`, "BATCH -1");
  }
  alice.send("@label=e HISTORY #room", "PART #room", "@label=f JOIN #room");
  return alice.read().map(tagged);
}

const refIn = (sign: string, { line }: TaggedLine) =>
  new RegExp(`^:\\S+ BATCH :?\\${sign}(\\S+)`).exec(line)?.[1];

describe("batches", () => {
  test("begin and end once each, with a reference of letters, digits and hyphens that is no other's", () => {
    // "For every started batch, server MUST end that batch."
    const lines = everyBatch();
    const opened = lines.flatMap((line) => refIn("+", line) ?? []);
    const closed = lines.flatMap((line) => refIn("-", line) ?? []);
    expect(opened.length).toBeGreaterThan(9);
    for (const ref of opened) expect(ref).toMatch(/^[A-Za-z0-9-]+$/);
    expect(new Set(opened).size).toBe(opened.length);
    expect([...closed].sort()).toEqual([...opened].sort());
  });

  test("are referred to only between their beginning and their end", () => {
    // "Messages before start and after end of a batch (including start and end messages of that batch) MUST NOT
    // refer to that batch."
    const open = new Set<string>();
    let inBatches = 0;
    for (const line of everyBatch()) {
      open.delete(refIn("-", line) ?? "");
      const batch = line.tags["batch"];
      if (batch !== undefined) expect(open).toContain(batch);
      if (batch !== undefined) inBatches += 1;
      open.add(refIn("+", line) ?? "");
    }
    expect(inBatches).toBeGreaterThan(20);
  });

  test("within another one begin and end in it", () => {
    // "If they do, they both MUST have batch tag, and they MUST refer to the same batch."
    const lines = everyBatch();
    const around = new Map(lines.map((line) => [refIn("+", line), line.tags["batch"]]));
    const ends = lines.filter((line) => refIn("-", line) !== undefined);
    for (const end of ends) expect(end.tags["batch"], end.line).toBe(around.get(refIn("-", end)));
    expect(ends.filter(({ tags }) => tags["batch"] !== undefined).length).toBeGreaterThan(0);
  });

  test("have a type, and behind the end stands the reference alone", () => {
    const lines = everyBatch().filter(({ line }) => line.includes(" BATCH "));
    for (const { line } of lines)
      expect(line).toMatch(/^:\S+ BATCH (\+\S+ [a-z/-]+( \S+)*|:?-[A-Za-z0-9-]+)$/);
  });
});

describe("without the capability", () => {
  test("nothing is sent as a batch, whatever else was asked for", () => {
    // No naked batch: HOSTILE.
    const others = all.replace("batch ", "").replace("draft/multiline ", "");
    const caps: RoomCaps = { alice: all, bob: others };
    const { network, alice, bob } = capableRoom(caps, "", { history: { onJoin: 5 } });
    alice.send("BATCH +1 draft/multiline #room", "@batch=1 PRIVMSG #room :one");
    alice.send("@batch=1 PRIVMSG #room :two", "BATCH -1");
    farNode(network, "erin").lose();
    network.endTurn();
    bob.send(
      "@label=x WHOIS alice",
      "@label=y ISUPPORT",
      "@label=z HISTORY #room",
      "PART #room",
      "JOIN #room",
    );
    const lines = bob.read();
    expect(lines.filter((line) => / (PRIVMSG|QUIT|318|005|NOTICE|366) /.test(line)).length).toBeGreaterThan(
      7,
    );
    expect(lines.join("\n")).not.toMatch(/BATCH|batch=|label=/);
  });
});

test("what others do comes between the lines of a batch, and is not in it", () => {
  const { network, alice, bob } = capableRoom({ alice: all }, "", { connections: { sendq: 4096 } });
  for (let at = 0; at < 60; at += 1) bob.send(`PRIVMSG #room :${"x".repeat(100)}`, "PING x");
  bob.read();
  alice.read();
  alice.reading = false;
  alice.send("HISTORY #room 60");
  bob.send("PRIVMSG #room :meanwhile");
  network.endTurn();
  const lines = alice.read();
  alice.resumeReading();
  lines.push(...alice.read());
  const parsed = lines.map(tagged);
  expect(parsed.slice(1, -1).filter(({ line }) => line.endsWith(":meanwhile"))).toEqual([
    { tags: { time: expect.any(String), msgid: expect.any(String) }, line: expect.any(String) },
  ]);
  const [first, last] = [parsed[0], parsed.at(-1)];
  expect([first?.line, last?.line]).toEqual([
    expect.stringMatching(/BATCH \+\S+ chathistory #room$/),
    expect.stringContaining(" BATCH -"),
  ]);
  expect(parsed.filter(({ tags }) => tags["batch"] !== undefined)).toHaveLength(60);
});
