import { describe, expect, test } from "vitest";
import type { TestClient } from "../kit/client.ts";
import { TestNetwork } from "../kit/network.ts";

const caps = "batch draft/extended-isupport";

/** What the lines have for batches of 005: each the tokens in it; lines of 005 outside of one are `unbatched`. */
function isupportIn(lines: readonly string[]) {
  const batches = new Map<string, string[]>();
  const unbatched: string[] = [];
  for (const line of lines) {
    const opened = /^(?:@\S+ )?:irc\.test BATCH \+(\S+) draft\/isupport$/.exec(line)?.[1];
    if (opened !== undefined) batches.set(opened, []);
    const ref = /^@(?:\S*;)?batch=([^; ]+)/.exec(line)?.[1] ?? "";
    const tokens = / 005 \S+ (.*) :are supported by this server$/.exec(line)?.[1]?.split(" ");
    if (tokens && batches.has(ref)) batches.get(ref)?.push(...tokens);
    else if (tokens) unbatched.push(...tokens);
  }
  return { batches: [...batches.values()], unbatched };
}

/** The lines in the batch of 005, which is all there is. */
function onlyBatch(lines: readonly string[]): readonly string[] {
  const ref = /^:irc\.test BATCH \+(\S+) draft\/isupport$/.exec(lines[0] ?? "")?.[1];
  expect(lines.at(-1)).toBe(`:irc.test BATCH -${ref}`);
  const inner = lines.slice(1, -1);
  // "The batch MUST only contain one or more RPL_ISUPPORT messages".
  expect(inner.length).toBeGreaterThan(0);
  for (const line of inner) expect(line.startsWith(`@batch=${ref} :irc.test 005 `)).toBe(true);
  return inner;
}

function early(network = new TestNetwork(), wanted = caps): TestClient {
  const client = network.open();
  client.send(...wanted.split(" ").map((name) => `CAP REQ :${name}`));
  client.read();
  return client;
}

const who = ["NICK alice", "USER alice 0 * :Alice", "CAP END"];

describe("ISUPPORT", () => {
  // "the server MUST accept ISUPPORT commands before connection registration completes".
  test("is answered before registration, to a client without a nick and to one with a nick", () => {
    const client = early();
    expect(onlyBatch(client.ask("ISUPPORT"))[0]).toContain(" 005 * ");
    client.send("NICK alice");
    expect(onlyBatch(client.ask("ISUPPORT"))[0]).toContain(" 005 alice ");
  });

  test("tells before registration all that is told at its end, but the one that does not hold yet", () => {
    const client = early();
    const before = isupportIn(client.ask("ISUPPORT")).batches.flat();
    const after = isupportIn(client.ask(...who)).batches.flat();
    // "the server MUST send a RPL_ISUPPORT list when connection registration completes with entries previously
    // omitted."
    expect(after.filter((token) => !before.includes(token))).toEqual(["SAFERATE"]);
    expect(before.filter((token) => !after.includes(token))).toEqual([]);
    expect(before).toContain("NETWORK=Test");
  });

  test("without the capability is refused before registration, and answered after it", () => {
    const network = new TestNetwork();
    expect(early(network, "batch").ask("ISUPPORT")).toEqual([":irc.test 451 * :You have not registered"]);
    const { batches, unbatched } = isupportIn(network.connect("alice", { caps: "batch" }).ask("ISUPPORT"));
    expect([batches.length, unbatched.includes("NETWORK=Test")]).toEqual([0, true]);
  });

  test("does not end registration, nor begin it", () => {
    const client = early();
    client.send("ISUPPORT", "NICK alice", "USER alice 0 * :Alice", "ISUPPORT");
    expect(client.read().some((line) => line.includes(" 001 "))).toBe(false);
    expect(client.ask("CAP END")[0]).toContain(" 001 alice ");
  });

  test("has a label on its batch, before registration and after it", () => {
    const client = early(undefined, `${caps} labeled-response`);
    for (let at = 0; at < 2; at += 1) {
      const [first = "", ...rest] = client.ask("@label=x ISUPPORT");
      expect(first.startsWith("@label=x :irc.test BATCH +")).toBe(true);
      onlyBatch([first.slice("@label=x ".length), ...rest]);
      client.ask(...who);
    }
  });
});

