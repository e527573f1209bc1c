import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { Gatekeeper } from "../../src/http/gatekeeper.ts";
import { httpApp } from "../../src/http/http-app.ts";
import { knownToken } from "../../src/http/tokens.ts";
import { hashOf, httpSection, meagreToken, openHttp, type TestHttp, token } from "../kit/http.ts";

/** Sends bytes as they are, and gives all that came until the server has hung up. */
function raw({ side }: TestHttp, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(side.address?.port ?? 0, "127.0.0.1");
    onTestFinished(() => {
      socket.destroy();
    });
    let came = "";
    socket.setEncoding("utf8").on("data", (chunk) => {
      came += chunk;
    });
    socket.on("error", reject).on("close", () => resolve(came));
    socket.write(text);
  });
}

const request = (line: string, ...headers: readonly string[]) =>
  [line, "Host: irc.test", "Connection: close", ...headers, "", ""].join("\r\n");

test("a token in the query, in a cookie, or by another scheme counts for nothing", async () => {
  const http = await openHttp();
  const none = { token: undefined };
  const basic = `Basic ${Buffer.from(`all:${token}`).toString("base64")}`;
  const answers = [
    await http.ask(`/api/v1/users?token=${token}`, none),
    await http.ask(`/api/v1/users?access_token=${token}`, none),
    await http.ask("/api/v1/users", { ...none, headers: { cookie: `token=${token}` } }),
    await http.ask("/api/v1/users", { ...none, headers: { authorization: basic } }),
    await http.ask("/api/v1/users", { ...none, headers: { authorization: token } }),
    await http.ask("/api/v1/users", { ...none, headers: { authorization: `Bearer ${hashOf(token)}` } }),
  ];
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 401));
  expect((await http.ask(`/api/v1/users?token=${token}`)).status).toBe(422);
  expect(JSON.stringify(http.logged)).not.toContain(token);
});

test("all tokens are compared, and a hash that is none opens nothing", () => {
  const all = [
    { name: "broken", hash: "sha256:", scopes: [] },
    { name: "first", hash: hashOf("one"), scopes: [] },
    { name: "last", hash: hashOf("two"), scopes: [] },
  ];
  expect(knownToken(all, "one")?.name).toBe("first");
  expect(knownToken(all, "two")?.name).toBe("last");
  expect(knownToken(all, "")).toBeUndefined();
  expect(knownToken([], "one")).toBeUndefined();
});

test("a token without the scope does nothing, and is told which scope it lacks", async () => {
  const http = await openHttp();
  http.network.connect("alice");
  const kill = { method: "POST", token: meagreToken, body: {} };
  expect((await http.ask("/api/v1/users/alice/kill", kill)).status).toBe(403);
  expect(http.network.node.world.users.size).toBe(1);
});

test("a page of another origin reads nothing, and cannot ask beforehand", async () => {
  const http = await openHttp();
  for (const origin of ["https://evil.example", "null", "https://admin.example.org.evil.example"]) {
    const simple = await http.ask("/api/v1/users", { headers: { origin } });
    const preflight = await http.ask("/api/v1/users", { method: "OPTIONS", headers: { origin } });
    expect(simple.headers.get("access-control-allow-origin")).toBeNull();
    expect([preflight.status, preflight.headers.get("access-control-allow-origin")]).toEqual([404, null]);
  }
});

test("an origin of the configuration is let in, itself and no other", async () => {
  const http = await openHttp({ http: { ...httpSection, origins: ["https://admin.example.org"] } });
  const headers = { origin: "https://admin.example.org" };
  const preflight = await http.ask("/api/v1/users", { method: "OPTIONS", token: undefined, headers });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get("access-control-allow-headers")).toContain("authorization");
  const answer = await http.ask("/api/v1/users", { headers });
  expect(answer.headers.get("access-control-allow-origin")).toBe("https://admin.example.org");
  expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
});

test("every answer, mistakes too, is safe to be looked at in a browser", async () => {
  const http = await openHttp();
  for (const path of ["/healthz", "/metrics", "/openapi.json", "/api/v1/users", "/nothing", "/%"]) {
    const { headers } = await http.ask(path);
    expect([path, headers.get("x-content-type-options")]).toEqual([path, "nosniff"]);
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("content-type")).not.toContain("html");
  }
});

test.each([
  "/../../etc/passwd",
  "/api/v1/users/..%2f..%2fetc%2fpasswd",
  "/%2e%2e/%2e%2e/etc/passwd",
  "/api/v1/users/%00",
])("%s leads nowhere", async (path) => {
  const http = await openHttp();
  const answer = await raw(http, request(`GET ${path} HTTP/1.1`, `Authorization: Bearer ${token}`));
  expect(answer).toMatch(/^HTTP\/1\.1 (?:404|422) /);
  expect(answer).not.toContain("root:");
});

