import { describe, expect, test } from "vitest";
import type { TestClient } from "../kit/client.ts";
import { LastingNetwork, readerCaps } from "../kit/lasting.ts";
import { tagged } from "../kit/tagged.ts";

/** What was said between the two, as `who: what`; the one line of a refusal otherwise. */
async function talk(client: TestClient, other: string): Promise<string[]> {
  const lines = await client.answer(`CHATHISTORY LATEST ${other} * 50`);
  if (lines.length === 1) return lines;
  return lines.slice(1, -1).map((line) => tagged(line).line.replace(/^:([^!]+)!\S+ PRIVMSG \S+ :/, "$1: "));
}

const refused = (other: string) => [
  `:irc.test FAIL CHATHISTORY INVALID_TARGET LATEST ${other} :Messages could not be retrieved`,
];

describe("between two accounts", () => {
  test("what was said is one conversation, over other nicks and other connections", async () => {
    const network = new LastingNetwork();
    const alice = network.reader("alice", "Alice");
    const bob = network.reader("bob", "bob");
    alice.ask("PRIVMSG bob :one");
    bob.ask("PRIVMSG alice :two");
    alice.ask("NICK alicia", "PRIVMSG bob :three");
    bob.vanish();
    const again = network.reader("robert", "bob");
    again.ask("PRIVMSG alicia :four");
    const all = ["alice: one", "bob: two", "alicia: three", "robert: four"];
    expect(await talk(alice, "robert")).toEqual(all);
    expect(await talk(again, "alicia")).toEqual(all);
  });

  test("it is there when the other one is not, and after a restart, under the same ids", async () => {
    const network = new LastingNetwork();
    const [alice, bob] = [network.reader("alice", "alice"), network.reader("bob", "bob")];
    const echo = tagged(alice.ask("PRIVMSG bob :one")[0] ?? "");
    bob.vanish();
    expect(await talk(alice, "bob")).toEqual(["alice: one"]);
    const next = await network.restarted();
    const again = next.reader("alice", "alice");
    expect(await talk(again, "bob")).toEqual(["alice: one"]);
    const [, line = ""] = await again.answer("CHATHISTORY LATEST bob * 1");
    expect(tagged(line).tags["msgid"]).toBe(echo.tags["msgid"]);
    expect(tagged(line).tags["time"]).toBe(echo.tags["time"]);
  });

  test("nobody else reads it: not as one of the two nicks, and not by another name", async () => {
    const network = new LastingNetwork();
    const [alice, bob] = [network.reader("alice", "alice"), network.reader("bob", "bob")];
    alice.ask("PRIVMSG bob :a secret");
    alice.vanish();
    bob.vanish();
    const guest = network.reader("bob");
    expect(await talk(guest, "alice")).toEqual(refused("alice"));
    const carol = network.reader("alice", "carol");
    expect(await talk(carol, "bob")).toEqual([]);
    expect(await talk(carol, "alice")).toEqual([]);
    expect(await carol.answer("REDACT bob t1-1")).toEqual([expect.stringContaining("UNKNOWN_MSGID")]);
  });
});

describe("with somebody who is not logged in", () => {
  test("who has an account reads it later; whoever has the guest's nick next does not", async () => {
    const network = new LastingNetwork();
    const [alice, guest] = [network.reader("alice", "alice"), network.reader("bob")];
    alice.ask("PRIVMSG bob :hello");
    guest.ask("PRIVMSG alice :hi");
    expect(await talk(guest, "alice")).toEqual(["alice: hello", "bob: hi"]);
    guest.vanish();
    expect(await talk(alice, "bob")).toEqual(["alice: hello", "bob: hi"]);
    // Another guest, and an account of that name.
    const other = network.reader("bob");
    expect(await talk(other, "alice")).toEqual([]);
    other.vanish();
    const owner = network.reader("bob", "bob");
    expect(await talk(owner, "alice")).toEqual([]);
    // The account has a conversation of its own with her.
    owner.ask("PRIVMSG alice :I am the real one");
    expect(await talk(owner, "alice")).toEqual(["bob: I am the real one"]);
    expect(await talk(alice, "bob")).toEqual(["bob: I am the real one"]);
  });

  test("what two guests say is theirs while both are here, and is not stored", async () => {
    const network = new LastingNetwork();
    const [alice, bob] = [network.reader("alice"), network.reader("bob")];
    alice.ask("PRIVMSG bob :hello");
    expect(await talk(bob, "alice")).toEqual(["alice: hello"]);
    bob.vanish();
    expect(await talk(alice, "bob")).toEqual(refused("bob"));
    expect(await network.store.messages.targetKeys("", 10)).toEqual([]);
  });
});

