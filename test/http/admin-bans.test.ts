import { expect, test } from "vitest";
import { z } from "zod";
import { type Asking, meagreToken, openHttp, type TestHttp } from "../kit/http.ts";

const Page = z.object({ bans: z.array(z.object({ mask: z.string() })), next: z.string().nullable() });

async function openBans() {
  const http = await openHttp();
  const boss = http.network.connect("boss", { address: "203.0.113.1" });
  http.network.makeOperator(boss);
  const [alice, bob] = ["alice", "bob"].map((nick, at) =>
    http.network.connect(nick, { address: `198.51.100.${at + 1}` }),
  );
  if (!alice || !bob) throw new Error("nobody is there");
  boss.read();
  const ask = (path: string, asking: Asking = {}) => http.ask(`/api/v1/bans${path}`, asking);
  const set = (body: object) => ask("", { method: "POST", body });
  return { http, boss, alice, bob, ask, set };
}

async function masksOf(http: TestHttp, query: string): Promise<readonly string[]> {
  const masks: string[] = [];
  for (let after: string | null = ""; after !== null; ) {
    const { json } = await http.ask(`/api/v1/bans?${query}&after=${encodeURIComponent(after)}`);
    const page = Page.parse(json);
    masks.push(...page.bans.map(({ mask }) => mask));
    after = page.next;
  }
  return masks;
}

test("a ban is set with its time and reasons, puts off whom it is about, and operators are told", async () => {
  const { http, boss, alice, bob, set, ask } = await openBans();
  const body = { kind: "kline", mask: "ALICE@198.51.100.0/24", reason: "spam", privateReason: "again" };
  const { status, json } = await set({ ...body, seconds: 3600 });
  const at = http.network.now;
  const ban = { ...body, soft: false, by: "all (admin API)", at, expiresAt: at + 3_600_000 };
  expect([status, json]).toEqual([200, { ...ban, hits: 1 }]);
  expect([alice.ended, bob.ended]).toEqual([true, false]);
  expect(alice.read().join()).toContain("KLINE: spam");
  expect(boss.read()).toContain(
    ":irc.test NOTICE * :*** all (admin API) set KLINE ALICE@198.51.100.0/24 for 1h: spam | again",
  );
  expect((await ask("/kline/alice@198.51.100.0%2F24")).json).toEqual(ban);
  http.network.now += 3_600_000;
  expect((await ask("/kline/alice@198.51.100.0%2F24")).status).toBe(404);
  expect(await masksOf(http, "")).toEqual([]);
});

test("a ban is kept in the store, and ended for good", async () => {
  const { http, boss, ask, set } = await openBans();
  await set({ kind: "resv", mask: "#warez", reason: "no" });
  const rows = () => http.network.store.bans.list({ kind: "", folded: "" }, 9);
  expect(await rows()).toMatchObject([{ kind: "resv", mask: "#warez" }]);
  boss.read();
  expect((await ask("/resv/%23WAREZ", { method: "DELETE" })).status).toBe(200);
  expect(boss.read()).toContain(":irc.test NOTICE * :*** all (admin API) ended RESV #warez");
  expect([await rows(), http.network.node.world.bans.size]).toEqual([[], 0]);
  expect((await ask("/resv/%23warez", { method: "DELETE" })).status).toBe(404);
});

test("bans are listed in pages, by kind and by what stands in them", async () => {
  const { http, set } = await openBans();
  for (const mask of ["c@*.example", "a@*.example", "b@*.example"]) await set({ kind: "mute", mask });
  await set({ kind: "xline", mask: "*cheap\\sstuff*", privateReason: "seen in May" });
  expect(await masksOf(http, "limit=2")).toEqual([
    "a@*.example",
    "b@*.example",
    "c@*.example",
    "*cheap\\sstuff*",
  ]);
  expect(await masksOf(http, "limit=1&kind=mute")).toHaveLength(3);
  expect(await masksOf(http, "text=in%20May")).toEqual(["*cheap\\sstuff*"]);
});

test("whom a ban is about, or would be, is told before anything is done", async () => {
  const { alice, ask } = await openBans();
  expect((await ask("/kline/*@198.51.100.0%2F24/hits?limit=1")).json).toEqual({
    users: [{ nick: "alice", user: "alice", address: "198.51.100.1" }],
    count: 2,
  });
  expect((await ask("/dline/192.0.2.77/hits")).json).toEqual({ users: [], count: 0 });
  expect(alice.ended).toBe(false);
});

test("what is no ban is refused, and changes nothing", async () => {
  const { http, set, ask } = await openBans();
  const wrong = [
    { kind: "kline", mask: "*@*" },
    { kind: "dline", mask: "example.org" },
    { kind: "dline", mask: "0.0.0.0/0" },
    { kind: "nonsense", mask: "a@b" },
    { kind: "kline", mask: "a b" },
    { kind: "kline", mask: "a@b.example", seconds: -1 },
    { kind: "kline", mask: "a@b.example", seconds: 1e12 },
    { kind: "kline", mask: "a@b.example", reason: "a\r\nQUIT" },
    { kind: "kline", mask: "a@b.example", by: "somebody" },
    { kind: "kline" },
  ];
  for (const body of wrong) expect([body, (await set(body)).status]).toEqual([body, 422]);
  expect((await ask("/dline/example.org/hits")).status).toBe(422);
  expect(http.network.node.world.bans.size).toBe(0);
});

test("bans need their scopes", async () => {
  const { ask } = await openBans();
  const body = { kind: "kline", mask: "a@b.example" };
  expect((await ask("", { token: meagreToken })).status).toBe(403);
  expect((await ask("", { method: "POST", body, token: meagreToken })).status).toBe(403);
});

test("what is done with bans is in the audit log", async () => {
  const { http, boss, ask, set } = await openBans();
  boss.send("MODE boss -s", "MODE boss +s a");
  boss.read();
  await set({ kind: "mute", mask: "a@b.example", reason: "spam" });
  await ask("/mute/a@b.example", { method: "DELETE" });
  const told: string[] = [];
  await http.network.until(() => told.push(...boss.read()) >= 2);
  expect(told).toEqual([
    ":irc.test NOTICE * :*** all (admin API) bans.set mute a@b.example (spam): done",
    ":irc.test NOTICE * :*** all (admin API) bans.end mute a@b.example: done",
  ]);
});

test("the level of DEFCON is set and ended over the API, and operators are told", async () => {
  const { http, boss } = await openBans();
  const put = (body: object) => http.ask("/api/v1/server/defcon", { method: "PUT", body });
  expect((await put({ level: 2, seconds: 60, reason: "attack" })).json).toEqual({
    level: 2,
    expiresAt: http.network.now + 60_000,
  });
  expect(boss.read()).toContain(":irc.test NOTICE * :*** all (admin API) set DEFCON 2 (attack)");
  expect(http.network.node.world.defcon).toMatchObject({ level: 2, by: "all (admin API)" });
  await put({ level: 5 });
  expect(http.network.node.world.defcon.level).toBe(5);
  for (const level of [0, 6, 2.5, "2", null])
    expect(await put({ level })).toMatchObject({
      status: 422,
      json: { errors: [{ at: "body.level", message: "Invalid option: expected one of 5|4|3|2|1" }] },
    });
});
