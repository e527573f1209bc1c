import { expect, test } from "vitest";
import { comeAs } from "../kit/come-as.ts";
import { TestNetwork } from "../kit/network.ts";

test("a line that keeps the server busy is paid for by how long, whatever it was", () => {
  const slow = { isOn: false };
  const network: TestNetwork = new TestNetwork(
    { connections: { commands: { burst: 20, perSecond: 4 } } },
    {
      happened: () => {
        if (slow.isOn) network.now += 200;
      },
    },
  );
  const mallory = network.connect("mallory");
  const bob = network.connect("bob");
  mallory.send("JOIN #room");
  network.advance(10_000);
  expect(mallory.ask("PING x")).toHaveLength(1);
  slow.isOn = true;
  mallory.send("TOPIC #room :slow");
  slow.isOn = false;
  mallory.read();
  expect(mallory.ask("PING x")).toEqual([]);
  expect(bob.ask("PING x")).toHaveLength(1);
  network.advance(10_000);
  expect(mallory.read()).toEqual([":irc.test PONG irc.test :x"]);
});

test("full lists of bans hold nobody up, from however many places one comes and in however many channels one is", () => {
  const network = new TestNetwork({ unlimited: true });
  const alice = network.connect("alice");
  const [mallory] = Array.from({ length: 16 }, (_, at) =>
    comeAs(network, "mallory", { nick: "a".repeat(30), address: `2001:db8:${at}:aaaa:bbbb:cccc:dddd:eeee` }),
  );
  for (let room = 0; room < 20; room += 1) {
    for (const client of [alice, mallory]) client?.send(`JOIN #${room}`);
    for (let at = 0; at < 100; at += 10) {
      const masks = Array.from({ length: 10 }, (_, more) => `*${"?".repeat(39)}x${at + more}*`);
      alice.send(`MODE #${room} +bbbbbbbbbb ${masks.join(" ")}`);
    }
  }
  const times = Array.from({ length: 5 }, (_, at) => {
    const began = performance.now();
    expect(mallory?.ask(`NICK ${"b".repeat(29)}${at}`).join()).toContain(` NICK :${"b".repeat(29)}${at}`);
    return performance.now() - began;
  });
  expect(Math.min(...times)).toBeLessThan(50);
});
