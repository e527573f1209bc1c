import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { StartedServer } from "../conformance/started-server.ts";
import type { NewMessage } from "../src/store/port/messages.ts";
import type { SqliteStoreOptions } from "../src/store/sqlite/sqlite-store.ts";
import type { Store } from "../src/store/store.ts";
import type { Connection } from "./connection.ts";
import { Crowd, PASSWORD } from "./crowd.ts";
import { astray, type Measured, percentiles } from "./figures.ts";
import { type Plan, Traffic } from "./traffic.ts";

const ROOMS = 100;
const MEMBERS = 10;
const PER_SECOND = 10_000;
const BODY_BYTES = 100;
// Comes before those it talks with, in the alphabet and in the name of their conversation.
const READER = "member";
const FIRST_AT = Date.now() - 80 * 86_400_000;

/** Measures one thing on servers of its own; `scale` makes it smaller or larger than in the published table. */
export type OwnScenario = (scale: number) => Promise<Measured>;

/** What it costs to keep what is said, and to read it again. */
export const historyScenarios: Readonly<Record<string, OwnScenario>> = {
  "history: none kept": (scale) => talk(scale, { history: { lines: 0 } }),
  "history: all kept": (scale) => talk(scale, {}),
  "history: pages": pages,
  "history: kill -9": kill,
  "history: start": start,
};

function planFor(scale: number): Plan {
  const perSecond = PER_SECOND / ROOMS / MEMBERS;
  return {
    groupSize: MEMBERS,
    senders: MEMBERS,
    to: "room",
    messagesEach: Math.max(10, Math.round(perSecond * 30 * scale)),
    bodyBytes: BODY_BYTES,
    perSecond,
  };
}

/** A hundred channels of ten, ten thousand messages a second: how long each is on its way. */
async function talk(scale: number, configuration: object): Promise<Measured> {
  const server = await StartedServer.start(JSON.stringify(configuration));
  const crowd = new Crowd(server);
  try {
    const { traffic, arrived, perSecond } = await load(crowd, scale);
    const begun = performance.now();
    // The answer comes when all before it is stored.
    await ask(
      crowd.members[0],
      "CAP REQ :draft/chathistory\r\nCHATHISTORY LATEST #room0 * 100\r\nPING end\r\n",
      " PONG ",
    );
    const behind = performance.now() - begun;
    const figures = {
      "messages per second": perSecond,
      ...percentiles(arrived.latencies),
      "store behind at the end, ms": behind,
    };
    return { figures, faults: astray(await traffic.fence()) };
  } finally {
    crowd.leave();
    await server.stop();
  }
}

async function load(crowd: Crowd, scale: number) {
  await crowd.grow(ROOMS * MEMBERS);
  await crowd.joinGroups(MEMBERS);
  await crowd.settle();
  const plan = planFor(scale);
  const traffic = new Traffic(crowd.members, plan);
  const begun = performance.now();
  const arrived = await traffic.run();
  const seconds = (performance.now() - begun) / 1000;
  return { traffic, arrived, perSecond: (plan.messagesEach * ROOMS * MEMBERS) / seconds };
}

/** Pages of 100 out of a million rows, asked for by a client. */
async function pages(scale: number): Promise<Measured> {
  const folder = await StartedServer.folder();
  const rows = Math.round(1_000_000 * scale);
  await inStore(folder, async (store) => {
    for (let seq = 1; seq <= rows; seq += 1000) {
      const some = Array.from({ length: Math.min(1000, rows - seq + 1) }, (_, at) => row(seq + at));
      await store.messages.record(some, seq + some.length - 1);
    }
  });
  const server = await StartedServer.start(
    JSON.stringify({ accounts: [{ name: READER, password: PASSWORD }] }),
    folder,
  );
  const crowd = new Crowd(server);
  try {
    const capabilities = "batch server-time message-tags draft/chathistory";
    await crowd.grow(1, () => ({ account: READER, capabilities }));
    const times: number[] = [];
    let faults = 0;
    for (let place = 0; place < 500; place += 1) {
      const seq = ((place * 7919) % rows) + 1;
      const mark = `timestamp=${new Date(row(seq).at).toISOString()}`;
      const begun = performance.now();
      const found = await ask(
        crowd.members[0],
        `CHATHISTORY BEFORE p${seq % ROOMS} ${mark} 100\r\n`,
        " BATCH -",
      );
      times.push(performance.now() - begun);
      if (found !== Math.min(100, Math.floor((seq - 1) / ROOMS))) faults += 1;
    }
    return { figures: percentiles(Float64Array.from(times)), faults };
  } finally {
    crowd.leave();
    await server.stop();
  }
}

