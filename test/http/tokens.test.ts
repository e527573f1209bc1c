import { expect, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { knownToken, newToken } from "../../src/http/tokens.ts";

test("a new token is known by its hash, and the configuration takes that", () => {
  const { token, hash } = newToken();
  const { http } = loadConfig({ flags: { http: { tokens: [{ name: "a", hash, scopes: ["log:read"] }] } } });
  expect(knownToken(http?.tokens ?? [], token)?.name).toBe("a");
  expect(newToken().token).not.toBe(token);
});
