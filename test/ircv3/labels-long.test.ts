import { describe, expect, test } from "vitest";
import { answerTo } from "../kit/answer.ts";
import type { TestClient } from "../kit/client.ts";
import { TestNetwork } from "../kit/network.ts";

const caps = "batch labeled-response server-time";

/** A network with more channels and people than fit in half a sendq; `me` reads when told to, and is in #room. */
function crowd(sendq = 4096) {
  const network = new TestNetwork({
    unlimited: true,
    limits: { channelsPerUser: 200 },
    connections: { sendq },
    history: { onJoin: 100 },
  });
  const [bob] = network.inChannel("#room", "bob");
  network.makeOperator(bob as TestClient);
  for (let at = 0; at < 100; at += 1) bob?.send(`JOIN #c${at}`, `TOPIC #c${at} :${"topic ".repeat(8)}`);
  for (let at = 0; at < 40; at += 1) bob?.send(`PRIVMSG #c0 :${"long ".repeat(20)}`);
  bob?.read();
  const me = network.connect("me", { caps });
  me.send("JOIN #room");
  me.read();
  return { network, bob: bob as TestClient, me };
}

/** All that comes until the client has it all, and what happens whenever it has read some. */
function readAll(me: TestClient, meanwhile: () => void = () => {}): readonly string[] {
  const lines: string[] = [];
  while (!me.reading || me.session.outbox.behind > 0) {
    me.resumeReading();
    const more = me.read();
    lines.push(...more);
    // It stops again while there is as much to come as before.
    me.reading = more.length < 5;
    meanwhile();
  }
  return [...lines, ...me.read()];
}

describe("an answer that takes many turns", () => {
  test.each([
    ["LIST", 101],
    ["WHO *", 2],
    ["NAMES #c0", 0],
    ["HISTORY #room", 0],
  ])("to %s is one batch, whatever others say meanwhile", (line, least) => {
    const { me, bob } = crowd();
    me.reading = false;
    me.send(`@label=it ${line}`, "@label=next PING x");
    let said = 0;
    const lines = readAll(me, () => {
      said += 1;
      if (said < 5) bob.send(`PRIVMSG #room :meanwhile ${said}`);
    });
    const answer = answerTo("it", lines);
    expect(answer.lines.length).toBeGreaterThanOrEqual(least);
    expect(answer.others.filter((other) => !other.includes("meanwhile"))).toEqual([
      "@label=next :irc.test PONG irc.test :x",
    ]);
    expect(lines.filter((other) => other.includes("meanwhile") && other.includes("batch="))).toEqual([]);
  });

  test("is not read on, and not lost, while the client does not read", () => {
    const { me } = crowd();
    me.reading = false;
    me.send("@label=it LIST");
    expect(me.session.outbox.behind).toBeLessThan(4096);
    const first = me.read();
    expect(() => answerTo("it", first)).toThrow("not complete");
    expect(answerTo("it", [...first, ...readAll(me)]).lines).toHaveLength(103);
  });

  test("is closed before the farewell to who is put off meanwhile", () => {
    const { me, bob } = crowd();
    me.reading = false;
    me.send("@label=it LIST");
    bob.send("KILL me :enough");
    const lines = readAll(me);
    const { others } = answerTo("it", lines);
    expect(others.map((line) => line.replace(/^(@\S+ )?(:\S+ )?/, ""))).toEqual([
      "KILL me :enough",
      expect.stringMatching(/^ERROR :Closing Link: /),
    ]);
    expect(lines.at(-1)).toBe(others.at(-1));
  });

  test("is closed within and without, where it is a batch in a batch", () => {
    const { me, bob } = crowd();
    me.reading = false;
    me.send("@label=it JOIN #c0");
    bob.send("KILL me :enough");
    const lines = readAll(me);
    expect(answerTo("it", lines).lines.at(-1)).toMatch(/^@batch=\w+ :irc\.test BATCH -\w+$/);
    expect(lines.at(-1)).toMatch(/^ERROR /);
  });

  test("leaves no label to the next client of the session, if nobody waits for its end", () => {
    const { network, me } = crowd();
    const { session } = me;
    me.reading = false;
    me.send("@label=it LIST");
    me.vanish();
    const next = network.connect("next", { caps });
    expect(next.session).toBe(session);
    expect(next.ask("PING x")).toEqual([":irc.test PONG irc.test :x"]);
    expect(next.ask("@label=it PING x")).toEqual(["@label=it :irc.test PONG irc.test :x"]);
  });

  test("has not in it what an operator has done meanwhile, though it is said behind it", () => {
    const { me, bob } = crowd();
    me.reading = false;
    me.send("@label=it LIST");
    bob.send("SAJOIN me #c0");
    const lines = readAll(me);
    const answer = answerTo("it", lines);
    expect(answer.lines.filter((line) => !/ (321|322|323) /.test(line))).toEqual([]);
    const history = answer.others.findIndex((line) => / BATCH \+\w+ chathistory #c0$/.test(line));
    expect(answer.others.slice(history)).toHaveLength(42);
  });
});

test("the histories of channels joined at once are batches of one answer", () => {
  const { me, bob } = crowd(16_384);
  for (let at = 0; at < 20; at += 1) bob.send(`PRIVMSG #c${at} :something`);
  const names = Array.from({ length: 20 }, (_, at) => `#c${at}`);
  me.reading = false;
  me.send(`@label=it JOIN ${names.join(",")}`);
  const { lines, others } = answerTo("it", readAll(me));
  expect(others).toEqual([]);
  expect(lines.filter((line) => / JOIN #c\d+$/.test(line))).toHaveLength(20);
  expect(lines.filter((line) => / BATCH \+\w+ chathistory /.test(line))).toHaveLength(20);
});
