import { describe, expect, test } from "vitest";
import { capableRoom } from "../kit/capable-room.ts";
import type { TestClient } from "../kit/client.ts";
import { forceChannelModes } from "../kit/force.ts";
import { TestNetwork } from "../kit/network.ts";

// HOSTILE.md, "History, metadata, redaction, markers".

const caps = "batch draft/metadata-2 draft/read-marker";
const all = { alice: caps, bob: caps, carol: caps, dave: caps };
const codes = (lines: readonly string[]) => lines.map((line) => / METADATA (\S+)/.exec(line)?.[1] ?? "");

/** What has come of a line, without the names of its batches. */
const answer = (client: TestClient, line: string) =>
  client.ask(line).map((got) => got.replace(/(batch=|BATCH [+-])[^ ;]+/g, "$1X"));

describe("too much of it", () => {
  test("10,000 keys: past the limit nothing is kept", () => {
    const alice = new TestNetwork({ unlimited: true }).connect("alice");
    const lines = alice.ask(...Array.from({ length: 10_000 }, (_, index) => `METADATA * SET k${index} :x`));
    expect(lines.filter((line) => line.includes(" 761 "))).toHaveLength(20);
    expect(codes(lines.slice(20)).every((code) => code === "LIMIT_REACHED")).toBe(true);
    expect(alice.ask("METADATA * LIST")).toHaveLength(20);
  });

  test("a value of 1 MB never gets in, nor does one of a line", () => {
    const alice = new TestNetwork({ unlimited: true }).connect("alice");
    expect(alice.ask(`METADATA * SET url :${"x".repeat(1_000_000)}`)).toEqual([
      ":irc.test 417 alice :Input line was too long",
    ]);
    expect(codes(alice.ask(`METADATA * SET url :${"x".repeat(480)}`))).toEqual(["VALUE_INVALID"]);
    expect(alice.ask("METADATA * LIST")).toEqual([]);
  });

  test("subscribing to everything ends at the limit, and a client without channels is owed nothing", () => {
    const alice = new TestNetwork({ unlimited: true }).connect("alice", { caps });
    const lines = Array.from({ length: 10 }, (_, line) => {
      const keys = Array.from({ length: 40 }, (_, index) => `k${line}-${index}`);
      return `METADATA * SUB ${keys.slice(0, 8).join(" ")}`;
    });
    const answers = alice.ask(...lines);
    expect(codes(answers).filter((code) => code === "TOO_MANY_SUBS")).toHaveLength(4);
    expect(
      alice
        .ask("METADATA * SUBS")
        .join(" ")
        .match(/k\d-\d/g),
    ).toHaveLength(50);
  });

  test("changes at full speed are limited, and who is told of them is not flooded", () => {
    const network = new TestNetwork();
    const [alice, bob] = network.inChannel("#room", "alice", "bob");
    bob?.ask(`CAP REQ :${caps}`, "METADATA * SUB a");
    for (let index = 0; index < 200; index += 1) {
      alice?.send(`METADATA * SET a :${index}`);
      network.advance(100);
    }
    expect(bob?.read().length).toBeLessThanOrEqual(30);
  });

  test("changes before registration are refused past the limit, and too many end it", () => {
    const client = new TestNetwork().open();
    const lines = client.ask(...Array.from({ length: 100 }, (_, index) => `METADATA * SET k${index} :x`));
    expect(lines.at(-1)).toContain("Excess Flood");
    expect(lines.filter((line) => line.includes(" 761 ")).length).toBeLessThanOrEqual(20);
  });

  test("read markers past the limit push out the oldest", () => {
    const network = new TestNetwork({ unlimited: true });
    const alice = network.connect("alice");
    const mark = "timestamp=2020-01-01T00:00:00.000Z";
    alice.ask(...Array.from({ length: 2_000 }, (_, index) => `MARKREAD #c${index} ${mark}`));
    expect(network.node.world.userByNick("alice")?.belongings?.markers).toHaveLength(500);
  });

  test("a sync that is not read waits at half the send queue, and the client is kept", () => {
    const network = new TestNetwork({ unlimited: true, connections: { sendq: 20_000 } });
    const keys = Array.from({ length: 20 }, (_, index) => `k${index}`);
    const crowd = network.inChannel("#room", ...Array.from({ length: 60 }, (_, index) => `user${index}`));
    for (const client of crowd) client.ask(...keys.map((key) => `METADATA * SET ${key} :${"x".repeat(200)}`));
    const bob = network.connect("bob", { caps });
    bob.ask(`METADATA * SUB ${keys.join(" ")}`);
    bob.reading = false;
    bob.send("JOIN #room");
    expect(bob.unsent).toBeLessThan(20_000);
    expect(bob.ended).toBe(false);
    const lines = bob.read();
    while (!lines.some((line) => /BATCH -/.test(line))) {
      bob.resumeReading();
      lines.push(...bob.read());
    }
    expect(lines.filter((line) => line.includes(" METADATA "))).toHaveLength(60 * 20);
  });
});

