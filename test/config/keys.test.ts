import { expect, test } from "vitest";
import { configKeys, configScopes } from "../../src/config/keys.ts";

test.each(configKeys())("$path says what it is and where it counts", ({ doc, scope }) => {
  expect(doc).toMatch(/^\S.*\S$/);
  expect(["node", "network"]).toContain(scope);
});

test("keys in a section have its scope, or their own", () => {
  const scopes = configScopes();
  expect(scopes.get("listeners[].port")).toBe("node");
  expect(scopes.get("history.lines")).toBe("network");
  expect(scopes.get("connections.perBlock.max")).toBe("node");
});

test("every limit of the section limits is the network's", () => {
  const scopes = [...configScopes()].filter(([path]) => path.startsWith("limits"));
  expect(scopes.length).toBeGreaterThan(10);
  expect(new Set(scopes.map(([, scope]) => scope))).toEqual(new Set(["network"]));
});
