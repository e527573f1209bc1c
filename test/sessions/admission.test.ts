import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Admission, type AdmissionLimits } from "../../src/sessions/admission.ts";

const open: AdmissionLimits = {
  clients: 0,
  perAddress: 0,
  perBlock: { max: 0, ipv4Prefix: 24, ipv6Prefix: 64 },
  perWideBlock: { max: 0, ipv4Prefix: 16, ipv6Prefix: 48 },
  connectThrottle: { count: 0, ms: 0 },
  exempt: [],
};

const enterAll = (limits: Partial<AdmissionLimits>, addresses: readonly string[]) => {
  const admission = new Admission({ ...open, ...limits });
  return addresses.map((address) => admission.enter(address, 0) ?? "in");
};

describe("who may connect", () => {
  test("no more than the server takes, from wherever they come", () => {
    expect(enterAll({ clients: 2, exempt: ["192.0.2.3"] }, ["192.0.2.1", "192.0.2.2", "192.0.2.3"])).toEqual([
      "in",
      "in",
      "The server is full",
    ]);
  });

  test("so many from one address", () => {
    expect(enterAll({ perAddress: 1 }, ["192.0.2.1", "192.0.2.1", "192.0.2.2"])).toEqual([
      "in",
      "Too many connections from your address",
      "in",
    ]);
  });

  test.each([
    [["192.0.2.1", "192.0.2.255", "192.0.3.1"]],
    [["2001:db8::1", "2001:db8::ffff:0:0:1", "2001:db8:0:1::1"]],
  ])("so many from one block: %s", (addresses) => {
    const perBlock = { max: 1, ipv4Prefix: 24, ipv6Prefix: 64 };
    expect(enterAll({ perBlock }, addresses)).toEqual(["in", "Too many connections from your network", "in"]);
  });

  test.each([
    [["192.0.2.1", "192.0.3.1", "192.0.4.1", "192.1.2.1"]],
    [["2001:db8::1", "2001:db8:0:1::1", "2001:db8:0:2::1", "2001:db8:1::1"]],
  ])("so many from one wide block, however many blocks it has: %s", (addresses) => {
    const perWideBlock = { max: 2, ipv4Prefix: 16, ipv6Prefix: 48 };
    expect(enterAll({ perWideBlock }, addresses)).toEqual([
      "in",
      "in",
      "Too many connections from your network",
      "in",
    ]);
  });

  test("any number from where it is exempt, in whatever form the address comes", () => {
    const from = ["10.1.2.3", "10.1.2.3", "::ffff:10.1.2.3", "2001:db8::1", "2001:db8::1"];
    expect(enterAll({ perAddress: 1, exempt: ["10.0.0.0/8", "2001:db8::/32"] }, from)).toEqual(
      from.map(() => "in"),
    );
  });

  test("so often from one address in a stretch of time, and again after it", () => {
    const admission = new Admission({ ...open, connectThrottle: { count: 2, ms: 1000 } });
    const at = (now: number) => admission.enter("192.0.2.1", now) ?? "in";
    expect([at(0), at(1), at(2), at(999), at(1000)]).toEqual([
      "in",
      "in",
      "Connecting too fast",
      "Connecting too fast",
      "in",
    ]);
  });

  test("all addresses of one IPv6 block count as one for how often", () => {
    const admission = new Admission({ ...open, connectThrottle: { count: 1, ms: 1000 } });
    expect(admission.enter("2001:db8::1", 0)).toBeUndefined();
    expect(admission.enter("2001:db8::2", 0)).toBe("Connecting too fast");
  });

  test("everybody, where there are no limits", () => {
    const admission = new Admission(undefined);
    expect(new Set(Array.from({ length: 100 }, () => admission.enter("192.0.2.1", 0)))).toEqual(
      new Set([undefined]),
    );
  });

  test("an address nobody can parse counts, too", () => {
    expect(enterAll({ perAddress: 1 }, ["?", "?"])).toEqual(["in", "Too many connections from your address"]);
  });
});

test("a place is free again for each who leaves: coming and going never uses one up", () => {
  const step = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.boolean());
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const admission = new Admission({ ...open, perAddress: 2, perBlock: { ...open.perBlock, max: 5 } });
      const inside = [0, 0, 0, 0];
      for (const [who, enters] of steps) {
        const address = `192.0.2.${who}`;
        const count = inside[who] ?? 0;
        if (!enters && count > 0) {
          admission.left(address);
          inside[who] = count - 1;
        } else if (enters) {
          const total = inside.reduce((sum, each) => sum + each, 0);
          const taken = admission.enter(address, 0) === undefined;
          expect(taken).toBe(count < 2 && total < 5);
          if (taken) inside[who] = count + 1;
        }
      }
    }),
  );
});

test("a wide block has room again when somebody of any of its blocks leaves", () => {
  const admission = new Admission({ ...open, perWideBlock: { max: 1, ipv4Prefix: 16, ipv6Prefix: 48 } });
  admission.enter("2001:db8:0:1::1", 0);
  expect(admission.enter("2001:db8:0:2::1", 0)).toBe("Too many connections from your network");
  admission.left("2001:db8:0:1::1");
  expect(admission.enter("2001:db8:0:2::1", 0)).toBeUndefined();
});

test("blocks of another size after a rehash count who is there already", () => {
  const limits = { ...open, perBlock: { max: 2, ipv4Prefix: 24, ipv6Prefix: 64 } };
  const admission = new Admission(limits);
  admission.enter("192.0.2.1", 0);
  admission.enter("192.0.3.1", 0);
  admission.configure({ ...limits, perBlock: { ...limits.perBlock, ipv4Prefix: 16 } });
  expect(admission.enter("192.0.4.1", 0)).toBe("Too many connections from your network");
  admission.left("192.0.2.1");
  expect(admission.enter("192.0.4.1", 0)).toBeUndefined();
});
