import fc from "fast-check";
import ipaddr from "ipaddr.js";
import { expect, test } from "vitest";
import {
  addressBytes,
  blockName,
  blockNamed,
  blocksTest,
  isBlock,
  isIn,
} from "../../src/protocol/address-block.ts";

// As the system writes them.
const written = (bytes: Uint8Array) => ipaddr.fromByteArray([...bytes]).toString();
const address = fc.oneof(
  fc.uint8Array({ minLength: 4, maxLength: 4 }).map(written),
  fc
    .array(fc.constantFrom(0, 0, 1, 255, 128), { minLength: 16, maxLength: 16 })
    .map((bytes) => written(Uint8Array.from(bytes))),
);

test("the bytes of an address are those every other reader finds", () => {
  fc.assert(
    fc.property(address, (text) => {
      expect(addressBytes(text)).toEqual(ipaddr.process(text).toByteArray());
    }),
    { numRuns: 500 },
  );
});

test("an address is in a block as every other reader finds", () => {
  fc.assert(
    fc.property(address, address, fc.integer({ min: 0, max: 128 }), (text, base, size) => {
      const [one, other] = [ipaddr.process(text), ipaddr.process(base)];
      const bits = Math.min(size, other.kind() === "ipv4" ? 32 : 128);
      const block = blockNamed(`${other.toString()}/${bits}`);
      const found = isIn(addressBytes(text) ?? [], block);
      expect(found).toBe(one.kind() === other.kind() && one.match(other, bits));
    }),
  );
});

test("two addresses have one block name exactly when their first bits are the same", () => {
  const bytes = fc.uint8Array({ minLength: 4, maxLength: 4 }).map((array) => [...array]);
  fc.assert(
    fc.property(bytes, bytes, fc.integer({ min: 1, max: 32 }), (one, other, bits) => {
      const same = isIn(one, { bytes: other, bits });
      expect(blockName(one, bits) === blockName(other, bits)).toBe(same);
    }),
  );
});

test.each(["", "x", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1:2:3", "1:2:3:4:5:6:7:8:9", "::zz", "1::2.3.4.999"])(
  "%j is no address",
  (text) => expect(addressBytes(text)).toBeUndefined(),
);

test.each([
  "127.1",
  "10.1/16",
  "10",
  "010.0.0.1",
  "010.0.0.0/8",
  "::ffff:010.0.0.1",
  "0x7f.0.0.1",
  "1.2.3.4/33",
])("what only some take for an address is none: %s", (text) => {
  expect(isBlock(text)).toBe(false);
});

test("a block of IPv4 written as IPv6 is that of IPv4", () => {
  expect(blocksTest(["::ffff:192.0.2.0/120"])("192.0.2.5")).toBe(true);
  expect(blocksTest(["::ffff:192.0.2.0/120"])("192.0.3.5")).toBe(false);
  expect(["10.0.0.0/8", "192.0.2.1", "::", "2001:db8::/32", "::ffff:192.0.2.1"].filter(isBlock)).toHaveLength(
    5,
  );
});
