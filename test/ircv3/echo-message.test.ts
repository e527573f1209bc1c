import { describe, expect, test } from "vitest";
import { capableRoom } from "../kit/capable-room.ts";
import { tagged } from "../kit/tagged.ts";

const caps = "echo-message message-tags";
const by = ":alice!alice@192.0.2.2";

const bare = (lines: readonly string[]) => lines.map((line) => tagged(line).line);

describe("echo-message", () => {
  test.each([
    "PRIVMSG #room :hi",
    "NOTICE #room :hi",
    "TAGMSG #room",
    "PRIVMSG bob :hi",
    "NOTICE bob :hi",
    "TAGMSG bob",
    "PRIVMSG @#room :to operators",
    "NOTICE +#room :to the voiced",
    "TAGMSG @#room",
    "PRIVMSG #room :\x01ACTION waves\x01",
  ])("brings %j back, once, as it was sent", (line) => {
    // "servers MUST send PRIVMSG and NOTICE messages back to the client that sent them"; with message-tags "the
    // same rules apply to TAGMSG".
    const { alice } = capableRoom({ alice: caps });
    expect(bare(alice.ask(line))).toEqual([`${by} ${line}`]);
  });

  test("brings back the same bytes that others read", () => {
    const { alice, bob } = capableRoom({ alice: caps, bob: caps });
    const echo = alice.ask("@+a=b PRIVMSG #room :hi", "NOTICE bob :hi");
    expect(bob.read()).toEqual(echo);
    expect(echo[0]).toMatch(/^@msgid=\S+;\+a=b /);
  });

  test("brings nothing back to who has not asked for it, nor a TAGMSG without message-tags", () => {
    const { alice, bob } = capableRoom({ alice: "message-tags", bob: "echo-message" });
    expect(alice.ask("PRIVMSG #room :hi", "NOTICE bob :hi", "TAGMSG #room")).toEqual([]);
    bob.read();
    expect(bob.ask("TAGMSG #room")).toEqual([":irc.test 421 bob TAGMSG :Unknown command"]);
  });

  test("brings a message to oneself twice: as sent, and as received", () => {
    const { alice } = capableRoom({ alice: caps });
    for (const line of ["PRIVMSG alice :hi", "NOTICE alice :hi", "TAGMSG alice"]) {
      const lines = alice.ask(line);
      expect(bare(lines)).toEqual([`${by} ${line}`, `${by} ${line}`]);
      expect(tagged(lines[0] ?? "").tags["msgid"]).toBe(tagged(lines[1] ?? "").tags["msgid"]);
    }
  });

  test("brings one for each target, by the name that it has", () => {
    const { alice } = capableRoom({ alice: caps });
    expect(bare(alice.ask("PRIVMSG #ROOM,BOB,bob,carol!carol@192.0.2.4 :hi"))).toEqual([
      `${by} PRIVMSG #room :hi`,
      `${by} PRIVMSG bob :hi`,
      `${by} PRIVMSG carol :hi`,
    ]);
  });

  test("brings it from a channel one is not in", () => {
    const { alice, dave } = capableRoom({ dave: caps });
    alice.send("MODE #room -n");
    expect(bare(dave.ask("PRIVMSG #room :hi"))).toEqual([":dave!dave@192.0.2.5 PRIVMSG #room :hi"]);
  });
});

describe("what comes back", () => {
  test("is the final version: without the formatting that +S takes away", () => {
    // "If servers apply any modifications to these messages, they MUST send the final version of the message back".
    const { alice } = capableRoom({ alice: caps }, "+S");
    expect(bare(alice.ask("PRIVMSG #room :back from \x02lunch\x0f", "NOTICE #room :\x034red"))).toEqual([
      `${by} PRIVMSG #room :back from lunch`,
      `${by} NOTICE #room :red`,
    ]);
  });

  test("is the final version: cut as it was for others", () => {
    const { alice, bob } = capableRoom({ alice: "echo-message" });
    const [echo = ""] = alice.ask(`PRIVMSG #room :${"ü".repeat(245)}`);
    expect(Buffer.byteLength(echo)).toBeLessThanOrEqual(510);
    expect(bob.read()).toEqual([echo]);
  });

  test("is what operators read where +U keeps it from others", () => {
    const { alice, bob, carol } = capableRoom({ bob: caps }, "+mU");
    expect(bare(bob.ask("PRIVMSG #room :may I?"))).toEqual([":bob!bob@192.0.2.3 PRIVMSG #room :may I?"]);
    expect([alice.read().length, carol.read().length]).toEqual([1, 0]);
  });

  test("is there for who is silenced, as if nothing were", () => {
    // "Servers MAY send a faked message back to the client instead, in cases where [it] is silently blocked".
    const { alice, bob } = capableRoom({ alice: caps, bob: caps });
    bob.ask("SILENCE +alice!*@*");
    expect(bare(alice.ask("PRIVMSG bob :hi", "NOTICE bob :hi", "TAGMSG bob"))).toEqual([
      `${by} PRIVMSG bob :hi`,
      `${by} NOTICE bob :hi`,
      `${by} TAGMSG bob`,
    ]);
    expect(bob.read()).toEqual([]);
  });

  test("is nothing where the message was not taken: +g holds it back, or it was refused", () => {
    const { alice, bob, dave } = capableRoom({ alice: caps, dave: caps });
    bob.ask("MODE bob +g");
    expect(alice.numerics("PRIVMSG bob :hi")).toEqual([
      expect.stringMatching(/^716 bob /),
      expect.stringMatching(/^717 bob /),
    ]);
    expect(alice.ask("NOTICE bob :hi", "TAGMSG bob", "NOTICE nobody :hi")).toEqual([]);
    expect(dave.ask("PRIVMSG #room :hi", "PRIVMSG nobody :hi")).toEqual([
      expect.stringContaining(" 404 dave #room "),
      expect.stringContaining(" 401 dave nobody "),
    ]);
  });

  test("comes before what is said of the receiver", () => {
    const { alice, bob } = capableRoom({ alice: caps });
    bob.send("AWAY :gone");
    expect(bare(alice.ask("PRIVMSG bob :hi"))).toEqual([
      `${by} PRIVMSG bob :hi`,
      ":irc.test 301 alice bob :gone",
    ]);
  });

  test("is there for who hears nothing of channels, by +D", () => {
    const { alice } = capableRoom({ alice: caps });
    alice.ask("MODE alice +D");
    expect(bare(alice.ask("PRIVMSG #room :hi"))).toEqual([`${by} PRIVMSG #room :hi`]);
  });

  test("is there for who broadcasts", () => {
    const { network, alice, bob } = capableRoom({ alice: caps });
    network.makeOperator(alice);
    expect(bare(alice.ask("NOTICE $$* :to all"))).toEqual([`${by} NOTICE $$* :to all`]);
    expect(bob.read()).toEqual([`${by} NOTICE $$* :to all`]);
  });
});
