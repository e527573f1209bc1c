import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import type { Store } from "../../src/store/store.ts";
import type { TestClient } from "../kit/client.ts";
import { LastingNetwork, readerCaps } from "../kit/lasting.ts";
import { tagged } from "../kit/tagged.ts";

// HOSTILE.md, "History, metadata, redaction, markers": what concerns history, on the store that servers have.

const caps = `${readerCaps} draft/search draft/event-playback`;
let folder: string;
let store: Store;
let network: LastingNetwork;
let alice: TestClient;
let bob: TestClient;
let mallory: TestClient;
/** The ids of what alice said: in #vault, to bob, and in #lobby, where mallory was an operator. */
let ids: { vault: string; bob: string; lobby: string };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ircd-hostile-"));
  store = await openSqliteStore({ file: join(folder, "ircd.db") });
  network = new LastingNetwork({ history: { lines: 4 } }, store);
  [alice, bob] = [network.reader("alice", "alice", caps), network.reader("bob", "bob", caps)];
  mallory = network.reader("mallory", "mallory", caps);
  for (const client of [alice, bob]) client.ask("JOIN #vault");
  alice.ask("MODE #vault +s");
  mallory.ask("JOIN #lobby");
  alice.ask("JOIN #lobby");
  const said = (line: string) => String(tagged(alice.ask(line)[0] ?? "").tags["msgid"]);
  ids = {
    vault: said("PRIVMSG #vault :the secret is xyzzy"),
    bob: said("PRIVMSG bob :the secret is plugh"),
    lobby: said("PRIVMSG #lobby :hello"),
  };
  for (let line = 0; line < 9; line += 1) alice.ask(`PRIVMSG #vault :line ${line}`);
});
afterAll(async () => {
  await network.node.finish();
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const secrets = /xyzzy|plugh|line \d|PRIVMSG #vault/;
const isEmptyOrRefused = (lines: readonly string[]) =>
  lines.every((line) => / FAIL |BATCH [+-]/.test(line)) && lines.length > 0;

describe("CHATHISTORY with a limit that is none", () => {
  test.each(["0", "-1", "2147483648000", "1e9", "NaN", ":", "0x10", "1.5", "٣"])("%s", async (limit) => {
    const [line, ...others] = await alice.answer(`CHATHISTORY LATEST #vault * ${limit}`);
    expect([line, others]).toEqual([expect.stringContaining("FAIL CHATHISTORY INVALID_PARAMS LATEST"), []]);
  });

  test("a large one is brought down to what 005 says", async () => {
    const lines = await alice.answer("CHATHISTORY LATEST #vault * 2147483");
    expect(lines).toHaveLength(4 + 2);
  });
});

describe("CHATHISTORY with a mark that is none", () => {
  test.each([
    "timestamp=0000-00-00T00:00:00.000Z",
    "timestamp=2016-12-31T23:59:60.000Z",
    "timestamp=2019-01-04T14:33:26.123",
    "timestamp=10000-01-01T00:00:00.000Z",
    "timestamp=",
    "' OR 1=1",
    "msgid' OR 1=1",
  ])("%s", async (mark) => {
    const [line, ...others] = await alice.answer(`CHATHISTORY BEFORE #vault ${mark} 9`);
    expect([line, others]).toEqual([
      expect.stringMatching(/FAIL CHATHISTORY INVALID_(PARAMS|MSGREFTYPE) BEFORE/),
      [],
    ]);
  });

  test.each(["msgid='OR'1'='1", 'msgid=";DROP', "msgid=%", "msgid=", "msgid=event-1-0"])(
    "%s",
    async (mark) => {
      expect(await alice.answer(`CHATHISTORY BEFORE #vault ${mark} 9`)).toEqual([
        expect.stringContaining("FAIL CHATHISTORY MESSAGE_ERROR BEFORE #vault"),
      ]);
    },
  );

  test("the first and the last year are times, and BETWEEN goes both ways", async () => {
    const [first, last] = ["timestamp=0000-01-01T00:00:00.000Z", "timestamp=9999-12-31T23:59:59.999Z"];
    for (const marks of [`${first} ${last}`, `${last} ${first}`]) {
      expect(await alice.answer(`CHATHISTORY BETWEEN #vault ${marks} 3`)).toHaveLength(3 + 2);
    }
    expect(await alice.answer(`CHATHISTORY AFTER #vault ${last} 3`)).toHaveLength(2);
  });
});

describe("a channel one is not in", () => {
  const asks = (target: string) => [
    `CHATHISTORY LATEST ${target} * 50`,
    `CHATHISTORY BEFORE ${target} msgid=${ids.vault} 50`,
    `CHATHISTORY AROUND ${target} msgid=${ids.vault} 50`,
    `CHATHISTORY AFTER ${target} timestamp=0000-01-01T00:00:00.000Z 50`,
    "CHATHISTORY TARGETS timestamp=0000-01-01T00:00:00.000Z timestamp=9999-01-01T00:00:00.000Z 50",
    `SEARCH in=${target};text=xyzzy`,
    "SEARCH text=secret",
    "SEARCH from=alice;text=line",
    `REDACT ${target} ${ids.vault}`,
    `HISTORY ${target}`,
  ];

  /** Nothing is told, and it is told as for a channel that is not there. */
  async function expectNothing(client: TestClient): Promise<void> {
    for (const [place, ask] of asks("#vault").entries()) {
      const came = await client.answer(ask);
      expect(came.join("\n"), ask).not.toMatch(secrets);
      const absent = await client.answer(asks("#absent")[place] ?? "");
      const neutral = (lines: readonly string[]) =>
        lines.map((line) => line.replace(/(BATCH [+-]|batch=)\S+/, "$1"));
      expect(neutral(came), ask).toEqual(neutral(absent).map((line) => line.replaceAll("#absent", "#vault")));
    }
  }

  test("has nothing for who was never in it, secret as it is", () => expectNothing(mallory));

  test("nor for who has left", async () => {
    const carol = network.reader("carol", undefined, caps);
    carol.ask("JOIN #vault", "PART #vault");
    await expectNothing(carol);
  });

  test("nor for who was kicked, or banned, or cannot come in for +i or +k", async () => {
    const dave = network.reader("dave", "dave", caps);
    dave.ask("JOIN #vault");
    alice.ask("KICK #vault dave");
    dave.read();
    await expectNothing(dave);
    for (const [on, off] of [
      ["+b dave!*@*", "-b dave!*@*"],
      ["+i", "-i"],
      ["+k key", "-k key"],
    ] as const) {
      alice.ask(`MODE #vault ${on}`);
      dave.ask("JOIN #vault");
      await expectNothing(dave);
      alice.ask(`MODE #vault ${off}`);
    }
  });

  test("nor for who makes it again", async () => {
    const erin = network.reader("erin", undefined, caps);
    erin.ask("JOIN #passing", "PRIVMSG #passing :xyzzy", "PART #passing");
    mallory.ask("JOIN #passing");
    expect((await mallory.answer("CHATHISTORY LATEST #passing * 9")).join()).not.toContain("xyzzy");
    expect((await mallory.answer("SEARCH text=xyzzy")).join()).not.toContain("xyzzy");
    mallory.ask("PART #passing");
  });
});

describe("a conversation of two others", () => {
  test.each(["alice", "bob"])("has nothing for a third: %s", async (nick) => {
    for (const ask of [
      `CHATHISTORY LATEST ${nick} * 50`,
      `CHATHISTORY AROUND ${nick} msgid=${ids.bob} 50`,
      `SEARCH in=${nick}`,
      "SEARCH text=plugh",
      `REDACT ${nick} ${ids.bob}`,
    ]) {
      const came = await mallory.answer(ask);
      expect(isEmptyOrRefused(came), ask).toBe(true);
    }
  });

  test("nor for who takes the nick of one of them, in an account or in none", async () => {
    bob.vanish();
    for (const account of [undefined, "mallory2"]) {
      const next = network.reader("bob", account, caps);
      expect((await next.answer("CHATHISTORY LATEST alice * 50", "SEARCH text=plugh")).join()).not.toMatch(
        secrets,
      );
      next.vanish();
    }
    bob = network.reader("bob", "bob", caps);
    expect((await bob.answer("CHATHISTORY LATEST alice * 50")).join()).toMatch(secrets);
  });
});

describe("REDACT", () => {
  const isThere = async () => (await store.messages.find("#vault", ids.vault)) !== undefined;

  test("of another channel's message, by an operator of a different one, deletes nothing", async () => {
    expect(await mallory.answer(`REDACT #lobby ${ids.vault}`)).toEqual([
      expect.stringContaining("UNKNOWN_MSGID"),
    ]);
    expect(await mallory.answer(`REDACT #lobby ${ids.bob}`)).toEqual([
      expect.stringContaining("UNKNOWN_MSGID"),
    ]);
    expect(await isThere()).toBe(true);
  });

  test("of a message that is no more is of none, twice or expired", async () => {
    const id = String(tagged(alice.ask("PRIVMSG #lobby :short-lived words")[0] ?? "").tags["msgid"]);
    expect(await alice.answer(`REDACT #lobby ${id}`)).toHaveLength(1);
    expect(await alice.answer(`REDACT #lobby ${id}`)).toEqual([expect.stringContaining("UNKNOWN_MSGID")]);
    expect((await alice.answer("SEARCH text=lived")).join()).not.toContain("short-lived");
    while ((await store.messages.expire("#lobby", { keep: 0, most: 100 })) > 0);
    for (let line = 0; line < 4; line += 1) alice.ask("PRIVMSG #lobby :newer");
    expect(await alice.answer(`REDACT #lobby ${ids.lobby}`)).toEqual([
      expect.stringContaining("UNKNOWN_MSGID"),
    ]);
  });

  test("takes the words out of history, the search, and what the account would export", async () => {
    const id = String(tagged(alice.ask("PRIVMSG #lobby :regrettable words")[0] ?? "").tags["msgid"]);
    await alice.answer(`REDACT #lobby ${id}`);
    await alice.answer("CHATHISTORY LATEST #lobby * 4");
    for (const ask of ["CHATHISTORY LATEST #lobby * 4", "SEARCH text=regrettable", "HISTORY #lobby"])
      expect((await alice.answer(ask)).join(), ask).not.toContain("regrettable");
    const rows = await store.people.messages("alice", { seq: 0, n: 0 }, 1000);
    expect(rows.map(({ text }) => text)).not.toContain("regrettable words");
  });
});

test("without batches nobody is sent one, and nothing of the past reads as if it were said now", async () => {
  for (const some of [
    "draft/chathistory",
    "draft/chathistory batch",
    "draft/chathistory draft/event-playback",
  ]) {
    const client = network.reader("frank", undefined, some);
    client.ask("JOIN #lobby");
    const lines = await client.answer("CHATHISTORY LATEST #lobby * 4");
    expect(lines.join("\n")).not.toMatch(/ (PRIVMSG|JOIN|QUIT) /);
    if (!some.includes(" batch")) expect(lines.join("\n")).not.toContain("BATCH");
    client.vanish();
  }
});

test("tags that are the server's word are not kept as a client's", async () => {
  alice.ask(
    `@msgid=${ids.vault};time=2000-01-01T00:00:00.000Z;account=root;batch=x;label=y PRIVMSG #lobby :spoof`,
  );
  const [, line = ""] = await alice.answer("CHATHISTORY LATEST #lobby * 1");
  const { tags } = tagged(line);
  expect(tags["msgid"]).not.toBe(ids.vault);
  expect(tags["time"]).toContain("2023-");
  expect(tags["label"] ?? tags["account"]).toBeUndefined();
});

describe("SEARCH", () => {
  test.each([
    "(a+)+$",
    "%",
    "_",
    "x* OR y",
    '"xyzzy" NOT (',
    "NEAR(a b)",
    "body:xyzzy",
    "'); DROP TABLE messages;--",
    "-xyzzy",
    "^xyzzy",
    "a".repeat(380),
  ])("takes %s for words", async (text) => {
    const lines = await mallory.answer(`SEARCH :text=${text.replaceAll(" ", "\\s").replaceAll(";", "\\:")}`);
    expect(isEmptyOrRefused(lines), lines.join()).toBe(true);
    expect(lines.join()).not.toMatch(secrets);
  });

  test("over all of time is bounded as any other", async () => {
    const ask =
      "SEARCH from=alice;after=0000-01-01T00:00:00.000Z;before=9999-01-01T00:00:00.000Z;limit=999999999";
    expect(await alice.answer(ask)).toHaveLength(4 + 2);
  });
});

test("an account that is erased leaves nothing, and its name reads nothing", async () => {
  const gina = network.reader("gina", "gina", caps);
  gina.ask("JOIN #lobby", "PRIVMSG #lobby :gina was here", "PRIVMSG bob :between gina and bob");
  await gina.answer("CHATHISTORY LATEST bob * 1");
  gina.vanish();
  while ((await store.people.erase("gina", 100)) > 0);
  network.forget("gina");
  const next = network.reader("gina", "gina", caps);
  next.ask("JOIN #lobby");
  for (const ask of ["CHATHISTORY LATEST bob * 9", "CHATHISTORY LATEST #lobby * 4", "SEARCH text=gina"])
    expect((await next.answer(ask)).join(), ask).not.toMatch(/gina was here|between gina/);
  expect((await bob.answer("CHATHISTORY LATEST gina * 9")).join()).not.toContain("between gina");
});
