import { expect, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { refusal } from "../kit/refusal.ts";

const whole = { issuer: "https://id.example.net", audience: "irc", jwks: "https://id.example.net/keys" };

const withChanges = (changes: object) =>
  refusal({ text: JSON.stringify({ bearer: { ...whole, ...changes } }) });
const withKeys = (jwks: unknown) => withChanges({ jwks });

test("an issuer of bearer tokens needs three things, and may sign in three ways", () => {
  expect(loadConfig().bearer).toBeUndefined();
  expect(loadConfig({ flags: { bearer: whole } }).bearer).toEqual({
    ...whole,
    algorithms: ["RS256", "ES256", "EdDSA"],
  });
  for (const key of ["issuer", "audience", "jwks"])
    expect(withChanges({ [key]: undefined })[0]).toMatch(new RegExp(`bearer\\.${key}: is missing`));
});

test.each([
  "https://id.example.net/realms/irc/protocol/openid-connect/certs",
  "https://192.0.2.1:8443/keys",
  "http://127.0.0.1:8080/keys",
  "http://localhost/keys",
  "http://[::1]:8080/keys",
])("the keys may be at %s", (url) => {
  expect(withKeys(url)).toEqual([]);
});

test.each([
  "http://id.example.net/keys",
  "http://127.0.0.1.example.net/keys",
  "https://user:secret@id.example.net/keys",
  "file:///etc/passwd",
  "data:application/json,{}",
  "ftp://id.example.net/keys",
  "//id.example.net/keys",
  "keys.json",
  "",
])("the keys are not at %j", (url) => {
  expect(withKeys(url)).toHaveLength(1);
});

test.each([
  [{ file: "keys.json" }, true],
  [{ file: "keys.json", url: "https://id.example.net" }, false],
  [{}, false],
  [7, false],
])("whether %j may be the keys is %s", (jwks, may) => {
  expect(withKeys(jwks).length === 0).toBe(may);
});

test.each([
  [["ES512"], true],
  [["none"], false],
  [["HS256"], false],
  [["RS256", "hs256"], false],
  [["rs256"], false],
  [[], false],
  ["RS256", false],
])("whether tokens may be signed by %j is %s", (algorithms, may) => {
  expect(withChanges({ algorithms }).length === 0).toBe(may);
});
