import { expect, test } from "vitest";
import { latencyBounds } from "../../src/commands/node-statistics.ts";
import { CommandClock } from "../../src/sessions/command-counts.ts";
import { endingOf, refusalOf, Tally } from "../../src/sessions/node-counts.ts";
import { openBans } from "../kit/bans.ts";
import { TestNetwork } from "../kit/network.ts";

test("lines, bytes and deliveries are counted where they pass", () => {
  const network = new TestNetwork();
  const [alice, bob, carol] = network.inChannel("#room", "alice", "bob", "carol");
  const { counts } = network.node.host;
  const before = { ...counts };
  alice?.send("PRIVMSG #room :hi");
  expect(counts.linesIn - before.linesIn).toBe(1);
  expect(counts.bytesIn - before.bytesIn).toBe("PRIVMSG #room :hi\r\n".length);
  expect(counts.deliveries - before.deliveries).toBe(2);
  expect(counts.linesOut - before.linesOut).toBe(2);
  const read = [...(bob?.read() ?? []), ...(carol?.read() ?? [])];
  expect(counts.bytesOut - before.bytesOut).toBe(read.map((line) => `${line}\r\n`).join("").length);
});

test("the counts outlive the sessions they come from", () => {
  const network = new TestNetwork();
  network.connect("alice").send("QUIT");
  const { counts } = network.node.host;
  const { linesIn } = counts;
  expect(linesIn).toBeGreaterThan(2);
  network.connect("bob");
  expect(counts.linesIn).toBeGreaterThan(linesIn);
});

test("what is refused is counted by its numeric, who is turned away by the reason, who leaves by why", () => {
  const network = new TestNetwork({ connections: { clients: 1 } });
  const alice = network.connect("alice");
  network.open();
  alice.send("JOIN nowhere", "FROB", "QUIT :See you");
  const { counts } = network.node.host;
  expect([...counts.turnedAway]).toEqual([["The server is full", 1]]);
  expect([...counts.refused]).toEqual([
    ["ERR_NOSUCHCHANNEL", 1],
    ["ERR_UNKNOWNCOMMAND", 1],
  ]);
  expect([...counts.ended]).toEqual([["quit", 1]]);
});

test("who is turned away by a ban is counted as banned, whatever an operator gave as the reason", async () => {
  const { network, root } = openBans();
  await root.answer("DLINE 192.0.2.3/32 :too loud", "DLINE 192.0.2.4/32 :far too loud");
  network.open({ address: "192.0.2.3" });
  network.open({ address: "192.0.2.4" });
  expect([...network.node.host.counts.turnedAway]).toEqual([["banned", 2]]);
});

test("who is turned away for a reason that nobody here knows is counted as other", () => {
  expect(refusalOf("You are on my list")).toBe("other");
});

test("who does not read and is dropped is counted", () => {
  const network = new TestNetwork({ connections: { sendq: 4096 } });
  const [alice, bob] = network.inChannel("#room", "alice", "bob");
  if (bob) bob.reading = false;
  for (let said = 0; said < 20; said++) alice?.send(`PRIVMSG #room :${"x".repeat(400)}`);
  expect(network.node.host.counts.ended.of("sendq")).toBe(1);
});

test.each([
  ["Quit: SendQ exceeded", "quit"],
  ["SendQ exceeded", "sendq"],
  ["RecvQ exceeded", "recvq"],
  ["Excess Flood", "flood"],
  ["Killed (boss (Ping timeout))", "killed"],
  ["Ping timeout: 180 seconds", "ping_timeout"],
  ["Read error: EPROTO", "reset"],
  ["Server shutting down", "shutdown"],
  ["whatever", "other"],
])("%s is counted as %s", (reason, ending) => {
  expect(endingOf(reason)).toBe(ending);
});

test("a tally has a bounded number of names", () => {
  const tally = new Tally();
  for (let name = 0; name < 1000; name++) tally.add(`name ${name}`);
  expect([...tally]).toHaveLength(201);
  expect(tally.of("name 0")).toBe(1);
  expect(tally.of("other")).toBe(800);
});

test("a command's time is sorted into the class of the first bound that it does not pass", () => {
  const clock = new CommandClock();
  for (const milliseconds of [0, 0.05, 0.051, 4_999, 5_000, 5_001, 60_000]) clock.took(milliseconds);
  expect(clock.timed).toBe(7);
  expect(clock.sum).toBeCloseTo(75.000_101, 5);
  expect(clock.classes[0]).toBe(2);
  expect(clock.classes[1]).toBe(1);
  expect(clock.classes.slice(-2)).toEqual([2, 2]);
  expect(clock.classes).toHaveLength(latencyBounds.length + 1);
});

test("a command that works at home, or waits for the log, has taken its time when that is over", async () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  const uses = network.node.host.commandCounts;
  alice.send("OPER nobody secret");
  expect(uses.counts.get("OPER")).toMatchObject({ times: 1, timed: 0 });
  await alice.answer();
  expect(uses.counts.get("OPER")).toMatchObject({ times: 1, timed: 1 });
});
