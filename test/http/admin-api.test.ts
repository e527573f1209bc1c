import { describe, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { operations, PREFIX } from "../../src/http/admin/operations.ts";
import { type Asking, meagreToken, openHttp, type TestHttp, token } from "../kit/http.ts";

const Parameter = z.object({ name: z.string(), in: z.enum(["path", "query"]), required: z.boolean() });
const Described = z.object({
  operationId: z.string(),
  security: z.array(z.object({ token: z.tuple([z.string()]) })).length(1),
  parameters: z.array(Parameter),
  requestBody: z
    .object({ content: z.object({ "application/json": z.object({ schema: z.unknown() }) }) })
    .optional(),
  responses: z.record(z.string(), z.unknown()),
});
const Document = z.object({
  openapi: z.literal("3.1.0"),
  paths: z.record(z.string(), z.record(z.string(), Described)),
});
const Problem = z.object({ type: z.literal("about:blank"), title: z.string(), status: z.int() });

interface Walked {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly described: z.output<typeof Described>;
}

/** A network with somebody in it, and every operation of the document it serves. */
async function walk() {
  const http = await openHttp();
  http.network.inChannel("#room", "alice", "bob");
  await http.network.node.host.control.accounts.create({
    name: "Carol",
    passwordHash: "$scrypt$secret",
    email: "carol@example.org",
    status: "active",
    verification: undefined,
    settings: {},
  });
  const { json } = await http.ask("/openapi.json", { token: undefined });
  const document = Document.parse(json);
  const found: Walked[] = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      id: described.operationId,
      method: method.toUpperCase(),
      path,
      described,
    })),
  );
  return { http, found };
}

/** What an operation is asked for with, that it can do. */
const good: Readonly<Record<string, { readonly path: string; readonly body?: unknown }>> = {
  "users.list": { path: "/users?limit=1" },
  "users.show": { path: "/users/alice" },
  "users.kill": { path: "/users/bob/kill", body: { reason: "spam" } },
  "channels.list": { path: "/channels" },
  "channels.show": { path: "/channels/%23room" },
  "channels.topic": { path: "/channels/%23room/topic", body: { text: "News" } },
  "channels.modes": { path: "/channels/%23room/modes", body: { modes: "+m-o", params: ["alice"] } },
  "channels.kick": { path: "/channels/%23room/kick", body: { nick: "alice" } },
  "accounts.list": { path: "/accounts" },
  "accounts.show": { path: "/accounts/carol" },
  "accounts.suspend": { path: "/accounts/carol/suspend", body: { seconds: 60 } },
  "accounts.unsuspend": { path: "/accounts/carol/unsuspend" },
  "bans.list": { path: "/bans" },
  "bans.set": { path: "/bans", body: { kind: "kline", mask: "*@198.51.100.0/24", seconds: 60 } },
  "bans.show": { path: "/bans/kline/*@198.51.100.0%2F24" },
  "bans.end": { path: "/bans/kline/*@198.51.100.0%2F24" },
  "bans.hits": { path: "/bans/kline/*@192.0.2.0%2F24/hits" },
  "messages.send": { path: "/messages", body: { target: "alice", text: "Hello" } },
  "server.defcon": { path: "/server/defcon", body: { level: 4, seconds: 60 } },
  "server.rehash": { path: "/server/rehash" },
};

/** What stands in a path, so that the operation is reached. */
function filled(path: string, value = "x"): string {
  return path.replaceAll(/\{\w+\}/g, encodeURIComponent(value));
}

function bodyFor({ described }: Walked, body: unknown): Pick<Asking, "body"> {
  return described.requestBody ? { body } : {};
}

test("the document has every operation, and each has what it takes to be asked for", async () => {
  const { found } = await walk();
  expect(found.map(({ id }) => id)).toEqual([...operations.map(({ id }) => id), "log.follow"]);
  expect(Object.keys(good)).toEqual(operations.map(({ id }) => id));
  for (const { path, described } of found) {
    const inPath = described.parameters
      .filter((parameter) => parameter.in === "path")
      .map(({ name }) => name);
    expect(path.match(/\{(\w+)\}/g) ?? []).toEqual(inPath.map((name) => `{${name}}`));
  }
});

