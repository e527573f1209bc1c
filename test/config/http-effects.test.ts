import { describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { silentLogger } from "../../src/logging/logger.ts";
import { startServer } from "../../src/server.ts";
import { hashOf, httpSection, openHttp } from "../kit/http.ts";

const token = { name: "one", hash: hashOf("one"), scopes: ["users:read"] } as const;

test("without http nothing is served", async () => {
  const http = await openHttp({ http: undefined });
  expect(http.side.address).toBeUndefined();
});

test("http.host and http.port are where it listens", async () => {
  const http = await openHttp({ http: { host: "127.0.0.2", port: 0 } });
  expect(http.side.address?.host).toBe("127.0.0.2");
  const answer = await fetch(`http://127.0.0.2:${http.side.address?.port}/healthz`);
  expect(answer.status).toBe(200);
});

test("http.port that is taken keeps the server from starting, and from a REHASH", async () => {
  const taken = (await openHttp()).side.address?.port ?? 0;
  const http = await openHttp();
  http.network.config = { ...http.network.config, http: { ...httpSection, port: taken } };
  const problem = `http: cannot listen on 127.0.0.1 port ${taken} (EADDRINUSE)`;
  await expect(http.network.node.rehash()).rejects.toThrow(problem);
  expect((await http.ask("/healthz")).status).toBe(200);
  await expect(openHttp({ http: { port: taken } })).rejects.toThrow(problem);
});

test("REHASH moves the listener to another port, closes it, and opens it again", async () => {
  const http = await openHttp();
  const rehash = async (section: object | undefined) => {
    http.network.config = { ...http.network.config, http: section };
    await http.network.node.rehash();
  };
  const free = await openHttp();
  const port = free.side.address?.port ?? 0;
  await free.side.close();
  const before = http.url;
  await rehash({ ...httpSection, port });
  expect(http.url).toBe(`http://127.0.0.1:${port}`);
  expect((await http.ask("/api/v1/users")).status).toBe(200);
  await expect(fetch(`${before}/healthz`)).rejects.toThrow();
  await rehash(undefined);
  expect(http.side.address).toBeUndefined();
  await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow();
  await rehash(httpSection);
  expect((await http.ask("/healthz")).status).toBe(200);
});

test("http.metrics is by token where others can reach the listener, unless it says otherwise", () => {
  const text = `http: { host: 0.0.0.0, tokens: [{ name: a, hash: "${token.hash}", scopes: [metrics:read] }] }`;
  expect(loadConfig({ text }).http?.metrics).toBeUndefined();
  expect(() => loadConfig({ text: "http: { metrics: maybe }" })).toThrow(
    /http\.metrics: must be one of off, open, token/,
  );
});

describe("http.tokens", () => {
  test("are needed where others can reach the listener", () => {
    expect(() => loadConfig({ text: "http: { host: 0.0.0.0 }" })).toThrow(
      /http\.tokens: must name at least one token: others can reach 0\.0\.0\.0/,
    );
    expect(loadConfig({ flags: { http: { host: "0.0.0.0", tokens: [token] } } }).http?.tokens).toHaveLength(
      1,
    );
  });

  test("have names and hashes of their own", () => {
    const other = { ...token, name: "other" };
    expect(() => loadConfig({ flags: { http: { tokens: [token, other] } } })).toThrow(
      /tokens\[1\]\.hash: is another/,
    );
    const twin = { ...token, hash: hashOf("two") };
    expect(() => loadConfig({ flags: { http: { tokens: [token, twin] } } })).toThrow(
      /tokens\[1\]\.name: is another/,
    );
  });

  test("are given as hashes, which no mistake shows", () => {
    const wrong = () =>
      loadConfig({ text: 'http: { tokens: [{ name: a, hash: "geheim", scopes: [log:read] }] }' });
    expect(wrong).toThrow(/hash: must be the hash of a token, made by ircd-ts gentoken/);
    expect(wrong).not.toThrow(/geheim/);
  });

  test("are good for their scopes, which are known ones", () => {
    const scopes = (list: string) => () =>
      loadConfig({ text: `http: { tokens: [{ name: a, hash: "${token.hash}", scopes: ${list} }] }` });
    expect(scopes("[users:eat]")).toThrow(/scopes\[0\]: must be one of metrics:read/);
    expect(scopes("[]")).toThrow(/scopes: must name at least one scope/);
  });
});

test("http.origins are origins", () => {
  expect(() => loadConfig({ text: "http: { origins: ['https://a.example/path'] }" })).toThrow(
    /must be an origin/,
  );
  expect(() => loadConfig({ text: "http: { origins: ['*'] }" })).toThrow(/must be an origin/);
});

test("a server that is started has its HTTP, which is the last to go", async () => {
  const config = loadConfig({ flags: { listeners: [{ port: 0 }], http: { port: 0 } } });
  const server = await startServer(config, { log: silentLogger(), reload: () => config });
  const url = `http://127.0.0.1:${server.http?.port}`;
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  await server.close();
  await expect(fetch(`${url}/readyz`)).rejects.toThrow();
});

test("a section with nothing but sections of which all is commented out is not there", () => {
  expect(loadConfig({ text: "http:\n  # port: 1\n  throttle:\n    # count: 1\n" }).http).toBeUndefined();
  expect(loadConfig({ text: "http: {}" }).http?.port).toBe(8090);
  expect(loadConfig({ text: "listeners:\n  - tls:\n" }).listeners).toHaveLength(1);
});
