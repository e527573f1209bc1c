import { describe, expect, test } from "vitest";
import type { TestClient } from "../kit/client.ts";
import { forceAccount } from "../kit/force.ts";
import { TestNetwork } from "../kit/network.ts";

/** Two users who share nothing. */
function pair(): { network: TestNetwork; alice: TestClient; bob: TestClient } {
  const network = new TestNetwork();
  return {
    network,
    alice: network.connect("alice", { address: "192.0.2.10" }),
    bob: network.connect("bob", { address: "192.0.2.11" }),
  };
}

const from = ":alice!alice@192.0.2.10";

describe("targets", () => {
  test("a message to a nick reaches that user under the nick as they write it, and echoes nothing", () => {
    const { alice, bob } = pair();
    expect(alice.ask("PRIVMSG BOB :hello  there")).toEqual([]);
    expect(bob.read()).toEqual([`${from} PRIVMSG bob :hello  there`]);
  });

  test("one can write to oneself", () => {
    const { alice } = pair();
    expect(alice.ask("PRIVMSG alice :note")).toEqual([`${from} PRIVMSG alice :note`]);
  });

  test("a list of targets gives each one the message, however often and however it is spelled", () => {
    const { alice, bob } = pair();
    bob.send("JOIN #room");
    alice.send("JOIN #room");
    bob.read();
    alice.ask("PRIVMSG bob,#room,BOB,#ROOM,bob!bob@192.0.2.11 :hi");
    expect(bob.read()).toEqual([`${from} PRIVMSG bob :hi`, `${from} PRIVMSG #room :hi`]);
  });

  test("the targets past TARGMAX are refused with 407 once, the ones before get the message", () => {
    const { alice, bob } = pair();
    expect(alice.numerics("PRIVMSG a1,a2,a3,bob,a4,a5 :hi")).toEqual([
      "401 a1 :No such nick/channel",
      "401 a2 :No such nick/channel",
      "401 a3 :No such nick/channel",
      "407 a4 :Too many targets",
    ]);
    expect(bob.read()).toHaveLength(1);
  });

  test("a target that was named before does not count for TARGMAX", () => {
    const { alice } = pair();
    expect(alice.numerics("PRIVMSG bob,bob,Bob,BOB,boB,bOb :hi")).toEqual([]);
  });

  test("a missing recipient is 411, a missing or empty text 412", () => {
    const { alice } = pair();
    expect(alice.numerics("PRIVMSG", "PRIVMSG bob", "PRIVMSG bob :", "PRIVMSG , :hi")).toEqual([
      "411 :No recipient given (PRIVMSG)",
      "412 :No text to send",
      "412 :No text to send",
      "411 :No recipient given (PRIVMSG)",
    ]);
  });

  test("nobody of that nick is 401, no channel of that name is 403", () => {
    const { alice } = pair();
    expect(alice.numerics("PRIVMSG nobody :hi", "PRIVMSG #none :hi")).toEqual([
      "401 nobody :No such nick/channel",
      "403 #none :No such channel",
    ]);
  });

  test("nick!user@host and nick@server reach the user they describe and nobody else", () => {
    const { alice, bob } = pair();
    const wrong = [
      "bob!bob@192.0.2.99",
      "bob!mallory@192.0.2.11",
      "bob@irc.other",
      "carol@irc.test",
      "@",
      "!",
    ];
    expect(alice.numerics(...wrong.map((target) => `PRIVMSG ${target} :hi`))).toEqual(
      wrong.map((target) => `401 ${target} :No such nick/channel`),
    );
    alice.send("PRIVMSG Bob!BOB@192.0.2.11 :one", "PRIVMSG bob@IRC.test :two");
    expect(bob.read()).toEqual([`${from} PRIVMSG bob :one`, `${from} PRIVMSG bob :two`]);
  });

  test("a server mask is for operators only", () => {
    const { alice } = pair();
    expect(alice.numerics("PRIVMSG $$*.test :hi")).toEqual([
      "481 :Permission Denied- You're not an IRC operator",
    ]);
  });
});

