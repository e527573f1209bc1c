import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { longestHeader, readProxyHeader } from "../../src/net/proxy-header.ts";
import { headerInBytes, headerInWords, proxiedBytes, tag } from "../kit/proxy-header.ts";

const read = (header: string | Buffer) => readProxyHeader(Buffer.from(header as string, "latin1"));
const clientOf = (header: string | Buffer) => {
  const found = read(header);
  return found.type === "header" ? found.client : found.type;
};
const four = [203, 0, 113, 9];
const six = [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7];
const mapped = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 203, 0, 113, 9];

describe("version 1", () => {
  test.each([
    ["TCP4", "203.0.113.9", "192.0.2.1", "203.0.113.9"],
    ["TCP6", "2001:DB8::7", "::1", "2001:db8::7"],
    ["TCP6", "::ffff:203.0.113.9", "::1", "203.0.113.9"],
  ])("%s %s is a client", (family, address, ours, normal) => {
    const header = headerInWords(family, address, ours, 50_001);
    expect(read(`${header}NICK a`)).toEqual({
      type: "header",
      length: header.length,
      client: { address: normal, port: 50_001, tls: undefined },
    });
  });

  test.each(["PROXY UNKNOWN\r\n", "PROXY UNKNOWN ffff::1 what ever 1 2\r\n"])(
    "%j is the proxy itself",
    (line) => {
      expect(read(line)).toEqual({ type: "header", length: line.length, client: undefined });
    },
  );

  test.each([
    "PROXY TCP4 2001:db8::1 192.0.2.1 1 2\r\n",
    "PROXY TCP6 203.0.113.9 192.0.2.1 1 2\r\n",
    "PROXY TCP6 fe80::1%eth0 ::1 1 2\r\n",
    "PROXY TCP4 203.0.113.09 192.0.2.1 1 2\r\n",
    "PROXY TCP4 0x7f.0.0.1 192.0.2.1 1 2\r\n",
    "PROXY TCP4 127.1 192.0.2.1 1 2\r\n",
    "PROXY TCP4 203.0.113.9 localhost 1 2\r\n",
    "PROXY TCP4 203.0.113.9 192.0.2.1 65536 2\r\n",
    "PROXY TCP4 203.0.113.9 192.0.2.1 01 2\r\n",
    "PROXY TCP4 203.0.113.9 192.0.2.1 -1 2\r\n",
    "PROXY TCP4 203.0.113.9 192.0.2.1 1\r\n",
    "PROXY TCP4 203.0.113.9 192.0.2.1 1 2 3\r\n",
    "PROXY TCP4  203.0.113.9 192.0.2.1 1 2\r\n",
    "PROXY UDP4 203.0.113.9 192.0.2.1 1 2\r\n",
    "PROXY UNKNOWNS\r\n",
    "PROXY \r\n",
    "PROXY constructor a b 1 2\r\n",
    "proxy TCP4 203.0.113.9 192.0.2.1 1 2\r\n",
    "NICK alice\r\n",
    "\0",
  ])("%j is bad", (line) => expect(read(line).type).toBe("bad"));

  test("a line is 107 bytes at most", () => {
    const line = (length: number) => `PROXY UNKNOWN ${"x".repeat(length - 16)}\r\n`;
    expect([read(line(107)).type, read(line(108)).type]).toEqual(["header", "bad"]);
    expect([read(line(200).slice(0, 106)).type, read(line(200).slice(0, 107)).type]).toEqual([
      "unfinished",
      "bad",
    ]);
  });
});