describe("TARGETS", () => {
  const all = "CHATHISTORY TARGETS timestamp=0000-01-01T00:00:00.000Z timestamp=9999-01-01T00:00:00.000Z";
  const names = async (client: TestClient, limit = 10) =>
    (await client.answer(`${all} ${limit}`)).slice(1, -1).map((line) => tagged(line).line.split(" ")[3]);

  test("lists channels and conversations, those with who is gone, too, and tells whether that is all", async () => {
    const network = new LastingNetwork();
    const [alice, bob] = [network.reader("alice", "alice"), network.reader("bob", "bob")];
    const guest = network.reader("eve");
    for (const [client, line] of [
      [bob, "PRIVMSG alice :hi"],
      [guest, "PRIVMSG alice :psst"],
      [alice, "JOIN #a"],
      [alice, "PRIVMSG #a :hello"],
    ] as const) {
      network.now += 1000;
      client.ask(line);
    }
    bob.vanish();
    guest.vanish();
    expect(await names(alice)).toEqual(["bob", "eve", "#a"]);
    expect(await names(alice, 2)).toEqual(["bob", "eve"]);
    expect((await alice.answer(`${all} 2`))[0]).not.toContain("chathistory-end");
    expect((await alice.answer(`${all} 3`))[0]).toContain("@draft/chathistory-end");
    const next = await network.restarted();
    expect(await names(next.reader("alice", "alice"))).toEqual(["bob", "eve"]);
    expect(await names(next.reader("eve", "eve"))).toEqual([]);
  });
});

test("who erases their account is forgotten in memory, with their conversations", async () => {
  const network = new LastingNetwork();
  const [alice, bob] = [network.reader("alice", "alice"), network.reader("bob", "bob")];
  for (const client of [alice, bob]) client.ask("JOIN #a");
  alice.ask("PRIVMSG #a :mine", "PRIVMSG bob :between us");
  bob.ask("PRIVMSG #a :his", "PRIVMSG alice :between us, too");
  while ((await network.store.people.erase("alice", 100)) > 0);
  network.forget("alice");
  expect(await talk(bob, "#a")).toEqual(["bob: his"]);
  expect(await talk(bob, "alice")).toEqual([]);
  expect(await talk(alice, "bob")).toEqual([]);
});

describe("TARGETS names whom one has talked with", () => {
  async function targets(client: TestClient): Promise<string[]> {
    const asked = "TARGETS timestamp=2000-01-01T00:00:00.000Z timestamp=2100-01-01T00:00:00.000Z 50";
    const lines = await client.answer(`CHATHISTORY ${asked}`);
    return lines.flatMap((line) => / TARGETS (\S+)/.exec(line)?.[1] ?? []);
  }

  test("once each, by the nick as it is written now, a guest or not", async () => {
    const network = new LastingNetwork();
    const alice = network.reader("alice", "alice");
    network.reader("Guest");
    const bob = network.reader("Bobby", "bob");
    alice.ask("PRIVMSG Guest :hello");
    network.now += 1000;
    bob.ask("PRIVMSG alice :hi", "NICK Robert");
    expect(await targets(alice)).toEqual(["Guest", "Robert"]);
  });

  test("who is here under a nick goes before the guest who had it", async () => {
    const network = new LastingNetwork();
    const alice = network.reader("alice", "alice");
    const guest = network.reader("Bob");
    alice.ask("PRIVMSG Bob :hello");
    guest.vanish();
    const carol = network.reader("BOB", "carol");
    network.now += 1000;
    carol.ask("PRIVMSG alice :I am another");
    expect(await targets(alice)).toEqual(["BOB"]);
  });

  test("and the one who has the nick by then is read, where two had it", async () => {
    const network = new LastingNetwork();
    const alice = network.reader("alice", "alice");
    const bob = network.reader("bob", "bob");
    bob.ask("PRIVMSG alice :from the account");
    bob.vanish();
    expect(await targets(alice)).toEqual(["bob"]);
    const other = network.reader("bob", "dave");
    other.ask("PRIVMSG alice :from dave");
    expect(await targets(alice)).toEqual(["bob"]);
    expect(await talk(alice, "bob")).toEqual(["bob: from dave"]);
  });
});

test("what is too old is shown to nobody, in a conversation either, before it is removed", async () => {
  const network = new LastingNetwork({ history: { days: 1 } });
  const caps = `${readerCaps} draft/search`;
  const [alice, bob] = [network.reader("alice", "alice", caps), network.reader("bob", "bob", caps)];
  const [guest, other] = [network.reader("guest"), network.reader("other")];
  const [echo = ""] = alice.ask("PRIVMSG bob :old");
  guest.ask("PRIVMSG other :old");
  network.now += 86_400_001;
  alice.ask("PRIVMSG bob :new");
  guest.ask("PRIVMSG other :new");
  expect(await talk(alice, "bob")).toEqual(["alice: new"]);
  expect(await talk(other, "guest")).toEqual(["guest: new"]);
  const found = await alice.answer("SEARCH in=bob", "SEARCH text=old");
  expect(found.join("\n")).not.toContain(":old");
  const { msgid } = tagged(echo).tags;
  expect(await alice.answer(`REDACT bob ${msgid}`)).toEqual([expect.stringContaining("UNKNOWN_MSGID")]);
  network.now += 86_400_001;
  // Time goes on with what happens on the network.
  network.connect("carol");
  const all = "timestamp=0000-01-01T00:00:00.000Z timestamp=9999-01-01T00:00:00.000Z 10";
  for (const client of [bob, other])
    expect((await client.answer(`CHATHISTORY TARGETS ${all}`)).join("\n")).not.toContain(
      "CHATHISTORY TARGETS",
    );
});
