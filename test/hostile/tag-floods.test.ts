import { describe, expect, test } from "vitest";
import type { ConfigInput } from "../../src/config/schema.ts";
import type { TestClient } from "../kit/client.ts";
import { TestNetwork } from "../kit/network.ts";

const caps = "message-tags draft/relaymsg batch draft/multiline server-time";
const burst = 20;
const perSecond = 4;

/** #room with mallory as its operator, whose budget is full, and bob in it, who reads tags. */
function pair(config: ConfigInput = {}) {
  const network = new TestNetwork({ connections: { commands: { burst, perSecond } }, ...config });
  const [mallory, bob] = ["mallory", "bob"].map((nick) => network.connect(nick, { caps }));
  if (!mallory || !bob) throw new Error("two clients");
  for (const client of [mallory, bob]) client.send("JOIN #room");
  for (const client of [mallory, bob]) client.read();
  network.advance(60_000);
  return { network, mallory, bob };
}

function flood(client: TestClient, line: string, times = 100): void {
  client.send(...Array.from({ length: times }, () => line));
}

const long = `+a=${"x".repeat(4091)}`;

describe("4 KB of client tags, which everybody in the channel is sent,", () => {
  test.each(["TAGMSG #room", "PRIVMSG #room :x", "NOTICE #room :x", "RELAYMSG #room x/y :x"])(
    "cost the sender of %s as much as four lines",
    (line) => {
      const { network, mallory, bob } = pair();
      flood(mallory, `@${long} ${line}`);
      expect(bob.read()).toHaveLength(burst / 4);
      network.advance(1_000);
      expect(bob.read()).toHaveLength(perSecond / 4);
    },
  );

  test("cost who opens a batch with them as much", () => {
    const { mallory, bob } = pair();
    const message = [`@${long} BATCH +1 draft/multiline #room`, "@batch=1 PRIVMSG #room :x", "BATCH -1"];
    mallory.send(...Array.from({ length: 100 }, () => message).flat());
    const openings = bob.read().filter((line) => line.includes(" BATCH +"));
    // Each message is four for its first line, and one for each of the others.
    expect(openings).toHaveLength(Math.ceil(burst / 6) - 1);
  });

  test("cost no more than the line where nobody is sent them", () => {
    const { mallory, bob } = pair();
    mallory.send("CAP REQ -message-tags");
    flood(mallory, `@${long} PRIVMSG #room :x`, 19);
    expect(bob.read()).toHaveLength(19);
  });

  test("count for who is behind with reading: past the sendq they are dropped, and nobody else", () => {
    const { network, mallory, bob } = pair({ unlimited: true, connections: { sendq: 65_536 } });
    const slow = network.connect("slow", { caps });
    slow.send("JOIN #room");
    slow.reading = false;
    let heard = 0;
    for (let said = 0; said < 50; said += 1) {
      mallory.send(`@${long} TAGMSG #room`);
      heard += bob.read().filter((line) => line.includes(" TAGMSG ")).length;
    }
    expect([slow.ended, bob.ended, heard]).toEqual([true, false, 50]);
  });
});

describe("somebody who types a thousand times a second", () => {
  const typing = "@+typing=active TAGMSG #room";

  test("is heard as often as anybody may speak", () => {
    const { network, mallory, bob } = pair();
    flood(mallory, typing, 1_000);
    expect(bob.read()).toHaveLength(burst);
    network.advance(10_000);
    expect(bob.read()).toHaveLength(10 * perSecond);
  });

  test("is in no history, and wakes nobody who is away", () => {
    const { mallory, bob } = pair({ unlimited: true });
    bob.send("AWAY :gone");
    flood(mallory, typing, 1_000);
    flood(mallory, typing.replace("#room", "bob"), 1_000);
    expect(mallory.read()).toEqual([]);
    bob.read();
    for (const about of ["#room", "mallory"]) {
      expect(bob.ask(`HISTORY ${about}`).map((line) => line.split(" ")[1])).toEqual(["BATCH", "BATCH"]);
    }
  });

  test("is answered by one error each where nobody may be spoken to, within the same budget", () => {
    const { mallory } = pair();
    flood(mallory, typing.replace("#room", "#none"), 1_000);
    expect(mallory.read()).toHaveLength(burst);
  });
});
