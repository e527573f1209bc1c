import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

test("operators are told who came without the password, at most once a second", async () => {
  const network = new TestNetwork({ password: "open sesame" });
  const boss = network.open();
  boss.send("PASS :open sesame", "NICK boss", "USER boss 0 * :Boss");
  await settled();
  network.makeOperator(boss);
  const knock = async (times: number) => {
    for (let time = 0; time < times; time++) {
      network.open({ address: "198.51.100.7" }).send("NICK mallory", "USER x 0 * :x");
      await settled();
    }
  };
  await knock(3);
  const told = ":irc.test NOTICE * :*** 198.51.100.7 was turned away (Bad Password)";
  expect(boss.read()).toEqual([told]);
  network.advance(1000);
  await knock(1);
  expect(boss.read()).toEqual([`${told}, and 2 before`]);
  expect(JSON.stringify(network.entries)).not.toContain("198.51.100.7");
});

test("operators are told of addresses that connect too often", () => {
  const network = new TestNetwork({ connections: { perAddress: 1 } });
  const boss = network.connect("boss");
  network.makeOperator(boss);
  network.connect("alice", { address: "198.51.100.7" });
  expect(network.open({ address: "198.51.100.7" }).ended).toBe(true);
  expect(boss.read().join()).toMatch(/198\.51\.100\.7 was turned away \(Too many connections .+\)/);
});

test("an operator who does not read is dropped over a notice, and the others are told what it says", () => {
  const network = new TestNetwork({ connections: { sendq: 4096, perAddress: 1 } });
  const [stuck, boss] = ["stuck", "boss"].map((nick) => network.connect(nick));
  for (const client of [stuck, boss]) if (client) network.makeOperator(client);
  network.connect("alice", { address: "198.51.100.7" });
  boss?.read();
  if (stuck) stuck.reading = false;
  while (!stuck?.ended) {
    network.now += 1001;
    network.open({ address: "198.51.100.7" });
    expect(boss?.read()).toEqual([
      expect.stringMatching(/^:irc\.test NOTICE \* :\*\*\* 198\.51\.100\.7 was turned away /),
    ]);
  }
});

/** The password has been checked. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
