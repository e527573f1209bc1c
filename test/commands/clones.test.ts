import { expect, test } from "vitest";
import { logIn } from "../kit/log-in.ts";
import { makeAccount } from "../kit/make-account.ts";
import { TestNetwork } from "../kit/network.ts";
import { operatorRoom, refusalsOf, refusedWithout } from "../kit/operator-room.ts";

test("CLONES shows addresses, blocks of IPv6 and accounts with many connections, the most first", async () => {
  const network = new TestNetwork({ nicks: { protect: "off" }, connections: { perAddress: 0 } });
  const boss = network.connect("boss");
  network.makeOperator(boss);
  for (const nick of ["a", "b", "c"]) network.connect(nick, { address: "198.51.100.7" });
  for (const [index, nick] of ["d", "e"].entries())
    network.connect(nick, { address: `2001:db8:0:1::${index + 1}` });
  await makeAccount(network, "carol");
  for (const nick of ["f", "g"]) logIn(network, network.connect(nick), "carol");
  boss.read();
  expect(boss.ask("CLONES 2")).toEqual([
    ":irc.test NOTICE * :address 198.51.100.7: 3 connections (a, b, c)",
    ":irc.test NOTICE * :block 2001:db8:0:1::/64: 2 connections (d, e)",
    ":irc.test NOTICE * :account carol: 2 connections (f, g)",
    ":irc.test NOTICE * :3 with at least 2 connections",
  ]);
  expect(boss.ask("CLONES")).toEqual([
    ":irc.test NOTICE * :address 198.51.100.7: 3 connections (a, b, c)",
    ":irc.test NOTICE * :1 with at least 3 connections",
  ]);
});

test.each(["-5", "0", "1", "NaN", "1e999", "x"])(
  "CLONES %s asks for some number that makes sense",
  (given) => {
    const { boss } = operatorRoom();
    expect(boss.ask(`CLONES ${given}`).at(-1)).toMatch(/with at least (2|3|Infinity) connections$/);
  },
);

test("CLONES is for operators with the privilege see-hosts", () => {
  expect(refusalsOf(operatorRoom(), "CLONES")).toEqual(refusedWithout("see-hosts"));
});