test("no operation is done without a token, or with one that is not known", async () => {
  const { http, found } = await walk();
  for (const walked of found) {
    const { method, path } = walked;
    for (const shown of [undefined, "guessed", `${token}x`]) {
      const answer = await http.ask(filled(path), { method, token: shown, ...bodyFor(walked, {}) });
      expect([walked.id, answer.status]).toEqual([walked.id, 401]);
      expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer/);
      expect(answer.headers.get("content-type")).toMatch(/^application\/problem\+json/);
      expect(Problem.parse(answer.json).status).toBe(401);
    }
  }
});

test("no operation is done without its scope", async () => {
  const { http, found } = await walk();
  for (const walked of found) {
    const { id, method, path, described } = walked;
    const answer = await http.ask(filled(path), { method, token: meagreToken, ...bodyFor(walked, {}) });
    expect([id, answer.status]).toEqual([id, 403]);
    expect(answer.headers.get("www-authenticate")).toContain(described.security[0]?.token[0]);
  }
});

test("bad input is refused by every operation, and breaks none", async () => {
  const { http, found } = await walk();
  const words = ["#", "a b", "\u0000", "a,b", "*", "..", "__proto__", "é".repeat(300), "'; DROP", ":x", " "];
  const bodies = [
    "{",
    "[]",
    "null",
    '"x"',
    '{"__proto__":{}}',
    '{"unknown":1}',
    '{"text":7,"nick":[],"modes":{}}',
  ];
  for (const walked of found.filter(({ id }) => id !== "log.follow")) {
    const { id, method, path } = walked;
    const asked: [string, Asking][] = [];
    if (path.includes("{"))
      asked.push(
        ...words.map((word): [string, Asking] => [filled(path, word), { method, ...bodyFor(walked, {}) }]),
      );
    if (method !== "GET")
      asked.push(...bodies.map((body): [string, Asking] => [filled(path), { method, body }]));
    asked.push([`${filled(path)}?unknown=1`, { method, ...bodyFor(walked, {}) }]);
    asked.push([`${filled(path)}?limit=-1&after=${"x".repeat(300)}`, { method, ...bodyFor(walked, {}) }]);
    for (const [at, asking] of asked) {
      const { status, json } = await http.ask(at, asking);
      expect([id, at, asking.body, status >= 400 && status < 500]).toEqual([id, at, asking.body, true]);
      expect(Problem.parse(json).status).toBe(status);
    }
  }
}, 30_000);

