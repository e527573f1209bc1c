import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isBlock } from "../../src/protocol/address-block.ts";
import type { BanKind, ServerBan } from "../../src/world/server-ban.ts";
import { isTooWide, ServerBans, storedBanMask } from "../../src/world/server-bans.ts";

const fold = (text: string) => text.toLowerCase();

function bansOf(...all: readonly (readonly [BanKind, string, Partial<ServerBan>?])[]): ServerBans {
  const bans = new ServerBans(fold);
  for (const [kind, mask, others] of all) bans.set(banOf(kind, mask, others));
  return bans;
}

function banOf(kind: BanKind, mask: string, others: Partial<ServerBan> = {}): ServerBan {
  const nothing = { privateReason: undefined, expiresAt: undefined };
  return { kind, mask, soft: false, reason: "why", by: "root", at: 0, ...nothing, ...others };
}

const alice = {
  ...{ user: "~alice", address: "2001:db8:1::7" },
  hosts: ["dsl-7.Example.net", "2001:db8:1::7", "ab3.c7.d.hidden.net"],
  shownHosts: ["staff.example.org"],
  ...{ realname: "Alice Example", account: "Alice" },
};

describe("somebody is found by", () => {
  test.each<[BanKind, string]>([
    ["kline", "~alice@*"],
    ["kline", "*@dsl-*.example.net"],
    ["kline", "*@DSL-7.example.NET"],
    ["kline", "?alice@2001:db8:*"],
    ["kline", "*@2001:db8::/32"],
    ["kline", "*ice@2001:DB8:1:0::7"],
    ["kline", "*@AB3.c7.d.hidden.net"],
    ["shun", "*@*.c7.d.hidden.net"],
    ["kline", "*@staff.*.org"],
    ["kline", "a:al*"],
    ["dline", "2001:db8:1::/48"],
    ["xline", "*EXAMPLE*"],
    ["xline", "alice\\sexample"],
  ])("%s %s", (kind, mask) => {
    expect(bansOf([kind, mask]).on(alice, [kind], 1)?.mask).toBe(mask);
  });
});

describe("somebody is not found by", () => {
  test.each<[BanKind, string]>([
    ["kline", "alice@*"],
    ["kline", "bob@2001:db8::/32"],
    ["kline", "*@2001:db8:2::/48"],
    ["kline", "a:bob"],
    ["dline", "192.0.2.0/24"],
    ["xline", "alice"],
  ])("%s %s", (kind, mask) => {
    expect(bansOf([kind, mask]).on(alice, [kind], 1)).toBeUndefined();
  });
});

test.each([
  ["*@dsl-7.example.net", true],
  ["*@*.c7.d.hidden.net", true],
  ["*@staff.example.org", false],
])("an exception of %s is about who is shown with a host they may have asked for: %s", (mask, expected) => {
  expect(bansOf(["eline", mask]).isExcepted(alice, 1)).toBe(expected);
});

test("IPv4 in IPv6 is IPv4", () => {
  expect(bansOf(["dline", "192.0.2.0/24"]).onAddress("::ffff:192.0.2.7", 1)).toBeDefined();
  expect(bansOf(["dline", "::ffff:192.0.2.7"]).onAddress("192.0.2.7", 1)).toBeDefined();
  expect(bansOf(["dline", "::ffff:192.0.2.0/120"]).onAddress("192.0.2.7", 1)).toBeDefined();
  expect(bansOf(["dline", "::ffff:192.0.2.0/120"]).onAddress("192.0.3.7", 1)).toBeUndefined();
  expect(isTooWide("dline", "::ffff:0.0.0.0/96")).toBe(true);
  expect(isTooWide("kline", "*@::ffff:10.0.0.0/104")).toBe(false);
});

test("a ban takes the place of its like, and is forgotten with it", () => {
  const bans = bansOf(
    ["kline", "*@A.example", { reason: "old" }],
    ["kline", "*@a.EXAMPLE", { reason: "new" }],
  );
  expect([...bans.list()].map(({ reason }) => reason)).toEqual(["new"]);
  expect(bans.count("kline")).toBe(1);
  bans.remove("kline", "*@a.example");
  expect([bans.size, bans.count("kline")]).toEqual([0, 0]);
});

test("what was removed is never found, whatever else there is", () => {
  const mask = fc.constantFrom(
    "*@a.example",
    "*@10.0.0.0/8",
    "a:bob",
    "*lice@*",
    "*@dsl-*",
    "*@2001:db8::/32",
    "*",
  );
  fc.assert(
    fc.property(fc.uniqueArray(mask), fc.nat(), (masks, at) => {
      const bans = bansOf(...masks.map((one) => ["kline", one] as const));
      const gone = masks[at % Math.max(masks.length, 1)];
      if (gone !== undefined) bans.remove("kline", gone);
      const alone = masks.filter((one) => one !== gone && bansOf(["kline", one]).on(alice, ["kline"], 1));
      expect(bans.on(alice, ["kline"], 1) !== undefined).toBe(alone.length > 0);
    }),
  );
});

test.each<[BanKind, string, string | undefined]>([
  ["kline", "host.example", "*@host.example"],
  ["kline", "nick!user@host", "user@host"],
  ["kline", "a:", undefined],
  ["kline", "user@", undefined],
  ["dline", "300.1.1.1", undefined],
  ["dline", "192.0.2.0/33", undefined],
  ["dline", "fe80::1%eth0", undefined],
  ["xline", "two words", undefined],
  ["resv", "", undefined],
])("%s %j is kept as %j", (kind, given, kept) => {
  expect(storedBanMask(kind, given)).toBe(kept);
});

test.each<[BanKind, string, boolean]>([
  ["kline", "*@*", true],
  ["kline", "*@*.c?", true],
  ["kline", "*@10.0.0.0/7", true],
  ["kline", "*@10.0.0.0/8", false],
  ["dline", "2001:db8::/18", true],
  ["dline", "::/0", true],
  ["kline", "a:*", true],
  ["resv", "#x", false],
  ["resv", "#*", true],
  ["eline", "*@*", false],
])("%s %s is too wide: %s", (kind, mask, expected) => {
  expect(isTooWide(kind, mask)).toBe(expected);
});

test("what is no address is none quickly", () => {
  expect(["1.2.3.4", "1.2.3.0/24", "::1", "dsl-7.example", "", "*.7"].map(isBlock)).toEqual([
    ...[true, true, true, false, false, false],
  ]);
});

test("an address may begin with a letter", () => {
  for (const block of ["fd00::/8", "fe80::1", "abcd::/16"]) expect(isBlock(block)).toBe(true);
  expect(bansOf(["kline", "*@fd00::/8"]).on({ ...alice, address: "fd12::7" }, ["kline"], 1)).toBeDefined();
});
