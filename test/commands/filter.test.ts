import { describe, expect, test } from "vitest";
import { memoryStore } from "../../src/store/memory-store.ts";
import { filteredRoom, spam } from "../kit/filtered.ts";
import { LastingNetwork } from "../kit/lasting.ts";
import { TestNetwork } from "../kit/network.ts";
import { operatorRoom, refusalsOf, refusedWithout } from "../kit/operator-room.ts";
import { inTrouble } from "../kit/trouble.ts";

const told = (text: string) => `:irc.test NOTICE * :${text}`;

test("LIST shows the rules with what they have caught", () => {
  const { bob, boss } = filteredRoom([
    spam(),
    spam({ name: "eggs", match: { glob: "*eggs" }, dryRun: true }),
  ]);
  bob.send("PRIVMSG #room :spam", "PRIVMSG #room :spam and eggs");
  expect(boss.ask("FILTER LIST").filter((line) => !line.includes("***"))).toEqual([
    told("spam (block; message, private): literal spam; 2 hits, 0 tried"),
    told("eggs (block, dry run; message, private): glob *eggs; 0 hits, 1 tried"),
    told("2 filters"),
  ]);
});

test("TEST tells which would match a text, and counts nothing", () => {
  const { boss } = filteredRoom([spam({ what: ["nick"] }), spam({ name: "eggs", match: { word: "eggs" } })]);
  expect(boss.ask("FILTER TEST :Spam and eggs")).toEqual([
    told("spam (block; nick): literal spam"),
    told("eggs (block; message, private): word eggs"),
    told("2 filters match"),
  ]);
  expect(boss.ask("FILTER TEST hello")).toEqual([told("0 filters match")]);
  expect(boss.ask("FILTER LIST")[0]).toContain("0 hits, 0 tried");
});

test("ADD puts a rule in force at once, DEL ends it, and operators are told", async () => {
  const { bob, boss } = filteredRoom([]);
  expect(await boss.answer("FILTER ADD shoes block regex :cheap +sho[e3]s")).toEqual([
    ":irc.test NOTICE * :*** boss added filter shoes (block): regex cheap +sho[e3]s",
    told("Filter shoes is in force until the server starts anew"),
  ]);
  expect(bob.numerics("PRIVMSG #room :CHEAP  SHO3S")).toHaveLength(1);
  boss.read();
  expect(await boss.answer("FILTER DEL shoes")).toEqual([
    ":irc.test NOTICE * :*** boss ended filter shoes",
    told("Filter shoes is ended"),
  ]);
  expect(bob.numerics("PRIVMSG #room :cheap shoes")).toEqual([]);
});

test.each([
  ["FILTER ADD spam block word :x", "spam :There is a filter spam already"],
  ["FILTER ADD score block word :x", "score :name score is a name that is taken"],
  ["FILTER ADD highlights block word :x", "highlights :name highlights is a name that is taken"],
  [
    "FILTER ADD a burn word :x",
    'a :action must be one of pass, tag, hold, block, shun, kick, kill, ban, not "burn"',
  ],
  ["FILTER ADD a block smell :x", "a :A filter is a word, literal, glob or regex"],
  ["FILTER ADD a block regex :(x", "a :a: error parsing regexp: missing closing ): `(?i)(x`"],
  ["FILTER ADD a block word", "a :A pattern is missing: ADD name action word|literal|glob|regex :pattern"],
  ["FILTER ADD a block", "a :A pattern is missing: ADD name action word|literal|glob|regex :pattern"],
  [
    "FILTER ADD a,b block word :x",
    'a,b :name must be one word of letters, digits, . _ and -, at most 40, not "a,b"',
  ],
  ["FILTER DEL spam", "spam :spam stands in the configuration"],
  ["FILTER DEL eggs", "eggs :There is no filter eggs"],
  ["FILTER TEST", "TEST :A text to try is missing"],
  ["FILTER DANCE", "DANCE :LIST, TEST, ADD and DEL are known"],
])("%s is refused", (line, refusal) => {
  const { network } = filteredRoom([spam()]);
  const root = network.connect("root", { caps: "standard-replies" });
  network.makeOperator(root);
  expect(root.ask(line)).toEqual([`:irc.test FAIL FILTER INVALID_PARAMS ${refusal}`]);
});

test("what REHASH brings under the same name takes its place", async () => {
  const { network, boss } = filteredRoom([]);
  await boss.answer("FILTER ADD spam block word :eggs");
  network.config = { ...network.config, filters: { rules: [spam()] } };
  await boss.answer("REHASH");
  expect(boss.ask("FILTER LIST")).toEqual([
    told("spam (block; message, private): literal spam; 0 hits, 0 tried"),
    told("1 filter"),
  ]);
});

test("needs the privilege filters", () => {
  expect(refusalsOf(operatorRoom(), "FILTER LIST")).toEqual(refusedWithout("filters"));
});