describe("keys and values that are not what they seem", () => {
  test.each(["__proto__", "constructor", "tostring", "..", "/", "-", "."])(
    "%s is a key like any other",
    (key) => {
      const alice = new TestNetwork({ unlimited: true }).connect("alice");
      expect(
        alice.numerics(`METADATA * GET ${key}`, `METADATA * SET ${key} :x`, `METADATA * GET ${key}`),
      ).toEqual([`766 alice ${key} :key not set`, `761 * ${key} * :x`, `761 alice ${key} * :x`]);
    },
  );

  test.each(["KEY", "k\u{202e}", "k\x02", "ключ", "k!", ":", "k".repeat(400)])("%j is no key", (key) => {
    const alice = new TestNetwork({ unlimited: true }).connect("alice", { caps });
    for (const line of [`SET ${key} :x`, `SUB ${key}`, `UNSUB ${key}`]) {
      expect(codes(alice.ask(`METADATA * ${line}`)), line).toEqual(["KEY_INVALID"]);
    }
  });

  test("a value that is no UTF-8 is refused, and the refusal names the command", () => {
    const alice = new TestNetwork().connect("alice", { caps: "standard-replies" });
    alice.sendBytes(Buffer.from("METADATA * SET url :\xff\xfe\r\n", "latin1"));
    expect(alice.read()[0]).toContain("FAIL METADATA INVALID_UTF8");
    expect(alice.ask("METADATA * LIST")).toEqual([]);
  });

  test("the longest notification there can be comes whole", () => {
    const network = new TestNetwork();
    const nick = "n".repeat(30);
    const room = `#${"r".repeat(63)}`;
    const [alice, bob] = [network.connect(nick), network.connect("bob", { caps })];
    for (const client of [alice, bob]) client.ask(`JOIN ${room}`);
    const key = "k".repeat(48);
    bob.ask(`METADATA * SUB ${key}`);
    alice.ask(`METADATA ${room} SET ${key} :${"é".repeat(128)}`);
    expect(bob.read()[0]?.endsWith(` METADATA ${room} ${key} * :${"é".repeat(128)}`)).toBe(true);
  });
});

describe("what one may not see", () => {
  test.each(["LIST", "GET url", "SET url :x", "CLEAR", "SYNC"])(
    "of a secret channel, after leaving it, being put out or being banned: %s",
    (line) => {
      const { network, alice, bob, carol, dave } = capableRoom(all);
      alice.ask("METADATA #room SET url :secret", "METADATA * SUB url");
      forceChannelModes(network, "#room", "s");
      bob.ask("PART #room");
      alice.ask("KICK #room carol", "MODE #room +b dave!*@*");
      const missing = [":irc.test FAIL METADATA INVALID_TARGET #room :Invalid metadata target"];
      for (const client of [bob, carol, dave])
        expect(answer(client, `METADATA #room ${line}`)).toEqual(missing);
      expect(alice.ask("METADATA #room GET url").join()).toContain(":secret");
    },
  );

  test("who was an operator of a channel sets nothing there any more: put out, banned or without the status", () => {
    const { alice, bob, carol } = capableRoom(all);
    alice.ask("MODE #room +oo bob carol", "MODE #room -o carol", "KICK #room bob", "MODE #room +b bob!*@*");
    for (const client of [bob, carol]) {
      expect(codes(client.ask("METADATA #room SET url :x", "METADATA #room CLEAR"))).toEqual([
        "KEY_NO_PERMISSION",
        "KEY_NO_PERMISSION",
      ]);
    }
    for (const client of [bob, carol]) expect(client.ask("METADATA #room LIST")).toHaveLength(2);
  });

  test("nobody is told of a channel they have left, nor of who is in it", () => {
    const { alice, bob } = capableRoom(all);
    bob.ask("METADATA * SUB url", "PART #room");
    alice.ask("METADATA #room SET url :x", "METADATA * SET url :y");
    expect(bob.read()).toEqual([]);
  });

  test("a channel that is made anew has nothing of the one before", () => {
    const { alice, bob, carol, dave } = capableRoom(all);
    alice.ask("METADATA #room SET url :x");
    for (const client of [alice, bob, carol]) client.ask("PART #room");
    dave.ask("JOIN #room");
    expect(dave.ask("METADATA #room LIST")).toHaveLength(2);
  });

  test("whoever takes a nick has nothing of who had it", () => {
    const { alice, bob } = capableRoom(all);
    alice.ask("METADATA * SET url :x", "MARKREAD #room timestamp=2020-01-01T00:00:00.000Z", "QUIT");
    bob.ask("NICK alice");
    expect(bob.ask("METADATA * LIST")).toHaveLength(2);
    expect(bob.ask("MARKREAD #room")).toEqual([":irc.test MARKREAD #room :*"]);
  });

  test("MARKREAD tells nothing of channels and users: one is answered alike whether they are there or not", () => {
    const { network, bob, dave } = capableRoom(all);
    forceChannelModes(network, "#room", "s");
    const asked = (target: string) =>
      dave.ask(`MARKREAD ${target}`, `MARKREAD ${target} timestamp=2020-01-01T00:00:00.000Z`);
    const alike = (lines: readonly string[], name: string) => lines.map((line) => line.replace(name, "X"));
    expect(alike(asked("#ROOM"), "#ROOM")).toEqual(alike(asked("#none"), "#none"));
    expect(alike(asked("BOB"), "BOB")).toEqual(alike(asked("nobody"), "nobody"));
    expect(bob.read()).toEqual([]);
  });
});