/** What two accounts have said to each other: that outlasts the server, whoever is there. */
function row(seq: number): NewMessage {
  const other = `p${seq % ROOMS}`;
  const text = `line ${seq} of a conversation that goes on and on over many years, a word at a time`;
  return {
    ...{
      id: `b${seq.toString(36)}-1`,
      seq,
      n: 0,
      at: FIRST_AT + seq * 10,
      text,
      folded: text,
    },
    ...{
      target: `${READER} ${other}`,
      kind: "PRIVMSG",
      account: other,
      nick: other,
      prefix: `${other}!u@host.example.net`,
    },
    parties: [READER, other],
    payload: { from: "x.1", account: other, to: "x.2", name: READER },
  };
}

/** Ends the server in the middle of its work: how much of what was delivered is not stored. */
async function kill(scale: number): Promise<Measured> {
  const folder = await StartedServer.folder();
  const server = await StartedServer.start(JSON.stringify({ history: { rows: 0 } }), folder);
  const crowd = new Crowd(server);
  await crowd.grow(ROOMS * MEMBERS);
  await crowd.joinGroups(MEMBERS);
  await crowd.settle();
  const traffic = new Traffic(crowd.members, planFor(1));
  const running = traffic.run().catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 3000 * Math.max(scale, 0.3)));
  const killedAt = Date.now();
  await server.kill();
  await running;
  crowd.leave();
  let lastAt = 0;
  await inStore(folder, async (store) => {
    for (let room = 0; room < ROOMS; room += 1) {
      const last = await store.messages.page(`#room${room}`, { type: "latest" }, 1);
      lastAt = Math.max(lastAt, last?.[0]?.at ?? 0);
    }
  });
  const next = await StartedServer.start("{}", folder);
  await next.stop();
  return { figures: { "lost, ms": killedAt - lastAt }, faults: lastAt === 0 ? 1 : 0 };
}

/** From the start of the process to the welcome of a client, with many accounts and channels. */
async function start(scale: number): Promise<Measured> {
  const folder = await StartedServer.folder();
  await inStore(folder, async (store) => {
    const at = { createdAt: 1, lastSeenAt: 1 };
    const none = { passwordHash: undefined, email: undefined, verification: undefined, settings: {} };
    const accounts = Array.from({ length: Math.round(10_000 * scale) }, (_, place) => `account${place}`);
    await Promise.all(
      accounts.map((name) => store.accounts.create({ folded: name, name, status: "active", ...none, ...at })),
    );
    const channels = Array.from({ length: Math.round(2_000 * scale) }, (_, place) => `#channel${place}`);
    const empty = { topic: undefined, modes: "+nt", lists: {}, settings: {}, createdAt: 1, lastUsedAt: 1 };
    await Promise.all(
      channels.map((name) => store.channels.register({ folded: name, name, founder: "account0", ...empty })),
    );
    const said = channels.map((target, at) => ({ ...row(at + 1), target, parties: [] }));
    await store.messages.record(said, said.length);
  });
  const begun = performance.now();
  const server = await StartedServer.start("{}", folder);
  const crowd = new Crowd(server);
  try {
    await crowd.grow(1);
    return { figures: { "served after, ms": performance.now() - begun }, faults: 0 };
  } finally {
    crowd.leave();
    await server.stop();
  }
}

async function inStore(folder: string, work: (store: Store) => Promise<void>): Promise<void> {
  // The compiled one, as it is published: its threads load in a fraction of the time.
  const compiled = new URL("../dist/store/sqlite/sqlite-store.js", import.meta.url).href;
  const module: { openSqliteStore(options: SqliteStoreOptions): Promise<Store> } = await import(compiled);
  const store = await module.openSqliteStore({ file: join(folder, "ircd.db") });
  try {
    await work(store);
  } finally {
    await store.close();
  }
}

/** Sends lines, and gives how many messages came before a line with these words. */
function ask(member: Connection | undefined, lines: string, until: string): Promise<number> {
  return new Promise((resolve, reject) => {
    if (!member) return reject(new Error("nobody is there to ask"));
    let messages = 0;
    member.onEnd = (reason) => reject(new Error(`${member.nick} was disconnected: ${reason}`));
    member.onLine = (chunk, from, to) => {
      const line = chunk.toString("latin1", from, to);
      if (line.includes(" PRIVMSG ")) messages += 1;
      if (line.includes(until)) resolve(messages);
    };
    member.send(lines);
  });
}