test("what is added and ended is in the audit log", async () => {
  const { boss } = filteredRoom([]);
  boss.ask("MODE boss +s +a");
  const audited = async (line: string) =>
    (await boss.answer(line))
      .filter((one) => one.includes("*** boss!boss"))
      .map((one) => one.split("(test) ")[1]);
  expect(await audited("FILTER ADD shoes block word :shoes")).toContain("FILTER ADD shoes: done");
  expect(await audited("FILTER DEL shoes")).toContain("FILTER DEL shoes: done");
  expect(await audited("FILTER DEL shoes")).toEqual(["FILTER DEL: shoes: There is no filter shoes"]);
  expect(await audited("FILTER LIST")).toEqual(["FILTER LIST: asked"]);
});

test("and operators are told, by whomever it was done who is gone by the time it is stored", async () => {
  const { network, boss } = filteredRoom([]);
  const root = network.connect("root");
  network.makeOperator(root);
  root.ask("MODE root +s +af");
  boss.send("FILTER ADD shoes block word :shoes");
  boss.vanish();
  const told: string[] = [];
  await network.until(() => told.push(...root.read()) >= 3);
  expect(told).toEqual([
    ":irc.test NOTICE * :*** boss!boss@192.0.2.6 (test) FILTER ADD: asked",
    ":irc.test NOTICE * :*** boss!boss@192.0.2.6 (test) FILTER ADD shoes: done",
    ":irc.test NOTICE * :*** boss added filter shoes (block): word shoes",
  ]);
});

describe("over a restart", () => {
  const operator = (network: LastingNetwork) => {
    const boss = network.connect("boss", { caps: "standard-replies" });
    network.makeOperator(boss);
    return boss;
  };
  const list = (network: LastingNetwork) =>
    operator(network)
      .ask("FILTER LIST")
      .map((line) => line.replace(told(""), ""));

  test("what was added is in force, and what was ended is not", async () => {
    const network = new LastingNetwork({ filters: { rules: [spam()] } });
    const boss = operator(network);
    expect((await boss.answer("FILTER ADD shoes block regex :cheap +shoes")).at(-1)).toBe(
      told("Filter shoes is in force until it is ended"),
    );
    await boss.answer(
      "FILTER ADD hats hold word :hats",
      "FILTER ADD socks tag glob :*socks",
      "FILTER DEL hats",
    );
    const next = await network.restarted();
    await next.node.load();
    expect(list(next)).toEqual([
      "spam (block; message, private): literal spam; 0 hits, 0 tried",
      "shoes (block; message, private): regex cheap +shoes; 0 hits, 0 tried",
      "socks (tag; message, private): glob *socks; 0 hits, 0 tried",
      "3 filters",
    ]);
    const eve = next.connect("eve");
    expect(eve.numerics("PRIVMSG eve :cheap  shoes")).toHaveLength(1);
  });

  test("what the configuration has under the same name takes its place, and it does not come back", async () => {
    const network = new LastingNetwork();
    await operator(network).answer("FILTER ADD spam block word :eggs", "FILTER ADD ham block word :ham");
    network.config = { ...network.config, filters: { rules: [spam()] } };
    await network.node.rehash();
    const next = await network.restarted({ filters: { rules: [{ name: "ham", match: { literal: "h" } }] } });
    await next.node.load();
    expect(list(next)).toEqual(["ham (block; message, private): literal h; 0 hits, 0 tried", "1 filter"]);
    const last = await next.restarted({ filters: {} });
    await last.node.load();
    expect(list(last)).toEqual(["0 filters"]);
  });

  test("what cannot be any more is passed over, and the others are in force", async () => {
    const network = new LastingNetwork();
    const { filters } = network.store;
    await filters.set({ name: "b", action: "burn", kind: "word", pattern: "x" });
    await filters.set({ name: "c", action: "block", kind: "word", pattern: "x" });
    await network.node.load();
    expect(list(network)).toEqual(["c (block; message, private): word x; 0 hits, 0 tried", "1 filter"]);
  });
});

test("what cannot be stored is not in force, and goes on being so", async () => {
  let isInTrouble = true;
  const store = memoryStore();
  const network = new TestNetwork(
    {},
    { store: { ...store, filters: inTrouble(store.filters, () => isInTrouble) } },
  );
  const boss = network.connect("boss");
  network.makeOperator(boss);
  const refusal = ":irc.test 400 boss FILTER :Nothing can be stored right now: try again later";
  expect(await boss.answer("FILTER ADD shoes block word :shoes")).toEqual([refusal]);
  expect(boss.ask("FILTER LIST")).toEqual([told("0 filters")]);
  isInTrouble = false;
  await boss.answer("FILTER ADD shoes block word :shoes");
  isInTrouble = true;
  expect(await boss.answer("FILTER DEL shoes")).toEqual([refusal]);
  expect(boss.ask("FILTER LIST").at(-1)).toBe(told("1 filter"));
});
