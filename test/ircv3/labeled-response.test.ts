import { describe, expect, test } from "vitest";
import { capableRoom } from "../kit/capable-room.ts";
import { labelledAnswer } from "../kit/labelled.ts";
import { TestNetwork } from "../kit/network.ts";
import { tagged } from "../kit/tagged.ts";

const caps = "labeled-response batch";
const ack = (label: string) => `@label=${label} :irc.test ACK`;

describe("the label of a line", () => {
  test("is on the one line that answers it", () => {
    // "the server MUST include the same tag and value in any response required from this message".
    const { alice } = capableRoom({ alice: caps });
    expect(alice.ask("@label=x1 PING y")).toEqual(["@label=x1 :irc.test PONG irc.test :y"]);
    expect(alice.ask("@label=x2 NICK alicia")).toEqual(["@label=x2 :alice!alice@192.0.2.2 NICK :alicia"]);
  });

  test("is on the batch that several lines come in, and on none of them", () => {
    // "a batch MUST be used to group them"; "Servers MUST include the tag in exactly one logical message."
    const { alice } = capableRoom({ alice: caps });
    const lines = alice.ask("@label=w WHOIS bob").map(tagged);
    const ref = lines[1]?.tags["batch"];
    expect(lines[0]).toEqual({ tags: { label: "w" }, line: `:irc.test BATCH +${ref} labeled-response` });
    expect(lines.at(-1)).toEqual({ tags: {}, line: `:irc.test BATCH -${ref}` });
    const inner = lines.slice(1, -1);
    expect(inner.map(({ tags }) => tags)).toEqual(inner.map(() => ({ batch: ref })));
    expect(inner.at(-1)?.line).toContain(" 318 alice bob ");
  });

  test.each([
    ["PRIVMSG nobody :hi", "401 alice nobody :No such nick/channel"],
    ["FOO", "421 alice FOO :Unknown command"],
    ["JOIN", "461 alice JOIN :Not enough parameters"],
    ["KILL bob", "481 alice :Permission Denied- You're not an IRC operator"],
    ["SETNAME :", "FAIL SETNAME INVALID_REALNAME :Realname is not valid"],
    ["RELAYMSG #room a/b :x", "FAIL RELAYMSG NOT_ENABLED :Ask for the draft/relaymsg capability first"],
  ])("is on the error that %s leads to", (line, answer) => {
    const { alice } = capableRoom({ alice: caps });
    expect(alice.ask(`@label=e ${line}`)).toEqual([`@label=e :irc.test ${answer}`]);
  });

  test.each(["PONG x", "PRIVMSG #room :hi", "NOTICE #room :hi", "NOTICE nobody :hi", "PRIVMSG bob :hi"])(
    "is on an ACK where nothing else answers: %s",
    (line) => {
      // "Servers MUST respond with a labeled ACK message when a client sends a labeled command that normally
      // produces no response."
      const { alice } = capableRoom({ alice: caps });
      expect(alice.ask(`@label=a ${line}`)).toEqual([ack("a")]);
    },
  );

  test("is on one answer for each of several lines that come at once", () => {
    const { alice } = capableRoom({ alice: caps });
    const lines = alice.ask(
      "@label=1 PING a",
      "@label=2 PONG b",
      "@label=3 WHO bob",
      "PING c",
      "@label=1 FOO",
    );
    expect(lines.slice(0, 2)).toEqual(["@label=1 :irc.test PONG irc.test :a", ack("2")]);
    expect(labelledAnswer(lines, "3")).toHaveLength(2);
    expect(lines.slice(-2)).toEqual([
      ":irc.test PONG irc.test :c",
      "@label=1 :irc.test 421 alice FOO :Unknown command",
    ]);
  });

  test("is on the last word to who leaves, and on nothing that others read of it", () => {
    const { alice, bob } = capableRoom({ alice: caps, bob: caps });
    expect(alice.ask("@label=q QUIT :bye")).toEqual([
      expect.stringMatching(/^@label=q ERROR :Closing Link: .*bye/),
    ]);
    expect(bob.read()).toEqual([":alice!alice@192.0.2.2 QUIT :Quit: bye"]);
  });

  test("is on the answer to what is asked before registration, too", () => {
    const client = new TestNetwork().open();
    client.send(`CAP REQ :${caps}`);
    expect(client.ask("@label=1 CAP LIST", "@label=2 NICK dan", "@label=3 JOIN #x")).toEqual([
      expect.stringMatching(/^@label=1 :irc.test CAP \* LIST :/),
      ack("2"),
      "@label=3 :irc.test 451 dan :You have not registered",
    ]);
  });

  test("is not relayed, and others' lines have none", () => {
    const { alice, bob } = capableRoom({ alice: `${caps} message-tags`, bob: `${caps} message-tags` });
    alice.send("@label=x;+a PRIVMSG #room :hi", "@label=y TOPIC #room :new");
    expect(bob.read().flatMap((line) => Object.keys(tagged(line).tags))).toEqual(["msgid", "+a"]);
  });
});

describe("a message to oneself", () => {
  test("has no label, its echo has", () => {
    // "the server MUST NOT include the label tag, except for any acknowledgment sent with echo-message".
    const { alice } = capableRoom({ alice: `${caps} echo-message` });
    const line = ":alice!alice@192.0.2.2 PRIVMSG alice :hi";
    expect(alice.ask("@label=x PRIVMSG alice :hi").sort()).toEqual([line, `@label=x ${line}`].sort());
  });

  test("is acknowledged besides where there is no echo", () => {
    const { alice } = capableRoom({ alice: caps });
    expect(alice.ask("@label=x NOTICE alice :hi")).toEqual([
      ":alice!alice@192.0.2.2 NOTICE alice :hi",
      ack("x"),
    ]);
  });
});

describe("the value of a label", () => {
  test.each(["a", "0", "A".repeat(64), "ü".repeat(32), "a\\:b\\sc\\\\", "-_/+,."])(
    "is repeated as it was: %s",
    (label) => {
      // "MUST be treated as an opaque identifier".
      const { alice } = capableRoom({ alice: caps });
      expect(alice.ask(`@label=${label} PONG x`)).toEqual([ack(label)]);
    },
  );

  test.each(["label=", "label", `label=${"A".repeat(65)}`, `label=${"ü".repeat(33)}`, "+label=x", "Label=x"])(
    "is none if it is missing, longer than 64 bytes, or of another tag: %s",
    (tag) => {
      // "has a required value"; "The value MUST NOT exceed 64 bytes."
      const { alice } = capableRoom({ alice: caps });
      expect(alice.ask(`@${tag} PING x`, `@${tag} PONG x`)).toEqual([":irc.test PONG irc.test :x"]);
    },
  );

  test.each(["labeled-response", "batch", "message-tags"])("means nothing with %s alone", (cap) => {
    // "depends on the batch capability which MUST be negotiated to use labeled responses."
    const { alice } = capableRoom({ alice: cap });
    expect(alice.ask("@label=x PING y", "@label=x PONG y")).toEqual([":irc.test PONG irc.test :y"]);
  });

  test("counts from the line after the capabilities are in force, in any order, until one is given up", () => {
    const { alice } = capableRoom({});
    alice.send("CAP REQ :labeled-response");
    alice.ask("@label=1 CAP REQ :batch");
    expect(alice.ask("@label=2 PONG x")).toEqual([ack("2")]);
    expect(alice.ask("@label=3 CAP REQ :-batch", "@label=4 PONG x")).toEqual([
      "@label=3 :irc.test CAP alice ACK :-batch",
    ]);
  });
});
