import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { isShownHost } from "../../src/world/shown-host.ts";

const isTaken = (config: Parameters<typeof loadConfig>[0]) => {
  try {
    loadConfig(config);
    return true;
  } catch {
    return false;
  }
};

test("offeredHosts takes what a user may be shown with, and nothing else", () => {
  const host = fc.oneof(fc.string({ maxLength: 70 }), fc.stringMatching(/^[A-Za-z0-9.:/_-]{0,70}$/));
  fc.assert(fc.property(host, (one) => isTaken({ flags: { offeredHosts: [one] } }) === isShownHost(one)));
});

describe("accountHost", () => {
  test.each(["users.example.net", "users.x", "a"])("may be %s", (accountHost) => {
    expect(isTaken({ flags: { accountHost } })).toBe(true);
    expect(isShownHost(`alice.${accountHost}`)).toBe(true);
  });

  test.each(["", ".net", "users example", "x".repeat(41), "users/net"])("may not be %j", (accountHost) => {
    expect(isTaken({ flags: { accountHost } })).toBe(false);
  });
});

test("nicks says what is wrong with it", () => {
  expect(() => loadConfig({ text: "nicks: { protect: always }\n" })).toThrow(
    "must be one of strict, lenient, off",
  );
});