describe("channels", () => {
  test("from outside, +n is 404, and without it the message arrives", () => {
    const { alice, bob } = pair();
    bob.ask("JOIN #room");
    expect(alice.numerics("PRIVMSG #room :hi")).toEqual(["404 #room :Cannot send to channel (+n)"]);
    expect(bob.read()).toEqual([]);
  });

  test("a secret channel answers outsiders like one that does not exist, spelled as they did", () => {
    const { network, alice, bob } = pair();
    bob.send("JOIN #Secret");
    const channel = network.node.world.channelByName("#Secret");
    if (channel) channel.flags = "s";
    expect(alice.numerics("PRIVMSG #SECRET :hi", "PRIVMSG @#SECRET :hi", "PRIVMSG #nosuch :hi")).toEqual([
      "403 #SECRET :No such channel",
      "403 @#SECRET :No such channel",
      "403 #nosuch :No such channel",
    ]);
  });

  test("a status prefix narrows the message to that status and above, the lowest of several counts", () => {
    const network = new TestNetwork();
    const clients = network.inChannel("#room", "op", "voice", "plain", "other");
    const [op, voice, plain, other] = clients;
    const channel = network.node.world.channelByName("#room");
    const member = [...(channel?.members.values() ?? [])].find(({ user }) => user.nick === "voice");
    if (member) member.status = "v";
    other?.send("PRIVMSG @#room :ops", "PRIVMSG +#room :voiced", "PRIVMSG @+#room :both");
    const heard = (client: TestClient | undefined) =>
      client?.read().map((line) => line.split(" ").slice(2).join(" "));
    expect(heard(op)).toEqual(["@#room :ops", "+#room :voiced", "+#room :both"]);
    expect(heard(voice)).toEqual(["+#room :voiced", "+#room :both"]);
    expect(heard(plain)).toEqual([]);
    expect(heard(other)).toEqual([]);
  });

  test("prefixes without a channel behind them name nobody", () => {
    const { alice } = pair();
    expect(alice.numerics("PRIVMSG @+ :hi", "PRIVMSG @bob :hi")).toEqual([
      "401 @+ :No such nick/channel",
      "401 @bob :No such nick/channel",
    ]);
  });

  test("who is +D hears no channel, but private messages, and is heard", () => {
    const network = new TestNetwork();
    const [alice, bob] = network.inChannel("#room", "alice", "bob");
    bob?.ask("MODE bob +D");
    alice?.send("PRIVMSG #room :lost", "NOTICE #room :lost", "PRIVMSG bob :found");
    expect(bob?.read().map((line) => line.split(" ").slice(1).join(" "))).toEqual(["PRIVMSG bob :found"]);
    bob?.send("PRIVMSG #room :I am deaf");
    expect(alice?.read()).toHaveLength(1);
    bob?.ask("MODE bob -D");
    alice?.send("PRIVMSG #room :heard");
    expect(bob?.read()).toHaveLength(1);
  });
});

describe("the text", () => {
  test("CTCP goes through untouched, its delimiters and all", () => {
    const { alice, bob } = pair();
    alice.send("PRIVMSG bob :\x01VERSION\x01", "PRIVMSG bob :\x01ACTION waves  \x02x\x01");
    expect(bob.read()).toEqual([
      `${from} PRIVMSG bob :\x01VERSION\x01`,
      `${from} PRIVMSG bob :\x01ACTION waves  \x02x\x01`,
    ]);
  });

  test("a line that grows past 512 bytes by our prefix is cut between two characters", () => {
    const { alice, bob } = pair();
    // 14 bytes of "PRIVMSG bob :x", 123 characters of 4 bytes, CRLF: 508.
    alice.send(`PRIVMSG bob :x${"😀".repeat(123)}`);
    const [line = ""] = bob.read();
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(510);
    expect(Buffer.byteLength(line)).toBeGreaterThan(506);
    expect(line).toMatch(/:x(😀)+$/u);
  });
});