// "The server MUST NOT send any unbatched RPL_ISUPPORT message while both of these capabilities are enabled.
// The order in which the capabilities are enabled is not significant."
describe("all 005 is in a batch", () => {
  test.each(["batch draft/extended-isupport", "draft/extended-isupport batch"])(
    "for who has asked for %s: in the welcome, ISUPPORT, VERSION and updates",
    async (order) => {
      const network = new TestNetwork();
      const alice = early(network, order);
      const answers = [alice.ask(...who), alice.ask("ISUPPORT"), alice.ask("VERSION")];
      network.config = { ...network.config, network: "Other", limits: { nickLength: 12 } };
      await network.node.rehash();
      const all = [...answers, alice.read()].map(isupportIn);
      expect(all.map(({ unbatched }) => unbatched)).toEqual([[], [], [], []]);
      expect(all.map(({ batches }) => batches.length)).toEqual([1, 1, 1, 1]);
      expect(all[3]?.batches[0]).toEqual(["NETWORK=Other", "NICKLEN=12"]);
    },
  );

  test("from the moment on when both are in force, and until one is not", () => {
    const alice = new TestNetwork().connect("alice");
    const isBatched = (...lines: readonly string[]) => {
      if (lines.length > 0) alice.ask(...lines);
      return isupportIn(alice.ask("ISUPPORT")).batches.length > 0;
    };
    expect([isBatched(), isBatched("CAP REQ :draft/extended-isupport")]).toEqual([false, false]);
    expect([isBatched("CAP REQ :batch"), isBatched("CAP REQ :-draft/extended-isupport")]).toEqual([
      true,
      false,
    ]);
  });

  test("also within a labelled answer that has more in it", () => {
    const alice = early(undefined, `${caps} labeled-response`);
    alice.ask(...who);
    const lines = alice.ask("@label=x VERSION");
    const outer = /^@label=x :irc\.test BATCH \+(\S+) labeled-response$/.exec(lines[0] ?? "")?.[1];
    expect(lines[1]).toMatch(new RegExp(`^@batch=${outer} :irc\\.test 351 `));
    const inner = new RegExp(`^@batch=${outer} :irc\\.test BATCH \\+(\\S+) draft/isupport$`).exec(
      lines[2] ?? "",
    );
    const tokens = lines.filter((line) => line.includes(" 005 "));
    for (const line of tokens) expect(line.startsWith(`@batch=${inner?.[1]} `)).toBe(true);
    expect(lines.at(-1)).toBe(`:irc.test BATCH -${outer}`);
    expect(isupportIn(lines)).toMatchObject({ unbatched: [], batches: [expect.arrayContaining(["WHOX"])] });
  });

  test("also in the answer to who has REHASHed, and in what takes a token away", async () => {
    const network = new TestNetwork({ icon: "https://example.org/icon.svg" });
    const boss = early(network, `${caps} labeled-response`);
    boss.ask(...who);
    network.makeOperator(boss);
    network.config = { name: "irc.test", network: "Test", utf8Only: false };
    const { batches, unbatched } = isupportIn(await boss.answer("@label=x REHASH"));
    // "As usual, servers can update or delete existing values by sending additional RPL_ISUPPORT messages".
    expect(batches).toEqual([["-UTF8ONLY", "-draft/ICON"]]);
    expect(unbatched).toEqual([]);
  });
});

test("a REHASH tells who has not registered nothing, and then all at once", async () => {
  const network = new TestNetwork();
  const client = early(network);
  client.send("ISUPPORT");
  client.read();
  network.config = { ...network.config, network: "Other" };
  await network.node.rehash();
  expect(client.read()).toEqual([]);
  expect(isupportIn(client.ask(...who)).batches.flat()).toContain("NETWORK=Other");
});

test("a REHASH that changes no token tells nobody of any", async () => {
  const network = new TestNetwork();
  const [alice, bob] = [network.connect("alice"), network.connect("bob", { caps })];
  network.config = { ...network.config, description: "Another" };
  await network.node.rehash();
  expect([alice.read(), bob.read()]).toEqual([[], []]);
});
