import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";
import { operatorRoom, refusalsOf, refusedWithout } from "../kit/operator-room.ts";

function crowd() {
  const network = new TestNetwork();
  const boss = network.connect("boss");
  network.makeOperator(boss);
  network.connect("alice", { address: "198.51.100.7" });
  network.connect("bob", { address: "198.51.100.8" });
  return { network, boss };
}

test("TESTMASK shows whom a mask would hit, by nick, user, address or block, and counts them", () => {
  const { boss } = crowd();
  const end = ":Local/remote clients match";
  expect(boss.ask("TESTMASK *@198.51.100.0/24")).toEqual([
    ":irc.test NOTICE * :alice!alice@198.51.100.7 198.51.100.7",
    ":irc.test NOTICE * :bob!bob@198.51.100.8 198.51.100.8",
    `:irc.test 724 boss *!*@198.51.100.0/24 2 0 ${end}`,
  ]);
  expect(boss.numerics("TESTMASK ALICE!*@*", "TESTMASK bo?@*", "TESTMASK nobody@*")).toEqual([
    `724 ALICE!*@* 1 0 ${end}`,
    `724 *!bo?@* 1 0 ${end}`,
    `724 *!nobody@* 0 0 ${end}`,
  ]);
});

test("TESTMASK is about the real host and the one others see", () => {
  const { boss } = crowd();
  boss.send("CHGHOST alice shown.example");
  for (const mask of ["*@shown.example", "*@198.51.100.7"])
    expect(boss.ask(`TESTMASK ${mask}`)).toEqual([
      ":irc.test NOTICE * :alice!alice@shown.example 198.51.100.7",
      expect.stringContaining(" 1 0 :"),
    ]);
});

test("TESTMASK takes a mask of real names, too, and shows a hundred of many", () => {
  const { network, boss } = crowd();
  expect(boss.numerics("TESTMASK *@* :al*example")[0]).toMatch(/ 1 0 :/);
  for (let index = 0; index < 120; index += 1) network.connect(`user${index}`);
  boss.read();
  const lines = boss.ask("TESTMASK user*!*@*");
  expect(lines.filter((line) => line.includes("NOTICE"))).toHaveLength(100);
  expect(lines.at(-1)).toContain(" 120 0 :");
});

test("TESTMASK is for operators with the privilege see-hosts", () => {
  expect(refusalsOf(operatorRoom(), "TESTMASK *@*")).toEqual(refusedWithout("see-hosts"));
});
