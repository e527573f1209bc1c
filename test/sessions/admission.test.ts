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
  networks: [],
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

describe("a network that is known by name", () => {
  const campus = {
    ...{ name: "campus", addresses: ["10.0.0.0/8", "2001:db8::/32"], max: 3, perAddress: 2 },
    connectThrottle: undefined,
  };
  const blocks = { max: 1, ipv4Prefix: 24, ipv6Prefix: 64 };

  test("has limits of its own, in place of those of blocks", () => {
    const limits = { perAddress: 1, perBlock: blocks, perWideBlock: blocks, networks: [campus] };
    const from = ["10.0.0.1", "10.0.0.1", "10.0.0.1", "2001:db8::1", "10.9.9.9", "192.0.2.1", "192.0.2.2"];
    expect(enterAll(limits, from)).toEqual([
      "in",
      "in",
      "Too many connections from your address",
      "in",
      "Too many connections from your network",
      "in",
      "Too many connections from your network",
    ]);
  });

  test("connects as often as it may, from whichever of its addresses", () => {
    const connectThrottle = { count: 2, ms: 1000 };
    const limits = { networks: [{ ...campus, max: 0, connectThrottle }] };
    expect(enterAll(limits, ["10.0.0.1", "10.0.0.2", "10.0.0.3", "192.0.2.1"])).toEqual([
      "in",
      "in",
      "Connecting too fast",
      "in",
    ]);
  });

  test("has others no sooner forgotten whose stretch of time is longer than its own", () => {
    const networks = [{ ...campus, max: 0, connectThrottle: { count: 9, ms: 1000 } }];
    const admission = new Admission({ ...open, connectThrottle: { count: 1, ms: 60_000 }, networks });
    expect(admission.enter("192.0.2.1", 0)).toBeUndefined();
    expect(admission.enter("10.0.0.1", 5000)).toBeUndefined();
    expect(admission.enter("192.0.2.1", 6000)).toBe("Connecting too fast");
  });

  test("is the first that has an address, and counts for nothing where that is exempt", () => {
    const second = { ...campus, name: "all", addresses: ["0.0.0.0/0"], max: 1 };
    const limits = { networks: [campus, second], exempt: ["192.0.2.1"] };
    expect(
      enterAll(limits, ["10.0.0.1", "10.0.0.2", "192.0.2.1", "192.0.2.1", "192.0.2.2", "192.0.2.3"]),
    ).toEqual([
      ...["in", "in", "in", "in"],
      // The two that are exempt have been counted.
      "Too many connections from your network",
      "Too many connections from your network",
    ]);
  });

  test("lets so many shake hands as one of its addresses may have", () => {
    const admission = new Admission({ ...open, perAddress: 1, networks: [campus] });
    expect([1, 2].map((shaking) => admission.mayShakeHands("10.0.0.1", shaking))).toEqual([true, false]);
  });
});

test("whatever comes, moves, goes and is configured: nobody is counted who is not there", () => {
  const addresses = ["10.0.0.1", "10.0.0.2", "192.0.2.1", "2001:db8::1", "2001:db8:0:1::1", "?"];
  const network = (name: string, ...blocks: readonly string[]) => ({
    ...{ name, addresses: blocks, max: 3, perAddress: 2, connectThrottle: undefined },
  });
  const configurations = [
    { ...open, perAddress: 2, networks: [network("a", "10.0.0.0/8")] },
    { ...open, networks: [network("a", "192.0.2.0/24"), network("b", "2001:db8::/32", "10.0.0.0/8")] },
    { ...open, perBlock: { max: 2, ipv4Prefix: 16, ipv6Prefix: 48 }, exempt: ["10.0.0.1"] },
    undefined,
  ];
  const place = fc.constantFrom(...addresses);
  const step = fc.oneof(
    fc.record({ does: fc.constant("enter" as const), address: place }),
    fc.record({ does: fc.constant("leave" as const), which: fc.nat() }),
    fc.record({ does: fc.constant("move" as const), which: fc.nat(), address: place }),
    fc.record({ does: fc.constant("configure" as const), limits: fc.constantFrom(...configurations) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const admission = new Admission(configurations[0]);
      const inside: string[] = [];
      for (const each of steps) {
        const at = "which" in each ? each.which % Math.max(1, inside.length) : 0;
        const from = inside[at];
        if (each.does === "configure") admission.configure(each.limits);
        else if (each.does === "enter") {
          if (admission.enter(each.address, 0) === undefined) inside.push(each.address);
        } else if (from !== undefined && each.does === "leave") {
          admission.left(from);
          inside.splice(at, 1);
        } else if (from !== undefined && each.does === "move") {
          // Who may not come from there is counted there until it has left.
          admission.moved(from, each.address, 0);
          inside[at] = each.address;
        }
      }
      for (const address of inside) admission.left(address);
      const one = { max: 1, ipv4Prefix: 24, ipv6Prefix: 64 };
      const strict = { ...open, clients: 3, perAddress: 1, perBlock: one, perWideBlock: one };
      admission.configure({
        ...strict,
        networks: [{ ...network("a", "10.0.0.0/8"), max: 1, perAddress: 1 }],
      });
      const again = ["10.0.0.1", "10.0.0.2", "192.0.2.1", "192.0.2.1", "2001:db8::1", "2001:db8:1::1"];
      expect(again.map((address) => admission.enter(address, 0) ?? "in")).toEqual([
        "in",
        "Too many connections from your network",
        "in",
        "Too many connections from your address",
        "in",
        "The server is full",
      ]);
    }),
  );
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