describe("good input", () => {
  test("is answered by every operation as the document says", async () => {
    const { http } = await walk();
    for (const { id, method, answer } of operations) {
      const { path, body } = good[id] ?? { path: "/missing" };
      const { status, json } = await http.ask(PREFIX + path, { method, ...(body !== undefined && { body }) });
      expect([id, status]).toEqual([id, 200]);
      expect(answer.parse(json)).toEqual(json);
    }
  });

  test("lists users in pages, in the order of their nicks, and finds all of them", async () => {
    const http = await openHttp();
    const nicks = ["mike", "Alice", "zoe", "bob", "[x]", "carol", "dave"];
    for (const nick of nicks) http.network.connect(nick);
    const seen: string[] = [];
    for (let after: string | null = ""; after !== null; ) {
      const { json } = await http.ask(`/api/v1/users?limit=3&after=${encodeURIComponent(after)}`);
      const page = z
        .object({ users: z.array(z.object({ nick: z.string() })), next: z.string().nullable() })
        .parse(json);
      seen.push(...page.users.map(({ nick }) => nick));
      after = page.next;
    }
    expect(seen).toEqual(["[x]", "Alice", "bob", "carol", "dave", "mike", "zoe"]);
  });

  test("shows a user with channels and sessions", async () => {
    const { http } = await walk();
    expect((await http.ask("/api/v1/users/ALICE")).json).toMatchObject({
      nick: "alice",
      address: "192.0.2.2",
      account: null,
      channels: [{ name: "#room", status: "o" }],
      sessions: [{ node: "irc.test", tls: false }],
    });
    expect((await http.ask("/api/v1/users?channel=%23room")).json).toMatchObject({ users: { length: 2 } });
  });

  test("shows a channel without its key, also a secret one", async () => {
    const http = await openHttp();
    const [alice] = http.network.inChannel("#room", "alice");
    alice?.send("MODE #room +skb geheim *!*@192.0.2.9");
    const { json, text } = await http.ask("/api/v1/channels/%23ROOM");
    expect(json).toMatchObject({
      name: "#room",
      modes: "+nstk *",
      lists: { b: [{ mask: "*!*@192.0.2.9" }] },
    });
    expect(text).not.toContain("geheim");
  });

  test("shows no secret of an account, and suspends it until that is ended", async () => {
    const { http } = await walk();
    const { text } = await http.ask("/api/v1/accounts/CAROL");
    expect(text).not.toMatch(/scrypt|example\.org/);
    const post = (path: string, body?: object) =>
      http.ask(`/api/v1/accounts/carol/${path}`, { method: "POST", body });
    expect((await post("suspend", { reason: "spam" })).json).toMatchObject({
      name: "Carol",
      status: "suspended",
    });
    expect(http.network.node.world.accountNamed("carol")).toMatchObject({
      status: "suspended",
      settings: { suspension: { by: "all", reason: "spam" } },
    });
    expect((await post("unsuspend")).json).toMatchObject({ status: "active" });
    expect((await post("unsuspend")).status).toBe(409);
  });

  test("does what it says in the network", async () => {
    const { http } = await walk();
    const dave = http.network.connect("dave");
    dave.send("JOIN #room");
    dave.read();
    const post = (path: string, body: unknown, method = "POST") =>
      http.ask(`/api/v1${path}`, { method, body });
    await post("/messages", { target: "#room", text: "Hello" });
    await post("/messages", { target: "DAVE", text: "Psst", verb: "PRIVMSG" });
    await post("/channels/%23room/topic", { text: "News" }, "PUT");
    expect((await post("/channels/%23room/modes", { modes: "+v", params: ["dave"] })).json).toEqual({
      modes: "+nt",
    });
    await post("/channels/%23room/kick", { nick: "bob", reason: "enough" });
    await post("/users/alice/kill", { reason: "spam" });
    expect(dave.read()).toEqual([
      ":irc.test NOTICE #room :Hello",
      ":irc.test PRIVMSG dave :Psst",
      ":irc.test TOPIC #room :News",
      ":irc.test MODE #room +v dave",
      ":irc.test KICK #room bob :enough",
      ":alice!alice@192.0.2.2 QUIT :Killed (irc.test (spam))",
    ]);
  });

  test("reads the configuration again, or says what is wrong with it", async () => {
    const { http } = await walk();
    const rehash = () => http.ask("/api/v1/server/rehash", { method: "POST" });
    http.network.config = { ...http.network.config, casemapping: "rfc1459", defaultChannelModes: "m" };
    expect((await rehash()).json).toEqual({ notes: ["casemapping: changes when the server starts anew"] });
    expect(http.network.node.world.settings.defaultChannelModes).toBe("m");
    http.network.config = { ...http.network.config, name: "no dots" };
    expect(await rehash()).toMatchObject({ status: 422, json: { errors: [{ at: "configuration" }] } });
  });
});

test("what is not there is 404, and says what", async () => {
  const { http } = await walk();
  const post = (path: string, body: unknown) => http.ask(`/api/v1${path}`, { method: "POST", body });
  const answers = [
    await http.ask("/api/v1/users/nobody"),
    await http.ask("/api/v1/channels/%23none"),
    await http.ask("/api/v1/accounts/nobody"),
    await http.ask("/api/v1/nothing"),
    await post("/users/nobody/kill", {}),
    await post("/messages", { target: "#none", text: "x" }),
    await post("/channels/%23room/kick", { nick: "nobody" }),
  ];
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
});