describe("version 2", () => {
  test.each([
    [four, "203.0.113.9"],
    [six, "2001:db8::7"],
    [mapped, "203.0.113.9"],
  ])("%j is a client", (bytes, address) => {
    expect(clientOf(proxiedBytes(bytes, 50_001))).toEqual({ address, port: 50_001, tls: undefined });
  });

  test.each([
    [1, true],
    [0, false],
    [6, false],
  ])("the tag on TLS with the flags %d says %s, whatever stands beside it", (flags, tls) => {
    const tags = Buffer.concat([tag(0x04, 0, 0, 0), tag(0x20, flags, 0, 0, 0, 0), tag(0xe0, 1, 2)]);
    expect(clientOf(proxiedBytes(four, 1, tags))).toMatchObject({ tls });
  });

  test.each([
    ["LOCAL", headerInBytes(0x20, 0, Buffer.alloc(0))],
    ["LOCAL with contents that are to be passed over", headerInBytes(0x20, 0x99, Buffer.from("what ever"))],
    ["of a local socket", headerInBytes(0x21, 0x31, Buffer.alloc(216))],
  ])("%s is the proxy itself", (_, header) => {
    expect(read(header)).toEqual({ type: "header", length: header.length, client: undefined });
  });

  test.each([
    ["version 1 in bytes", headerInBytes(0x11, 0x11, Buffer.alloc(12))],
    ["an unknown command", headerInBytes(0x22, 0x11, Buffer.alloc(12))],
    ["a client of no family", headerInBytes(0x21, 0, Buffer.from("what ever"))],
    ["UDP", headerInBytes(0x21, 0x12, Buffer.alloc(12))],
    ["addresses that are too short", headerInBytes(0x21, 0x11, Buffer.alloc(11))],
    ["addresses of IPv6 that are too short", headerInBytes(0x21, 0x21, Buffer.alloc(35))],
    ["half a tag", proxiedBytes(four, 1, Buffer.from([4, 0]))],
    ["a tag that is longer than the header", proxiedBytes(four, 1, Buffer.from([4, 0, 2, 1]))],
    ["a tag on TLS that is too short", proxiedBytes(four, 1, tag(0x20, 1, 0, 0, 0))],
  ])("%s is bad", (_, header) => expect(read(header).type).toBe("bad"));

  test("a header that says it is very long is refused before it has come", () => {
    const header = proxiedBytes(four, 1, Buffer.alloc(longestHeader));
    expect(read(header.subarray(0, 16)).type).toBe("bad");
  });
});

const wellFormed = fc.oneof(
  fc.record({ address: fc.ipV4(), port: fc.nat(65_535) }).map(({ address, port }) => ({
    bytes: Buffer.from(headerInWords("TCP4", address, "192.0.2.1", port)),
    port,
  })),
  fc
    .record({
      address: fc.uint8Array({ minLength: 16, maxLength: 16 }),
      port: fc.nat(65_535),
      value: fc.uint8Array({ maxLength: 300 }),
    })
    .map(({ address, port, value }) => ({
      bytes: proxiedBytes([...address], port, tag(0x04, ...value)),
      port,
    })),
);

test("a header is one only when it is whole, and what follows it does not matter", () => {
  fc.assert(
    fc.property(wellFormed, fc.uint8Array({ maxLength: 50 }), fc.nat(), ({ bytes, port }, rest, cut) => {
      expect(readProxyHeader(bytes.subarray(0, cut % bytes.length)).type).toBe("unfinished");
      const found = readProxyHeader(Buffer.concat([bytes, rest]));
      expect(found).toMatchObject({ type: "header", length: bytes.length, client: { port } });
    }),
  );
});

test("no bytes break the reader, and none have it wait for more than a header may be", () => {
  const prefix = fc.constantFrom(
    "",
    "PROXY ",
    "PROXY TCP4 ",
    "\r\n\r\n\0\r\nQUIT\n",
    "\r\n\r\n\0\r\nQUIT\n!\x11\0\f",
  );
  fc.assert(
    fc.property(prefix, fc.uint8Array({ maxLength: 300 }), (text, rest) => {
      const bytes = Buffer.concat([Buffer.from(text, "latin1"), rest]);
      const found = readProxyHeader(bytes);
      if (found.type === "header") expect(found.length).toBeLessThanOrEqual(bytes.length);
    }),
  );
  expect(readProxyHeader(Buffer.alloc(longestHeader + 1, "x")).type).toBe("bad");
});
