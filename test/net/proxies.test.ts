import { describe, expect, test } from "vitest";
import { TrustedProxies } from "../../src/net/proxies.ts";

const proxies = new TrustedProxies(["127.0.0.1", "10.0.0.0/8", "2001:db8:1::/48"]);

const clientOf = (address: string, forwarded?: string, proto?: string, tls = false) =>
  proxies.clientOf(
    { address, tls },
    {
      ...(forwarded === undefined ? {} : { "x-forwarded-for": forwarded }),
      ...(proto === undefined ? {} : { "x-forwarded-proto": proto }),
    },
  );

describe("X-Forwarded-For", () => {
  test.each([
    ["10.0.0.1", "192.0.2.7", "192.0.2.7"],
    ["10.0.0.1", undefined, "10.0.0.1"],
    ["198.51.100.1", "192.0.2.7", "198.51.100.1"],
    ["198.51.100.1", "garbage", "198.51.100.1"],
    ["10.0.0.1", "127.0.0.1, 203.0.113.9, 192.0.2.7", "192.0.2.7"],
    ["10.0.0.1", "garbage, 192.0.2.7", "192.0.2.7"],
    ["10.0.0.1", "192.0.2.7 ,10.2.3.4,127.0.0.1", "192.0.2.7"],
    ["10.0.0.1", "10.9.9.9, 10.2.3.4", "10.9.9.9"],
    ["127.0.0.1", "::ffff:192.0.2.7", "192.0.2.7"],
    ["127.0.0.1", "::FFFF:c000:207", "192.0.2.7"],
    ["127.0.0.1", "2001:DB8:0:0::0007", "2001:db8::7"],
    ["127.0.0.1", "fe80::1%eth0", "fe80::1"],
    ["2001:db8:1::9", "2001:db8:2::1", "2001:db8:2::1"],
    ["127.0.0.1", "192.0.2.7, ::ffff:10.0.0.9", "192.0.2.7"],
  ])("of %s, %s, makes it %s", (peer, forwarded, client) => {
    expect(clientOf(peer, forwarded)?.address).toBe(client);
  });

  test.each([
    ...["", " ", "unknown", "192.0.2.7, ", "192.0.2.7, nonsense", "192.0.2.256", "127.1", "0x7f000001"],
    ...["192.0.2.7:1234", "[2001:db8::1]", "192.0.2.7; 10.0.0.1", "chat.example.org", "nonsense, 10.2.3.4"],
  ])("of a proxy that says %j is refused", (forwarded) => {
    expect(clientOf("10.0.0.1", forwarded)).toBeUndefined();
  });
});

describe("X-Forwarded-Proto", () => {
  test.each([
    ["127.0.0.1", "https", false, true],
    ["127.0.0.1", "HTTPS", false, true],
    ["127.0.0.1", "https, https", false, true],
    ["127.0.0.1", "http, https", false, false],
    ["127.0.0.1", "http", false, false],
    ["127.0.0.1", undefined, false, false],
    ["10.0.0.1", "https", false, false],
    ["10.0.0.1", "https", true, true],
    ["10.0.0.1", "http", true, false],
    ["198.51.100.1", "https", false, false],
    ["198.51.100.1", undefined, true, true],
  ])("from %s, %s, itself over TLS: %s, makes the client safe: %s", (peer, proto, tls, safe) => {
    expect(clientOf(peer, "192.0.2.7", proto, tls)?.tls).toBe(safe);
  });
});
