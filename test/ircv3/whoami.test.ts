import { describe, expect, test } from "vitest";
import type { TestClient } from "../kit/client.ts";
import { TestNetwork } from "../kit/network.ts";

// Proposal 603: a client knows its own hostmask from the beginning, and stays informed of it.

const numericOf = (line: string) => /^(?:@\S+ )?:\S+ (\S+)/.exec(line)?.[1] ?? "";

function welcome(caps: string, network = new TestNetwork()) {
  const client = network.open();
  client.send(
    ...caps.split(" ").map((name) => `CAP REQ :${name}`),
    "NICK alice",
    "USER al 0 * :Alice Liddell",
  );
  client.read();
  return { client, lines: client.ask("CAP END") };
}

const setname = (lines: readonly string[]) => lines.filter((line) => numericOf(line) === "SETNAME");

// "Servers advertising draft/whoami MUST also advertise chghost".
test("the capability is offered, and chghost with it", () => {
  const offered = new TestNetwork().open().ask("CAP LS 302").join(" ").split(/[ :]/);
  expect(offered).toEqual(expect.arrayContaining(["draft/whoami", "chghost"]));
});

describe("the welcome", () => {
  // "the order in which capabilities are requested is not significant"; setname is not needed.
  test.each(["draft/whoami chghost", "chghost draft/whoami", "setname chghost draft/whoami"])(
    "has SETNAME between the last 005 and 251 for %s",
    (caps) => {
      const { lines } = welcome(caps);
      expect(setname(lines)).toEqual([":alice!al@192.0.2.2 SETNAME :Alice Liddell"]);
      const numerics = lines.map(numericOf);
      const at = numerics.indexOf("SETNAME");
      expect([numerics[at - 1], numerics[at + 1]]).toEqual(["005", "251"]);
      expect(numerics.lastIndexOf("005")).toBe(at - 1);
    },
  );

  test("has it behind the batch of 005, never in it", () => {
    const { lines } = welcome("draft/whoami chghost batch draft/extended-isupport");
    const at = lines.findIndex((line) => numericOf(line) === "SETNAME");
    expect(lines[at - 1]).toMatch(/^:irc\.test BATCH -\S+$/);
    expect(lines[at]).toBe(":alice!al@192.0.2.2 SETNAME :Alice Liddell");
    expect(numericOf(lines[at + 1] ?? "")).toBe("251");
  });

  test.each(["draft/whoami", "chghost", "chghost setname", "draft/whoami setname"])(
    "has none for %s alone",
    (caps) => {
      expect(setname(welcome(caps).lines)).toEqual([]);
    },
  );

  test("has none for who gave one of them back before it", () => {
    expect(setname(welcome("draft/whoami chghost -chghost").lines)).toEqual([]);
    expect(setname(welcome("draft/whoami chghost -draft/whoami").lines)).toEqual([]);
  });

  test("tells the hostmask that others see: looked up, and marked where nobody vouches for it", () => {
    const network = new TestNetwork({}, { lookUp: () => ({ host: "wonder.land", user: null }) });
    const bob = network.connect("bob");
    const { client, lines } = welcome("draft/whoami chghost", network);
    const prefix = setname(lines)[0]?.split(" ")[0];
    client.send("PRIVMSG bob :hello");
    expect(bob.read()).toEqual([`${prefix} PRIVMSG bob :hello`]);
    expect(prefix).toBe(":alice!~al@wonder.land");
  });

  test("tells the real name as it was taken", () => {
    const network = new TestNetwork({ limits: { realnameLength: 5 } });
    expect(setname(welcome("draft/whoami chghost", network).lines)).toEqual([
      ":alice!al@192.0.2.2 SETNAME :Alice",
    ]);
  });
});

// "If the capabilities were enabled during connection registration": not afterwards.
test("who asks after registration is told nothing then", () => {
  const alice = new TestNetwork().connect("alice");
  expect(alice.ask("CAP REQ :draft/whoami chghost")).toEqual([
    ":irc.test CAP alice ACK :draft/whoami chghost",
  ]);
});

// "The server MUST send CHGHOST lines to the client about changes to the client's own prefix".
describe("another host or user name", () => {
  function changed(caps: string, ...lines: readonly string[]): readonly string[] {
    const network = new TestNetwork();
    const boss = network.connect("boss");
    network.makeOperator(boss);
    const { client } = welcome(caps, network);
    boss.send(...lines);
    return client.read().filter((line) => numericOf(line) === "CHGHOST");
  }

  test("is told by CHGHOST, by oneself or not, alone or in a channel", () => {
    expect(changed("draft/whoami chghost", "CHGHOST alice mush.room", "CHGIDENT alice alf")).toEqual([
      ":alice!al@192.0.2.3 CHGHOST al mush.room",
      ":alice!al@mush.room CHGHOST alf mush.room",
    ]);
  });

  test("that is the same as before may be told, and is right", () => {
    const lines = changed("draft/whoami chghost", "CHGHOST alice mush.room", "CHGHOST alice mush.room");
    expect(lines.at(-1)).toMatch(/ CHGHOST al mush\.room$/);
  });

  test("is not told that way to who lacks chghost", () => {
    expect(changed("draft/whoami", "CHGHOST alice mush.room")).toEqual([]);
  });
});

test("another nick comes as NICK, without CHGHOST", () => {
  const { client } = welcome("draft/whoami chghost");
  expect(client.ask("NICK alice_")).toEqual([":alice!al@192.0.2.2 NICK :alice_"]);
});

// "it can expect to successfully send messages of length 498 - (len(prefix) + len(target)) bytes".
test("what the hostmask leaves room for is delivered whole, and no byte more", () => {
  const network = new TestNetwork({}, { lookUp: () => ({ host: `${"x".repeat(50)}.org`, user: null }) });
  const bob = network.connect("bob");
  const { client, lines } = welcome("draft/whoami chghost", network);
  const prefix = setname(lines)[0]?.split(" ")[0]?.slice(1) ?? "";
  const room = 498 - (prefix.length + "bob".length);
  const received = (length: number) => {
    client.send(`PRIVMSG bob :${"y".repeat(length)}`);
    return texts(bob)[0]?.length;
  };
  expect([received(room), received(room + 1)]).toEqual([room, room]);
});

function texts(client: TestClient): readonly string[] {
  return client.read().map((line) => line.split(" :")[1] ?? "");
}