test("every call is written down with token, action and target, and without what was said", async () => {
  const { http } = await walk();
  await http.ask("/api/v1/messages", { method: "POST", body: { target: "#room", text: "geheim" } });
  await http.ask("/api/v1/channels/%23room/modes", {
    method: "POST",
    body: { modes: "+k", params: ["geheim"] },
  });
  await http.ask("/api/v1/users", { token: meagreToken });
  await http.ask("/api/v1/users", { token: "guessed" });
  const audited = () => http.logged.filter((line) => isAudit(line));
  await http.network.until(() => audited().length === 4);
  expect(audited()).toMatchObject([
    { token: "all", action: "messages.send", target: "#room", status: 200 },
    { token: "all", action: "channels.modes", channel: "#room", status: 200 },
    { token: "meagre", action: "users.list", status: 403 },
    { action: "users.list", status: 401, address: "127.0.0.1" },
  ]);
  expect(JSON.stringify(http.logged)).not.toMatch(/geheim|guessed|token-of-the-tests/);
});

test("what changes something is in the audit log, too, with token, target and outcome", async () => {
  const { http } = await walk();
  const watcher = http.network.connect("watcher");
  http.network.makeOperator(watcher);
  watcher.send("MODE watcher -s", "MODE watcher +s a");
  watcher.read();
  const post = (path: string, body: object, by = token) =>
    http.ask(`/api/v1${path}`, { method: "POST", body, token: by });
  await post("/messages", { target: "#room", text: "geheim" });
  await post("/users/bob/kill", { reason: "spam" });
  await post("/users/bob/kill", { reason: "spam" });
  await post("/users/alice/kill", {}, meagreToken);
  await post("/users/alice/kill", {}, "guessed");
  await http.ask("/api/v1/users");
  await post("/server/rehash", {});
  const told: string[] = [];
  await http.network.until(() => {
    told.push(...watcher.read());
    return told.length >= 5;
  });
  expect(told.map((line) => line.slice(":irc.test NOTICE * :*** ".length))).toEqual([
    "all (admin API) messages.send #room: done",
    "all (admin API) users.kill bob (spam): done",
    "all (admin API) users.kill bob (spam): refused with 404",
    "meagre (admin API) users.kill: refused with 403",
    "all (admin API) server.rehash: done",
  ]);
});

test("calls to the log are written down, too: once each, refused ones as well", async () => {
  const { http } = await walk();
  const giveUp = new AbortController();
  onTestFinished(() => giveUp.abort());
  const follow = (query: string, shown: string) =>
    fetch(`${http.url}/api/v1/log${query}`, {
      headers: { authorization: `Bearer ${shown}` },
      signal: giveUp.signal,
    });
  await follow("?level=error", token);
  await follow("?level=loud", token);
  await follow("", meagreToken);
  await follow("", "guessed");
  const audited = () => http.logged.filter((line) => isAudit(line));
  await http.network.until(() => audited().length === 4);
  await http.side.close();
  expect(audited()).toMatchObject([
    { token: "all", action: "log.follow", status: 200 },
    { token: "all", action: "log.follow", status: 422 },
    { token: "meagre", action: "log.follow", status: 403 },
    { action: "log.follow", status: 401, address: "127.0.0.1" },
  ]);
});

test("a token that is taken away by REHASH is worth nothing from then on", async () => {
  const { http } = await walk();
  expect(await statusOfUsers(http)).toBe(200);
  http.network.config = { ...http.network.config, http: { port: 0 } };
  await http.network.node.rehash();
  expect(await statusOfUsers(http)).toBe(401);
});

async function statusOfUsers(http: TestHttp): Promise<number> {
  return (await http.ask("/api/v1/users")).status;
}

function isAudit(line: unknown): boolean {
  return typeof line === "object" && line !== null && "msg" in line && line.msg === "admin";
}