test("a body that is too long, no JSON, or meant for a prototype is refused", async () => {
  const http = await openHttp();
  const post = (body: string, type = "application/json") =>
    http.ask("/api/v1/messages", { method: "POST", body, headers: { "content-type": type } });
  expect((await post(JSON.stringify({ target: "#a", text: "x".repeat(70_000) }))).status).toBe(413);
  expect((await post('{"target": "#a", ')).status).toBe(400);
  expect((await post('{"__proto__": {"target": "#a"}}')).status).toBe(400);
  expect((await post("target=%23a&text=x", "application/x-www-form-urlencoded")).status).toBe(415);
  expect((await post('{"target":"#a","text":"x"}', "text/plain")).status).toBe(415);
});

test("a line that would end in IRC is never let through", async () => {
  const http = await openHttp();
  const [alice] = http.network.inChannel("#room", "alice");
  for (const text of ["hi\r\nKILL alice :x", "hi\nQUIT", "hi\0", "\ud800", "x".repeat(401), ""]) {
    const body = { target: "#room", text };
    expect((await http.ask("/api/v1/messages", { method: "POST", body })).status).toBe(422);
  }
  const mode = { modes: "+k", params: ["a\r\nQUIT"] };
  expect((await http.ask("/api/v1/channels/%23room/modes", { method: "POST", body: mode })).status).toBe(422);
  const kick = { nick: "alice", reason: "x\r\nQUIT" };
  expect((await http.ask("/api/v1/channels/%23room/kick", { method: "POST", body: kick })).status).toBe(422);
  expect(alice?.read()).toEqual([]);
});

test.each([
  ["no HTTP at all", "NICK alice\r\nUSER a 0 * :A\r\n\r\n", 400],
  ["headers without end", request("GET / HTTP/1.1", `X: ${"x".repeat(20_000)}`), 431],
  ["two lengths", request("POST /api/v1/messages HTTP/1.1", "Content-Length: 1", "Content-Length: 2"), 400],
  ["a length and chunks", request("POST / HTTP/1.1", "Content-Length: 1", "Transfer-Encoding: chunked"), 400],
])("%s is refused, and the server goes on", async (_name, text, status) => {
  const http = await openHttp();
  expect(await raw(http, text)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect((await http.ask("/healthz")).status).toBe(200);
});

test("who sends headers too slowly is cut off", async () => {
  const http = await openHttp();
  expect(await raw(http, "GET /healthz HTTP/1.1\r\nHost: irc.test\r\n")).toMatch(/^HTTP\/1\.1 408 /);
}, 15_000);

test("who guesses tokens is slowed down, and whoever has one is not", async () => {
  const http = await openHttp({ http: { ...httpSection, throttle: { count: 3, seconds: 60 } } });
  const guessed: number[] = [];
  for (let guess = 0; guess < 5; guess++) {
    guessed.push((await http.ask("/api/v1/users", { token: `guess ${guess}` })).status);
  }
  expect(guessed).toEqual([401, 401, 401, 429, 429]);
  const known = await http.ask("/api/v1/users");
  expect(known.status).toBe(200);
  const last = [
    await http.ask("/api/v1/users"),
    await http.ask("/api/v1/users"),
    await http.ask("/api/v1/users"),
  ];
  expect(last.map(({ status }) => status)).toEqual([200, 200, 429]);
  expect(Number(last.at(-1)?.headers.get("retry-after"))).toBeGreaterThan(0);
});

test("who guesses from all addresses of a block is one who guesses", async () => {
  const section = { ...httpSection, throttle: { count: 3, seconds: 60 } };
  const { http } = loadConfig({ flags: { http: section } });
  const gatekeeper = new Gatekeeper(
    () => http ?? expect.fail("there is no section"),
    () => 0,
  );
  const app = httpApp(() => [], { answered: () => undefined, broke: () => undefined });
  app.get("/", async (request) => gatekeeper.admit(request, "metrics:read"));
  const statusFor = async (remoteAddress: string) =>
    (await app.inject({ url: "/", remoteAddress, headers: { authorization: "Bearer guess" } })).statusCode;
  const guessed: number[] = [];
  for (let guess = 1; guess <= 5; guess++) guessed.push(await statusFor(`2001:db8:0:1::${guess}`));
  expect(guessed).toEqual([401, 401, 401, 429, 429]);
  expect(await statusFor("2001:db8:0:2::1")).toBe(401);
});

test("what an outsider may not know of the network is in no answer without a token", async () => {
  const http = await openHttp();
  const [alice] = http.network.inChannel("#secret", "alice");
  alice?.send("MODE #secret +s");
  for (const path of [
    "/healthz",
    "/readyz",
    "/metrics",
    "/openapi.json",
    "/api/v1/channels",
    "/api/v1/channels/%23secret",
  ]) {
    expect((await http.ask(path, { token: undefined })).text).not.toMatch(/#secret|alice/);
  }
});
