import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { parseArgs } from "node:util";
import type { NewMessage } from "../src/store/port/messages.ts";
import type { SqliteStoreOptions } from "../src/store/sqlite/sqlite-store.ts";
import type { Store } from "../src/store/store.ts";

const USAGE = `Usage: npm run bench:store -- [options]

Writes history, pages through it, and starts with many accounts and channels, on the compiled store.

  --rows N       rows of history (1,000,000)
  --channels N   in so many channels (100)
  --help         show this`;

const { values: options } = parseArgs({
  options: {
    rows: { type: "string", default: "1000000" },
    channels: { type: "string", default: "100" },
    help: { type: "boolean", default: false },
  },
});
const rows = Number(options.rows);
const channels = Number(options.channels);
// In steps of so many rows: less than may wait, so that nothing is refused.
const STEP = 10_000;
const WORDS = "the quick brown fox jumps over a lazy dog while history grows line by line".split(" ");

if (options.help) console.log(USAGE);
else await run();

async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "ircd-bench-store-"));
  const file = join(folder, "ircd.db");
  try {
    await measureWrites(file);
    await measureReads(file);
    await measureStart(join(folder, "start.db"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function opened(file: string): Promise<Store> {
  // The compiled one, as it is published: its threads load in a fraction of the time.
  const compiled = new URL("../dist/store/sqlite/sqlite-store.js", import.meta.url).href;
  const module: { openSqliteStore(options: SqliteStoreOptions): Promise<Store> } = await import(compiled);
  return module.openSqliteStore({ file });
}

async function measureWrites(file: string): Promise<void> {
  const store = await opened(file);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  for (let first = 1; first <= rows; first += STEP) await writeStep(store, first);
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  delay.disable();
  await store.close();
  say("rows stored per second, one call each", Math.round(rows / seconds));
  say("CPU µs per row, both threads", ((user + system) / rows).toFixed(1));
  say("event loop held up, p99 ms", (delay.percentile(99) / 1e6).toFixed(1));
  say("bytes in the file per row", Math.round(statSync(file).size / rows));
}

async function writeStep(store: Store, first: number): Promise<void> {
  const writes: Promise<number>[] = [];
  for (let seq = first; seq < first + STEP && seq <= rows; seq++)
    writes.push(store.messages.record([message(seq)], seq));
  await Promise.all(writes);
}

function message(seq: number): NewMessage {
  const text = Array.from({ length: 12 }, (_, at) => WORDS[(seq * (at + 3)) % WORDS.length]).join(" ");
  const nick = `nick${seq % 1000}`;
  return {
    ...{
      id: `${seq.toString(36)}x7f3a91c2-0`,
      seq,
      n: 0,
      at: 1.7e12 + seq * 10,
      target: `#channel${seq % channels}`,
    },
    ...{ kind: "PRIVMSG", account: nick, nick, prefix: `${nick}!user@host.example.net`, text, folded: text },
    payload: {},
  };
}

async function measureReads(file: string): Promise<void> {
  const store = await opened(file);
  const places = Array.from({ length: 1000 }, (_, at) => ((at * 7919) % rows) + 1);
  const page = (seq: number) =>
    store.messages.page(`#channel${seq % channels}`, { type: "before", edge: { id: message(seq).id } }, 100);
  await measure("page of 100 before a message", places, page);
  await measure("page of 100 before a time", places, (seq) =>
    store.messages.page(
      `#channel${seq % channels}`,
      { type: "before", edge: { at: 1.7e12 + seq * 10 } },
      100,
    ),
  );
  await measure("search for two words in one channel, 50 hits", places.slice(0, 200), (seq) =>
    store.messages.search({ targets: [`#channel${seq % channels}`], words: "fox history", limit: 50 }),
  );
  let next = rows + 1;
  let refused = 0;
  const writing = setInterval(() => {
    for (let count = 0; count < 100; count++, next++)
      store.messages.record([message(next)], next).catch(() => {
        refused += 1;
      });
  }, 10);
  await measure("page of 100 while 10,000 rows/s are written", places, page);
  clearInterval(writing);
  if (refused > 0) say("… of which so many were refused", refused);
  await store.close();
}

async function measure(name: string, places: readonly number[], ask: (seq: number) => Promise<unknown>) {
  const times: number[] = [];
  for (const place of places) {
    const began = performance.now();
    await ask(place);
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  const at = (part: number) => (times[Math.floor(times.length * part)] ?? 0).toFixed(2);
  say(`${name}: p50, p99 ms`, `${at(0.5)}, ${at(0.99)}`);
}

async function measureStart(file: string): Promise<void> {
  const before = await opened(file);
  await fill(before);
  await before.close();
  const began = performance.now();
  const store = await opened(file);
  const open = performance.now();
  let count = 0;
  for (let after: string | undefined = ""; after !== undefined; ) {
    const page: readonly { folded: string }[] = await store.accounts.list(after, 1000);
    count += page.length;
    after = page.at(-1)?.folded;
  }
  count += (await store.channels.list("", 2_000)).length;
  say(`opened, ms`, Math.round(open - began));
  say(`${count} accounts and channels read, ms`, Math.round(performance.now() - open));
  await store.close();
}

async function fill(store: Store): Promise<void> {
  const times = { createdAt: 1, lastSeenAt: 1, lastUsedAt: 1 };
  const account = { passwordHash: "$scrypt$".padEnd(120, "x"), email: "someone@example.net", settings: {} };
  await inParts(10_000, (at) =>
    store.accounts.create({
      ...{ ...account, ...times, folded: `account${at}`, name: `Account${at}`, status: "active" },
      verification: undefined,
    }),
  );
  const lists = {
    b: Array.from({ length: 20 }, (_, at) => ({ mask: `*!*@${at}.example.net`, by: "x", at })),
  };
  const topic = { text: "a topic of some words", by: "x!y@z", at: 1 };
  await inParts(2_000, (at) =>
    store.channels.register({
      ...{ ...times, folded: `#channel${at}`, name: `#Channel${at}`, founder: `account${at}`, topic, lists },
      ...{ modes: { n: true, t: true }, settings: { history: "all" } },
    }),
  );
}

async function inParts(count: number, make: (at: number) => Promise<void>): Promise<void> {
  for (let first = 0; first < count; first += 5_000)
    await Promise.all(Array.from({ length: Math.min(5_000, count - first) }, (_, at) => make(first + at)));
}

function say(name: string, figure: string | number): void {
  console.log(`${name.padEnd(60)} ${figure}`);
}
