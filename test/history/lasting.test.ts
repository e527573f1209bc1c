import { describe, expect, test } from "vitest";
import type { TestClient } from "../kit/client.ts";
import { LastingNetwork, readerCaps } from "../kit/lasting.ts";
import { tagged } from "../kit/tagged.ts";

const withEvents = `${readerCaps} draft/event-playback`;

/** What a page says, without its batch: `PRIVMSG #a :hi`. */
async function page(client: TestClient, asked: string): Promise<string[]> {
  const lines = await client.answer(`CHATHISTORY ${asked}`);
  expect(lines[0]).toContain(" BATCH +");
  expect(lines.at(-1)).toContain(" BATCH -");
  return lines.slice(1, -1).map((line) => tagged(line).line.replace(/^:\S+ /, ""));
}

/** A channel with `count` messages, a second apart, of which memory holds ten. */
function spoken(count: number, caps = readerCaps) {
  const network = new LastingNetwork({ history: { lines: 10 } });
  const alice = network.reader("alice", "alice", caps);
  alice.send("JOIN #a");
  for (let number = 1; number <= count; number += 1) {
    network.now += 1000;
    alice.send(`PRIVMSG #a :${number}`);
  }
  alice.read();
  return { network, alice };
}

const said = (...texts: readonly (string | number)[]) => texts.map((text) => `PRIVMSG #a :${text}`);

describe("beyond what memory holds", () => {
  test("pages go on from the store, in every direction", async () => {
    const { network, alice } = spoken(30);
    const at = (number: number) => `timestamp=${new Date(network.now - (30 - number) * 1000).toISOString()}`;
    expect(await page(alice, "LATEST #a * 3")).toEqual(said(28, 29, 30));
    expect(await page(alice, `BEFORE #a ${at(5)} 2`)).toEqual(said(3, 4));
    expect(await page(alice, `AFTER #a ${at(5)} 2`)).toEqual(said(6, 7));
    expect(await page(alice, `AROUND #a ${at(15)} 3`)).toEqual(said(14, 15, 16));
    expect(await page(alice, `BETWEEN #a ${at(2)} ${at(29)} 2`)).toEqual(said(3, 4));
    expect(await page(alice, `BETWEEN #a ${at(29)} ${at(2)} 2`)).toEqual(said(27, 28));
    // Over the place where memory begins.
    expect(await page(alice, `BETWEEN #a ${at(18)} ${at(24)} 10`)).toEqual(said(19, 20, 21, 22, 23));
    expect(await page(alice, `LATEST #a ${at(26)} 10`)).toEqual(said(27, 28, 29, 30));
  });

  test("a msgid is a mark wherever its message is", async () => {
    const { alice } = spoken(30);
    const [, first] = await alice.answer("CHATHISTORY LATEST #a * 10");
    const id = tagged(first ?? "").tags["msgid"];
    expect(await page(alice, `BEFORE #a msgid=${id} 3`)).toEqual(said(18, 19, 20));
    const [, older] = await alice.answer(`CHATHISTORY BEFORE #a msgid=${id} 10`);
    expect(await page(alice, `AFTER #a msgid=${tagged(older ?? "").tags["msgid"]} 2`)).toEqual(said(12, 13));
    expect(await alice.answer("CHATHISTORY BEFORE #a msgid=nobodys 3")).toEqual([
      "FAIL CHATHISTORY MESSAGE_ERROR BEFORE #a msgid=nobodys :No such message".replace(/^/, ":irc.test "),
    ]);
  });

  test("the last page is tagged as the last one", async () => {
    const { alice, network } = spoken(12);
    const isEnd = async (asked: string) =>
      (await alice.answer(`CHATHISTORY ${asked}`))[0]?.includes("draft/chathistory-end") ?? false;
    const begin = `timestamp=${new Date(network.now - 100_000).toISOString()}`;
    expect(await isEnd("LATEST #a * 11")).toBe(false);
    expect(await isEnd("LATEST #a * 10")).toBe(false);
    network.config = { ...network.config, history: { lines: 20 } };
    await network.node.rehash();
    expect(await isEnd("LATEST #a * 12")).toBe(true);
    expect(await isEnd("LATEST #a * 11")).toBe(false);
    expect(await isEnd(`AFTER #a ${begin} 11`)).toBe(false);
    expect(await isEnd(`AFTER #a ${begin} 12`)).toBe(true);
    const without = network.reader("bob", undefined, "batch draft/chathistory");
    without.ask("JOIN #a");
    expect((await without.answer("CHATHISTORY LATEST #a * 12"))[0]).toMatch(/^:irc.test BATCH/);
  });
});

