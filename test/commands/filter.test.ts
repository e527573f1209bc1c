import { expect, test } from "vitest";
import { filteredRoom, spam } from "../kit/filtered.ts";
import { operatorRoom, refusalsOf, refusedWithout } from "../kit/operator-room.ts";

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

test("ADD puts a rule in force at once, DEL ends it, and operators are told", () => {
  const { bob, boss } = filteredRoom([]);
  expect(boss.ask("FILTER ADD shoes block regex :cheap +sho[e3]s")).toEqual([
    ":irc.test NOTICE * :*** boss added filter shoes (block): regex cheap +sho[e3]s",
    told("Filter shoes is in force until the server starts anew"),
  ]);
  expect(bob.numerics("PRIVMSG #room :CHEAP  SHO3S")).toHaveLength(1);
  boss.read();
  expect(boss.ask("FILTER DEL shoes")).toEqual([
    ":irc.test NOTICE * :*** boss ended filter shoes",
    told("Filter shoes is ended"),
  ]);
  expect(bob.numerics("PRIVMSG #room :cheap shoes")).toEqual([]);
});

test.each([
  ["FILTER ADD spam block word :x", "spam :There is a filter spam already"],
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
  boss.send("FILTER ADD spam block word :eggs");
  network.config = { ...network.config, filters: { rules: [spam()] } };
  await boss.answer("REHASH");
  expect(boss.ask("FILTER LIST")).toEqual([
    told("spam (block; message, private): literal spam; 0 hits, 0 tried"),
    told("1 filters"),
  ]);
});

test("needs the privilege filters", () => {
  expect(refusalsOf(operatorRoom(), "FILTER LIST")).toEqual(refusedWithout("filters"));
});

test("what is added and ended is in the audit log", () => {
  const { boss } = filteredRoom([]);
  boss.ask("MODE boss +s +a");
  const audited = (line: string) =>
    boss
      .ask(line)
      .filter((one) => one.includes("*** boss!boss"))
      .map((one) => one.split("(test) ")[1]);
  expect(audited("FILTER ADD shoes block word :shoes")).toEqual(["FILTER ADD shoes: done"]);
  expect(audited("FILTER DEL shoes")).toEqual(["FILTER DEL shoes: done"]);
  expect(audited("FILTER DEL shoes")).toEqual(["FILTER DEL: shoes: There is no filter shoes"]);
  expect(audited("FILTER LIST")).toEqual(["FILTER LIST: asked"]);
});
