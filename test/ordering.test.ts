import fc from "fast-check";
import { expect, test } from "vitest";
import { TestNetwork } from "./kit/network.ts";

const step = fc.record({
  who: fc.integer({ min: 0, max: 3 }),
  what: fc.constantFrom("#one", "#two", "private", "turn", "stall", "read"),
});

test("what one client sends stays in order for every receiver, whoever stalls, and comes once", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const network = new TestNetwork({ unlimited: true });
      const clients = network.inChannel("#one", "n0", "n1", "n2", "n3");
      for (const client of clients) client.send("JOIN #two");
      for (const client of clients) client.read();
      const sent = new Map<string, number[]>();
      for (const [number, { who, what }] of steps.entries()) {
        const client = clients[who];
        if (!client) continue;
        if (what === "turn") network.endTurn();
        else if (what === "stall") client.reading = false;
        else if (what === "read") client.resumeReading();
        else {
          const target = what === "private" ? `n${(who + 1) % 4}` : what;
          client.listener?.received(Buffer.from(`PRIVMSG ${target} :${number}\r\n`));
          for (const to of receivers(who, target)) {
            const key = `n${who} n${to}`;
            sent.set(key, [...(sent.get(key) ?? []), number]);
          }
        }
      }
      const got = new Map<string, number[]>();
      for (const [to, client] of clients.entries()) {
        client.resumeReading();
        for (const line of client.read()) {
          const [, from, number] = /^:(n\d)!\S+ PRIVMSG \S+ :(\d+)$/.exec(line) ?? [];
          const key = `${from} n${to}`;
          got.set(key, [...(got.get(key) ?? []), Number(number)]);
        }
      }
      expect(Object.fromEntries(got)).toEqual(Object.fromEntries(sent));
    }),
    { numRuns: 60 },
  );
});

function receivers(from: number, target: string): readonly number[] {
  return target.startsWith("n") ? [Number(target.slice(1))] : [0, 1, 2, 3].filter((each) => each !== from);
}
