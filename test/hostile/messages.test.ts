import { describe, expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

const pair = () => {
  const network = new TestNetwork({ unlimited: true });
  const [alice, bob] = network.inChannel("#room", "alice", "bob");
  if (!alice || !bob) throw new Error("two clients");
  for (const client of [alice, bob]) client.read();
  return { network, alice, bob };
};

describe("targets", () => {
  test("one that is repeated, in whatever case, is sent to once", () => {
    const { alice, bob } = pair();
    alice.send("PRIVMSG #room,#ROOM,#room :once");
    expect(bob.read()).toHaveLength(1);
  });

  test("500 of them are refused with 407 beyond what is allowed", () => {
    const { alice, bob } = pair();
    const targets = Array.from({ length: 120 }, (_, at) => `n${at}`).join(",");
    const numerics = alice.numerics(`PRIVMSG ${targets} :x`).map((line) => line.slice(0, 3));
    expect(numerics).toContain("407");
    expect(numerics.length).toBeLessThan(10);
    expect(bob.read()).toEqual([]);
  });

  test.each([
    ["PRIVMSG", "411"],
    ["PRIVMSG #room", "412"],
    ["PRIVMSG #room :", "412"],
    ["PRIVMSG nobody :x", "401"],
    ["PRIVMSG #none :x", "403"],
    ["PRIVMSG , :x", "411"],
  ])("%j is answered with %s alone", (line, numeric) => {
    const [first = "", ...more] = pair().alice.numerics(line);
    expect([first.slice(0, 3), more]).toEqual([numeric, []]);
  });

  test.each(["NOTICE", "NOTICE nobody :x", "NOTICE #none :x", "NOTICE #room"])(
    "%j is never answered",
    (line) => {
      expect(pair().alice.ask(line)).toEqual([]);
    },
  );
});

test("what a client claims in tags or as its source reaches nobody", () => {
  const { alice, bob } = pair();
  alice.send("@time=1970-01-01T00:00:00Z;msgid=x;account=root;batch=1;label=1 :root!r@h PRIVMSG #room :hi");
  expect(bob.read()).toEqual([":alice!alice@192.0.2.2 PRIVMSG #room :hi"]);
});

test("CTCP goes through as it is", () => {
  const { alice, bob } = pair();
  alice.send("PRIVMSG #room :\u0001ACTION waves\u0001");
  expect(bob.read()).toEqual([":alice!alice@192.0.2.2 PRIVMSG #room :\u0001ACTION waves\u0001"]);
});

test("reasons of 400 bytes and more are cut inside no character", () => {
  const { alice, bob } = pair();
  alice.send(`PART #room :${"€".repeat(165)}`);
  const [line = ""] = bob.read();
  expect(Buffer.byteLength(`${line}\r\n`)).toBeLessThanOrEqual(512);
  expect(line).toMatch(/:€+$/);
});

test("QUIT is the last word: what follows it in the same segment is not handled", () => {
  const { alice, bob } = pair();
  alice.sendBytes(Buffer.from("QUIT :bye\r\nPRIVMSG #room :still here\r\n"));
  expect(bob.read()).toEqual([":alice!alice@192.0.2.2 QUIT :Quit: bye"]);
});
