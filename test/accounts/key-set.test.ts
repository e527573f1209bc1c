import { mkdtempSync, writeFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { BearerTokens } from "../../src/accounts/bearer-tokens.ts";
import { KeySetError, keySet, usualKeySetLimits } from "../../src/accounts/key-set.ts";
import type { BearerConfig } from "../../src/config/schema.ts";
import { base64url, KeyServer, TestIssuer } from "../kit/issuer.ts";

const issuer = await TestIssuer.open();
const other = await TestIssuer.open("ES256", "k2");

function open(jwks: BearerConfig["jwks"], limits = {}) {
  const { issuer: name, audience, now } = issuer;
  const config: BearerConfig = { issuer: name, audience, jwks, algorithms: ["ES256"] };
  const openKeys = () => keySet(config, { ...usualKeySetLimits, ...limits });
  return new BearerTokens({ issuer: () => config, now: () => now, openKeys });
}

const json = (response: ServerResponse, value: unknown, status = 200) =>
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
const serveKeys = (...issuers: readonly TestIssuer[]) =>
  KeyServer.open((_, response) => json(response, { keys: issuers.map(({ jwk }) => jwk) }));

describe("keys at a URL", () => {
  test("are fetched once, however many tokens there are at once", async () => {
    await using server = await serveKeys(issuer);
    const tokens = open(server.url());
    const names = await Promise.all(
      Array.from({ length: 20 }, async () => tokens.accountOf(await issuer.token())),
    );
    expect(new Set(names)).toEqual(new Set(["alice"]));
    expect(await tokens.accountOf(await issuer.token())).toBe("alice");
    expect(server.asked).toEqual(["/keys"]);
  });

  test("are not fetched for what is no token", async () => {
    await using server = await serveKeys(issuer);
    const [, payload, signature] = (await issuer.token()).split(".");
    const unsigned = [base64url('{"alg":"none"}'), payload, signature].join(".");
    for (const none of ["", "a.b.c", unsigned])
      expect(await open(server.url()).accountOf(none)).toBeUndefined();
    expect(server.asked).toEqual([]);
  });

  test("are asked for again when a token names one that is not among them, but not too often", async () => {
    await using server = await serveKeys(issuer);
    const paused = open(server.url());
    for (let at = 0; at < 5; at += 1) expect(await paused.accountOf(await other.token())).toBeUndefined();
    expect(server.asked).toHaveLength(1);
    const patient = open(server.url(), { pauseMs: 0 });
    expect(await patient.accountOf(await issuer.token())).toBe("alice");
    server.answer = (_, response) => json(response, { keys: [issuer.jwk, other.jwk] });
    expect(await patient.accountOf(await other.token())).toBe("alice");
  });

  test("are nowhere but there: what a token says of places is not asked", async () => {
    await using server = await serveKeys(issuer);
    await using elsewhere = await serveKeys(other);
    const header = { jku: elsewhere.url(), x5u: elsewhere.url(), kid: elsewhere.url() };
    expect(await open(server.url()).accountOf(await other.token({}, header))).toBeUndefined();
    expect(elsewhere.asked).toEqual([]);
  });

  test("are not fetched from where a redirection leads", async () => {
    await using elsewhere = await serveKeys(issuer);
    for (const status of [301, 302, 303, 307, 308]) {
      await using server = await KeyServer.open((_, response) =>
        response.writeHead(status, { location: elsewhere.url() }).end(),
      );
      await expect(open(server.url()).accountOf(await issuer.token())).rejects.toThrow(KeySetError);
    }
    expect(elsewhere.asked).toEqual([]);
  });

  const huge = { keys: [issuer.jwk], padding: "x".repeat(300_000) };
  test.each<readonly [string, KeyServer["answer"]]>([
    ["an error", (_, response) => json(response, { keys: [issuer.jwk] }, 500)],
    ["another status", (_, response) => json(response, { keys: [issuer.jwk] }, 203)],
    ["no JSON", (_, response) => response.end("<html>")],
    ["nothing", (_, response) => response.end()],
    ["no key set", (_, response) => json(response, ["keys"])],
    ["a key that is none", (_, response) => json(response, { keys: [{ ...issuer.jwk, x: "AAAA" }] })],
    ["a hang-up", (request) => request.socket.destroy()],
    ["too much", (_, response) => json(response, huge)],
    ["too much, without an end", (_, response) => pour(response)],
  ])("cannot be had where the answer is %s", async (_, answer) => {
    await using server = await KeyServer.open(answer);
    await expect(open(server.url()).accountOf(await issuer.token())).rejects.toThrow(KeySetError);
  });

  test("are not waited for longer than it may take, whether the answer never begins or never ends", async () => {
    await using silent = await KeyServer.open(() => {});
    await using slow = await KeyServer.open((_, response) => response.write('{"keys":['));
    for (const { url } of [silent, slow].map((server) => ({ url: server.url() })))
      await expect(open(url, { timeoutMs: 50 }).accountOf(await issuer.token())).rejects.toThrow(KeySetError);
  });

  test("are had as soon as they can be", async () => {
    await using server = await KeyServer.open((_, response) => json(response, {}, 503));
    const tokens = open(server.url());
    await expect(tokens.accountOf(await issuer.token())).rejects.toThrow(KeySetError);
    server.answer = (_, response) => json(response, { keys: [issuer.jwk] });
    expect(await tokens.accountOf(await issuer.token())).toBe("alice");
  });
});

describe("keys in a file", () => {
  test("are read, and read again once a broken file is mended", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "ircd-keys-")), "keys.json");
    const tokens = open({ file });
    await expect(tokens.accountOf(await issuer.token())).rejects.toThrow(KeySetError);
    writeFileSync(file, "{");
    await expect(tokens.accountOf(await issuer.token())).rejects.toThrow(KeySetError);
    writeFileSync(file, JSON.stringify({ keys: [issuer.jwk] }));
    expect(await tokens.accountOf(await issuer.token())).toBe("alice");
    expect(await tokens.accountOf(await other.token())).toBeUndefined();
    writeFileSync(file, "{");
    expect(await tokens.accountOf(await issuer.token())).toBe("alice");
  });
});

/** Writes for as long as anybody reads. */
function pour(response: ServerResponse): void {
  const more = () => {
    while (!response.destroyed && response.write("x".repeat(65_536)));
  };
  response.on("drain", more).on("error", () => response.destroy());
  more();
}
