import { describe, expect, test } from "vitest";
import type { TestClient } from "../kit/client.ts";
import { LastingNetwork, readerCaps } from "../kit/lasting.ts";
import { tagged } from "../kit/tagged.ts";

const caps = `${readerCaps} draft/search`;

/** What SEARCH finds, as `target: text`. */
async function found(client: TestClient, attributes: string): Promise<string[]> {
  const lines = await client.answer(`SEARCH ${attributes}`);
  const ref = /^:irc.test BATCH \+(\S+) search$/.exec(lines[0] ?? "")?.[1];
  expect(lines.at(-1)).toBe(`:irc.test BATCH -${ref}`);
  const inside = lines.slice(1, -1).map(tagged);
  expect(inside.map(({ tags }) => tags["batch"])).toEqual(inside.map(() => ref));
  return inside.map(({ line }) => line.replace(/^:\S+ \S+ (\S+) :/, "$1: "));
}

/** Alice and bob in #a and #b, a second between all that is said. */
function talkedOf() {
  const network = new LastingNetwork();
  const [alice, bob] = [network.reader("alice", "alice", caps), network.reader("bob", "bob", caps)];
  for (const client of [alice, bob]) client.ask("JOIN #a,#b");
  const times: string[] = [];
  for (const [client, target, text] of [
    [alice, "#a", "The quick brown fox"],
    [bob, "#a", "a \x02quick\x02 reply"],
    [bob, "#b", "quick, to the other room"],
    [alice, "bob", "a quick word"],
    [bob, "#a", "nothing of the kind"],
  ] as const) {
    network.now += 1000;
    times.push(new Date(network.now).toISOString());
    client.ask(`PRIVMSG ${target} :${text}`);
  }
  return { network, alice, bob, times };
}

test("the capability has to be negotiated", () => {
  const alice = new LastingNetwork().reader("alice");
  expect(alice.ask("SEARCH text=x")).toEqual([
    ":irc.test FAIL SEARCH NOT_ENABLED :Ask for the draft/search capability first",
  ]);
});

describe("attributes", () => {
  test("text is words, whatever their case and formatting, and all of them", async () => {
    const { alice } = talkedOf();
    expect(await found(alice, "text=QUICK")).toEqual([
      "#a: The quick brown fox",
      "#a: a \x02quick\x02 reply",
      "#b: quick, to the other room",
      "bob: a quick word",
    ]);
    expect(await found(alice, "text=fox\\squick")).toEqual(["#a: The quick brown fox"]);
    expect(await found(alice, "text=qui")).toEqual([]);
  });

  test("in is a channel, or with whom it was said", async () => {
    const { alice, bob } = talkedOf();
    expect(await found(alice, "text=quick;in=#B")).toEqual(["#b: quick, to the other room"]);
    expect(await found(bob, "in=alice")).toEqual(["bob: a quick word"]);
  });

  test("from is a nick", async () => {
    const { alice } = talkedOf();
    expect(await found(alice, "from=BOB;in=#a")).toEqual([
      "#a: a \x02quick\x02 reply",
      "#a: nothing of the kind",
    ]);
    expect(await found(alice, "from=nobody")).toEqual([]);
  });

  test("after and before are times, both included", async () => {
    const { alice, times } = talkedOf();
    expect(await found(alice, `in=#a;after=${times[1]}`)).toHaveLength(2);
    expect(await found(alice, `in=#a;before=${times[1]}`)).toHaveLength(2);
    expect(await found(alice, `in=#a;after=${times[1]};before=${times[1]}`)).toEqual([
      "#a: a \x02quick\x02 reply",
    ]);
  });

  test("limit is how many of the newest there are at most, the oldest of them first", async () => {
    const { alice } = talkedOf();
    expect(await found(alice, "text=quick;limit=2")).toEqual([
      "#b: quick, to the other room",
      "bob: a quick word",
    ]);
  });

  test.each([
    "in=#none",
    "in=!",
    "in",
    "from=",
    "text=",
    "after=yesterday",
    "limit=0",
    "limit=-1",
    "limit=1e9",
  ])("%s is none", (attribute) => {
    const { alice } = talkedOf();
    expect(alice.ask(`SEARCH ${attribute}`)).toEqual([
      `:irc.test FAIL SEARCH INVALID_PARAMS ${attribute.replace(/=.*/, "")} :Invalid parameters`,
    ]);
  });

  test("what is not known is no attribute, as with tags", async () => {
    const { alice } = talkedOf();
    expect(await found(alice, "text=fox;colour=red")).toHaveLength(1);
  });
});

describe("messages", () => {
  test("have the msgid and the time they were sent with", async () => {
    const { network, alice } = talkedOf();
    const { tags } = tagged(alice.ask("PRIVMSG #a :unique")[0] ?? "");
    network.now += 5000;
    const [, line = ""] = await alice.answer("SEARCH text=unique");
    expect(tagged(line).tags).toMatchObject({ msgid: tags["msgid"], time: tags["time"] });
  });

  test("are those of channels one is in, and of one's own conversations", async () => {
    const { network, bob } = talkedOf();
    const carol = network.reader("carol", "carol", caps);
    expect(await found(carol, "text=quick")).toEqual([]);
    carol.ask("JOIN #b");
    expect(await found(carol, "text=quick")).toEqual(["#b: quick, to the other room"]);
    bob.ask("PART #a");
    expect(await found(bob, "text=quick;limit=9")).toEqual([
      "#b: quick, to the other room",
      "bob: a quick word",
    ]);
  });

  test("come as notices to who knows no batches", async () => {
    const { network } = talkedOf();
    const carol = network.reader("carol", undefined, "draft/search");
    carol.ask("JOIN #a");
    const lines = await carol.answer("SEARCH text=fox");
    expect(lines).toEqual([
      expect.stringMatching(/^:irc.test NOTICE #a :\[\d\d:\d\d:\d\d\] <alice> The quick brown fox$/),
    ]);
  });

  test("that were taken back are found no more", async () => {
    const { alice } = talkedOf();
    const { tags } = tagged(alice.ask("PRIVMSG #a :unique")[0] ?? "");
    alice.ask(`REDACT #a ${tags["msgid"]}`);
    expect(await found(alice, "text=unique")).toEqual([]);
  });
});
