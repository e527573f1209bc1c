import { expect, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import type { ConfigInput } from "../../src/config/schema.ts";
import { TestNetwork } from "../kit/network.ts";

// What the keys about metadata and read markers do, besides what test/ircv3/metadata*.test.ts and read-marker.test.ts
// see of them.

const offered = (config: ConfigInput) => new TestNetwork(config).open().ask("CAP LS 302").join(" ");
const code = (lines: readonly string[]) => lines.at(-1)?.split(" ").slice(1, 4).join(" ");

test("metadata.keys, metadata.subscriptions and metadata.valueLength are what the capability says", () => {
  expect(offered({ metadata: { keys: 7, subscriptions: 8, valueLength: 9 } })).toContain(
    "draft/metadata-2=before-connect,max-subs=8,max-keys=7,max-value-bytes=9,",
  );
  expect(offered({ metadata: { keys: 0 } })).not.toContain("metadata");
});

test("metadata.keys 0 keeps no metadata", () => {
  const alice = new TestNetwork({ metadata: { keys: 0 } }).connect("alice");
  expect(code(alice.ask("METADATA * SET a :x"))).toBe("FAIL METADATA LIMIT_REACHED");
});

test("metadata.valueLength is the longest value", () => {
  const alice = new TestNetwork({ metadata: { valueLength: 2 } }).connect("alice");
  expect(code(alice.ask("METADATA * SET a :é"))).toBe("761 alice *");
  expect(code(alice.ask("METADATA * SET a :éx"))).toBe("FAIL METADATA VALUE_INVALID");
});

test("metadata.operatorKeys are masks of keys, from REHASH on", async () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  alice.ask("METADATA * SET staff/x :1");
  network.config = { ...network.config, metadata: { operatorKeys: ["staff/?"] } };
  await network.node.rehash();
  expect(code(alice.ask("METADATA * GET staff/x"))).toBe("FAIL METADATA KEY_NO_PERMISSION");
  expect(code(alice.ask("METADATA * SET staff/xy :1"))).toBe("761 alice *");
  expect(() => loadConfig({ flags: { metadata: { operatorKeys: ["No Key"] } } })).toThrow("operatorKeys");
});

test("limits.readMarkers 0 offers no read markers", () => {
  expect(offered({ limits: { readMarkers: 0 } })).not.toContain("read-marker");
  expect(offered({})).toContain(" draft/read-marker ");
});

test("limits.userQueries 0 offers no user queries", () => {
  expect(offered({ limits: { userQueries: 0 } })).not.toContain("user-query");
  expect(offered({})).toContain(" draft/user-query ");
});

test("connections.metadataThrottle is how often one client may change metadata", () => {
  const alice = new TestNetwork({ connections: { metadataThrottle: { count: 1, seconds: 10 } } }).connect(
    "alice",
  );
  expect(code(alice.ask("METADATA * SET a :1", "METADATA * SET a :2"))).toBe("FAIL METADATA RATE_LIMITED");
  const bob = new TestNetwork({ connections: { metadataThrottle: { count: 0 } } }).connect("bob");
  expect(code(bob.ask(...Array.from({ length: 15 }, (_, index) => `METADATA * SET a :${index}`)))).toBe(
    "761 bob *",
  );
});
