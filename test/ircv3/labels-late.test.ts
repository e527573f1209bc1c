import { describe, expect, test } from "vitest";
import type { ConfigInput } from "../../src/config/schema.ts";
import { answerTo } from "../kit/answer.ts";
import { enterLate, lateNetwork } from "../kit/late-log.ts";

const caps = "batch labeled-response message-tags echo-message";

/** A node whose log is elsewhere; who is on it asks for labels, and all are in #room. */
function far(config: ConfigInput = {}) {
  const late = lateNetwork({ unlimited: true, ...config });
  const { log, network } = late;
  const enter = (nick: string) => enterLate(late, nick, caps);
  const [me, bob] = [enter("me"), enter("bob")];
  network.makeOperator(bob);
  log.arrive();
  for (const client of [me, bob]) client.read();
  return { log, network, enter, me, bob };
}

const words = (line: string) => line.replace(/^(@\S+ )?:\S+ /, "");

describe("while an entry is on its way", () => {
  test("its line has no answer; that comes when the entry comes back", () => {
    const { log, me } = far();
    expect(me.ask("@label=it TOPIC #room :new")).toEqual([]);
    log.arrive();
    expect(me.read()).toEqual([
      expect.stringMatching(/^@label=it;msgid|^@label=it :me!me@\S+ TOPIC #room :new$/),
    ]);
  });

  test("what others do comes between, and has no label", () => {
    const { log, me, bob } = far();
    bob.send("PRIVMSG #room :before", "PRIVMSG me :before");
    me.send("@label=it PRIVMSG #room,bob :hi");
    bob.send("PRIVMSG me :after");
    log.arrive();
    const { is, lines, others } = answerTo("it", me.read());
    expect([is, lines.map(words)]).toEqual(["batch", ["PRIVMSG #room :hi", "PRIVMSG bob :hi"]]);
    expect(others.map(words)).toEqual(["PRIVMSG #room :before", "PRIVMSG me :before", "PRIVMSG me :after"]);
  });

  test("the next lines wait, and each has its own answer", () => {
    const { log, me } = far();
    me.sendBytes(Buffer.from("@label=a AWAY :x\r\n@label=b PING b\r\n@label=c JOIN none\r\nPING d\r\n"));
    expect(me.read()).toEqual([]);
    log.arrive();
    expect(me.read()).toEqual([
      expect.stringMatching(/^@label=a :irc\.test 306 /),
      "@label=b :irc.test PONG irc.test :b",
      expect.stringMatching(/^@label=c :irc\.test 403 /),
      ":irc.test PONG irc.test :d",
    ]);
  });

  test("who is put into a channel meanwhile has its history, but not as the answer", () => {
    const { log, me, bob } = far({ history: { onJoin: 10 } });
    bob.send("JOIN #other", "PRIVMSG #other :remember");
    log.arrive();
    me.read();
    bob.send("SAJOIN me #other");
    me.send("@label=it AWAY :x");
    log.arrive();
    const { lines, others } = answerTo("it", me.read());
    expect(lines.map(words)).toEqual(["306 me :You have been marked as being away"]);
    expect(others.slice(-3).map((line) => line.replace(/^(@batch=)?\S+ /, "$1"))).toEqual([
      expect.stringMatching(/^BATCH \+\w+ chathistory #other$/),
      expect.stringMatching(/^@batch=.*remember/),
      expect.stringMatching(/^BATCH -\w+$/),
    ]);
  });

  test("who is killed reads why, without a label, and nothing of the answer", () => {
    const { log, me, bob } = far();
    bob.send("KILL me :enough");
    me.send("@label=it TOPIC #room :new");
    log.arrive();
    expect(me.read()).toEqual([
      expect.stringMatching(/^:bob!bob@\S+ KILL me :enough$/),
      expect.stringMatching(/^ERROR :Closing Link: /),
    ]);
    expect(me.ended).toBe(true);
  });

  test("QUIT is answered by ERROR when it comes back", () => {
    const { log, me } = far();
    expect(me.ask("@label=it QUIT :bye")).toEqual([]);
    log.arrive();
    expect(me.read()).toEqual([expect.stringMatching(/^@label=it ERROR :Closing Link: /)]);
  });

  test("who vanishes leaves no label to the next client of the session", () => {
    const { log, network, enter, me } = far();
    const { session } = me;
    me.send("@label=it AWAY :x");
    me.vanish();
    log.arrive();
    network.endTurn();
    const next = enter("next");
    expect(next.session).toBe(session);
    next.read();
    next.send("AWAY :y", "PING x");
    log.arrive();
    expect(next.read()).toEqual([
      ":irc.test 306 next :You have been marked as being away",
      ":irc.test PONG irc.test :x",
    ]);
  });

  test("a batch of the client is answered when its entry comes back", () => {
    const { log, me } = far();
    me.send("CAP REQ draft/multiline");
    me.read();
    me.send("@label=it BATCH +1 draft/multiline bob", "@batch=1 PRIVMSG bob :one", "@label=end BATCH -1");
    // The line that ends it has done so.
    expect(me.read()).toEqual(["@label=end :irc.test ACK"]);
    log.arrive();
    expect(answerTo("it", me.read()).lines.map(words)).toEqual(["PRIVMSG bob :one"]);
  });
});
