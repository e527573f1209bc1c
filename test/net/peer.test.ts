import { expect, test } from "vitest";
import { normalAddress, reasonOf } from "../../src/net/peer.ts";

test.each([
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["192.0.2.7", "192.0.2.7"],
  ["fe80::1%eth0", "fe80::1"],
  ["::ffff:abcd", "::ffff:abcd"],
])("the address %s is known as %s", (given, known) => expect(normalAddress(given)).toBe(known));

test.each([
  [undefined, "Remote host closed the connection"],
  ["ECONNRESET", "Connection reset by peer"],
  ["EWHATEVER", "Read error: EWHATEVER"],
])("who is gone by %s is said to be so: %s", (code, reason) => {
  expect(reasonOf(code === undefined ? undefined : Object.assign(new Error("gone"), { code }))).toBe(reason);
});