describe("what the other has set", () => {
  test("+R refuses who is not logged in with 486, and hears who is", () => {
    const { network, alice, bob } = pair();
    bob.ask("MODE bob +R");
    expect(alice.numerics("PRIVMSG bob :hi")).toEqual([
      "486 bob :You must be logged in to message this user",
    ]);
    expect(bob.read()).toEqual([]);
    forceAccount(network, "alice", "alicia");
    alice.send("PRIVMSG bob :hi");
    expect(bob.read()).toHaveLength(1);
  });

  test("+Z refuses who is not on TLS with 531, and hears who is", () => {
    const { network, alice, bob } = pair();
    const carol = network.connect("carol", { tls: true });
    bob.ask("MODE bob +Z");
    expect(alice.numerics("PRIVMSG bob :hi")).toEqual([
      "531 bob :You are not permitted to send private messages to this user (+Z)",
    ]);
    expect(carol.ask("PRIVMSG bob :hi")).toEqual([]);
    expect(bob.read()).toHaveLength(1);
  });

  test("+T refuses CTCP with 492 but lets ACTION and speech through", () => {
    const { alice, bob } = pair();
    bob.ask("MODE bob +T");
    expect(alice.numerics("PRIVMSG bob :\x01PING 1\x01")).toEqual(["492 bob :Cannot send to user (+T)"]);
    expect(alice.ask("PRIVMSG bob :\x01ACTION waves\x01", "PRIVMSG bob :hi")).toEqual([]);
    expect(bob.read()).toHaveLength(2);
  });

  test("+g holds a message back: 716 and 717 to the sender, 718 to the other, once a minute", () => {
    const { network, alice, bob } = pair();
    bob.ask("MODE bob +g");
    const held = "716 bob :is in +g mode (server-side ignore)";
    const informed = "717 bob :has been informed that you messaged them.";
    const call = ":irc.test 718 bob alice alice@192.0.2.10 :is messaging you, and you have user mode +g";
    expect(alice.numerics("PRIVMSG bob :hi")).toEqual([held, informed]);
    expect(bob.read()).toEqual([call]);
    expect(alice.numerics("PRIVMSG bob :hi")).toEqual([held]);
    network.advance(59_000);
    expect(alice.numerics("PRIVMSG bob :hi")).toEqual([held]);
    expect(bob.read()).toEqual([]);
    network.advance(1_000);
    expect(alice.numerics("PRIVMSG bob :hi")).toEqual([held, informed]);
    expect(bob.read()).toEqual([call]);
  });

  test("what one has set oneself does not keep one from writing to oneself", () => {
    const { alice } = pair();
    alice.ask("MODE alice +gRZT", "SILENCE +alice");
    expect(alice.ask("PRIVMSG alice :note")).toHaveLength(1);
  });
});

describe("idle time", () => {
  const idleSince = (network: TestNetwork) => network.node.world.userByNick("alice")?.activeAt;

  test("counts from the last PRIVMSG that went out, not from NOTICE, PING or refused messages", () => {
    const { network, alice } = pair();
    network.advance(10_000);
    alice.send("PRIVMSG bob :hi");
    const spoken = idleSince(network);
    expect(spoken).toBe(network.now);
    network.advance(10_000);
    alice.send("NOTICE bob :hi", "PING x", "PRIVMSG nobody :hi", "AWAY", "JOIN #room");
    expect(idleSince(network)).toBe(spoken);
  });

  test("an operator is bound by the other's modes like anybody", () => {
    const { network, alice, bob } = pair();
    network.makeOperator(alice);
    bob.ask("MODE bob +R");
    expect(alice.numerics("PRIVMSG bob :hi")).toEqual([
      "486 bob :You must be logged in to message this user",
    ]);
  });
});