describe("events", () => {
  async function eventful() {
    const network = new LastingNetwork();
    const [alice, bob] = [network.reader("alice", undefined, withEvents), network.reader("bob")];
    const steps: readonly (readonly [TestClient, string])[] = [
      [alice, "JOIN #a"],
      [bob, "JOIN #a"],
      [alice, "MODE #a +o bob"],
      [bob, "TOPIC #a :plans"],
      [bob, "NICK rob"],
      [bob, "PRIVMSG #a :hi"],
      [bob, "PART #a :bye"],
      [bob, "JOIN #a"],
      [alice, "KICK #a rob :out"],
      [bob, "JOIN #a"],
      [bob, "QUIT :gone"],
    ];
    for (const [client, line] of steps) {
      network.now += 1000;
      client.send(line);
    }
    alice.read();
    return { network, alice };
  }

  test("are shown as they were to who has asked for them", async () => {
    const { alice } = await eventful();
    expect(await page(alice, "LATEST #a * 50")).toEqual([
      "JOIN #a",
      "JOIN #a",
      "MODE #a +o bob",
      "TOPIC #a :plans",
      "NICK :rob",
      "PRIVMSG #a :hi",
      "PART #a :bye",
      "JOIN #a",
      "KICK #a rob :out",
      "JOIN #a",
      "QUIT :Quit: gone",
    ]);
  });

  test("are nothing to all others", async () => {
    const { network } = await eventful();
    const carol = network.reader("carol");
    carol.ask("JOIN #a");
    expect(await page(carol, "LATEST #a * 50")).toEqual(said("hi"));
  });

  test("of members that a channel hides are kept from everybody", async () => {
    const network = new LastingNetwork();
    const alice = network.reader("alice", undefined, withEvents);
    const bob = network.reader("bob");
    alice.send("JOIN #a", "MODE #a +u");
    bob.send("JOIN #a", "NICK rob", "PART #a");
    alice.read();
    expect(await page(alice, "LATEST #a * 50")).toEqual(["JOIN #a", "MODE #a +u"]);
  });

  test("reactions come back with the messages, and go with them", async () => {
    const network = new LastingNetwork();
    const alice = network.reader("alice", undefined, withEvents);
    const [, echo] = [alice.ask("JOIN #a"), alice.ask("PRIVMSG #a :hi")[0]];
    const id = tagged(echo ?? "").tags["msgid"];
    alice.ask(`@+reply=${id};+draft/react=:) TAGMSG #a`, "@+typing=active TAGMSG #a");
    expect(await page(alice, "LATEST #a * 50")).toEqual(["JOIN #a", "PRIVMSG #a :hi", "TAGMSG #a"]);
    expect(await network.store.reactions.to([String(id)])).toMatchObject([{ by: "alice", value: ":)" }]);
    await alice.answer(`REDACT #a ${id}`);
    await network.until(() => true);
    expect(await page(alice, "LATEST #a * 50")).toEqual(["JOIN #a"]);
    expect(await network.store.reactions.to([String(id)])).toEqual([]);
  });
});

describe("history.notice tells who joins that what is said is kept", () => {
  const told = (lines: readonly string[]) => lines.filter((line) => line.includes(" NOTICE #a "));

  test("where it is, and lasts", () => {
    const network = new LastingNetwork();
    const bob = network.connect("bob");
    expect(told(bob.ask("JOIN #a"))).toEqual([expect.stringMatching(/^:irc\.test NOTICE #a :.*kept/)]);
  });

  test.each([
    ["it is off", { notice: false }],
    ["channels keep nothing", { channels: "none" as const }],
    ["nothing is kept", { lines: 0 }],
  ])("and not where %s", (_why, history) => {
    const bob = new LastingNetwork({ history }).connect("bob");
    expect(told(bob.ask("JOIN #a"))).toEqual([]);
  });
});
