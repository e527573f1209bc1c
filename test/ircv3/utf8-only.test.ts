import { describe, expect, test } from "vitest";
import type { TestClient } from "../kit/client.ts";
import { TestNetwork } from "../kit/network.ts";
import { tokensIn } from "../kit/tokens.ts";

const latin1 = (line: string) => Buffer.from(`${line}\r\n`, "latin1");
const sent = (client: TestClient, line: string | Buffer) => {
  client.read();
  client.sendBytes(typeof line === "string" ? latin1(line) : line);
  return client.read();
};
const fail = (command: string) =>
  `:irc.test FAIL ${command} INVALID_UTF8 :This network speaks UTF-8 only; the line was dropped`;

function room(utf8Only = true) {
  const network = new TestNetwork({ utf8Only, unlimited: true });
  const [alice, bob] = network.inChannel("#room", "alice", "bob");
  if (!alice || !bob) throw new Error("nobody is there");
  return { network, alice, bob };
}

test("UTF8ONLY is in 005 where it is so, and nowhere else", () => {
  expect(tokensIn(room().alice.ask("ISUPPORT"))).toContain("UTF8ONLY");
  expect(tokensIn(room(false).alice.ask("ISUPPORT"))).not.toContain("UTF8ONLY");
});

// "Servers publishing this token MUST NOT relay content [...] containing non-UTF-8 data to clients."
describe("a line that is not UTF-8", () => {
  test.each([
    ["PRIVMSG", "PRIVMSG #room :caf\xe9"],
    ["NOTICE", "NOTICE #room :caf\xe9"],
    ["TOPIC", "TOPIC #room :caf\xe9"],
    ["KICK", "KICK #room bob :caf\xe9"],
    ["PART", "PART #room :caf\xe9"],
    ["JOIN", "JOIN #caf\xe9"],
    ["NICK", "NICK caf\xe9"],
    ["AWAY", "AWAY :caf\xe9"],
    ["SETNAME", "SETNAME :caf\xe9"],
    ["INVITE", "INVITE bob #caf\xe9"],
    ["MODE", "MODE #room +b caf\xe9!*@*"],
    ["WHOIS", "WHOIS caf\xe9"],
    ["AUTHENTICATE", "AUTHENTICATE caf\xe9"],
    ["BATCH", "BATCH +caf\xe9 draft/multiline #room"],
    ["RELAYMSG", "RELAYMSG #room caf\xe9/x :hello"],
    ["QUIT", "QUIT :caf\xe9"],
    ["PING", "PING caf\xe9"],
    ["PRIVMSG", "privmsg #room :caf\xe9"],
    ["PRIVMSG", ":alice!x@y PRIVMSG #room :caf\xe9"],
    ["TAGMSG", "@+caf\xe9=x TAGMSG #room"],
    ["NONSENSE", "NONSENSE caf\xe9"],
    // What is no command is not said again.
    ["*", "caf\xe9 #room :hello"],
    ["*", "\xe9"],
    ["*", "@+x=caf\xe9"],
    ["*", `${"X".repeat(21)} \xe9`],
  ])("of %s is refused by that name, and has no effect: %j", (command, line) => {
    const { alice, bob, network } = room();
    const entries = network.entries.length;
    expect(sent(alice, line)).toEqual([fail(command)]);
    expect([bob.read(), network.entries.length]).toEqual([[], entries]);
    expect(alice.ask("PING on")).toEqual([":irc.test PONG irc.test :on"]);
  });

  test.each([
    ["a byte that begins nothing", [0xff]],
    ["a byte that goes on with nothing", [0x80]],
    ["half a character", [0xe2, 0x82]],
    ["an overlong slash", [0xc0, 0xaf]],
    ["an overlong NUL", [0xc0, 0x80]],
    ["a surrogate", [0xed, 0xa0, 0x80]],
    ["a pair of surrogates", [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80]],
    ["what is past the last character", [0xf4, 0x90, 0x80, 0x80]],
    ["a character of five bytes", [0xf8, 0x88, 0x80, 0x80, 0x80]],
  ])("for %s is refused", (_, bytes) => {
    const { alice, bob } = room();
    const line = Buffer.concat([Buffer.from("PRIVMSG #room :x"), Buffer.from(bytes), Buffer.from("\r\n")]);
    expect(sent(alice, line)).toEqual([fail("PRIVMSG")]);
    expect(bob.read()).toEqual([]);
  });

  test.each([
    ["NICK", "NICK caf\xe9"],
    ["USER", "USER u 0 * :caf\xe9"],
    ["PASS", "PASS caf\xe9"],
    ["CAP", "CAP REQ :caf\xe9"],
    ["WEBIRC", "WEBIRC x caf\xe9 h 198.51.100.7"],
  ])("of %s before registration is refused likewise, and the rest goes on", (command, line) => {
    const client = new TestNetwork().open();
    expect(sent(client, line)).toEqual([fail(command)]);
    expect(client.ask("NICK alice", "USER alice 0 * :Alice")[0]).toContain(" 001 alice ");
  });

  test("is refused with its label", () => {
    const { alice, bob } = room();
    alice.send("CAP REQ :batch labeled-response");
    expect(sent(alice, "@label=abc PRIVMSG #room :caf\xe9")).toEqual([`@label=abc ${fail("PRIVMSG")}`]);
    expect(sent(alice, "@+x=1;label=a\\sb PRIVMSG #room :caf\xe9")).toEqual([
      `@label=a\\sb ${fail("PRIVMSG")}`,
    ]);
    // labeled-response.md: the label is sent back as it was.
    const euro = Buffer.concat([Buffer.from("@label=€€ PRIVMSG #room :"), Buffer.from([0xff, 0x0a])]);
    expect(sent(alice, euro)).toEqual([`@label=€€ ${fail("PRIVMSG")}`]);
    expect(bob.read()).toEqual([]);
  });

  test("with a label that is none itself is refused, in UTF-8", () => {
    const { alice } = room();
    alice.send("CAP REQ :batch labeled-response");
    const [line = "", ...more] = sent(alice, "@label=\xe9 PING x");
    expect(more).toEqual([]);
    expect(line).toContain("FAIL PING INVALID_UTF8");
    expect(Buffer.from(line).toString()).toBe(line);
  });

  test("within a batch is no part of it", () => {
    const { alice, bob } = room();
    alice.send(
      "CAP REQ :batch draft/multiline",
      "BATCH +1 draft/multiline #room",
      "@batch=1 PRIVMSG #room :one",
    );
    expect(sent(alice, "@batch=1 PRIVMSG #room :caf\xe9")[0]).toContain(" INVALID_UTF8 ");
    alice.send("@batch=1 PRIVMSG #room :two", "BATCH -1");
    expect(bob.read().join("\n")).not.toContain("caf");
  });
});

test("a byte order mark is refused with what it stands before", () => {
  const { alice } = room();
  expect(alice.numerics("\ufeffPRIVMSG #room :hello")).toEqual([expect.stringMatching(/^421 \?+PRIVMSG /)]);
});

// "if they truncate messages to meet a length limit, they do not do so in the middle of a UTF-8-encoded codepoint".
test.each([
  ["a message", "PRIVMSG #room :%"],
  ["a notice", "NOTICE #room :%"],
  ["a topic", "TOPIC #room :%"],
  ["a kick", "KICK #room bob :%"],
  ["a part", "PART #room :%"],
  ["a quit", "QUIT :%"],
  ["being away", "AWAY :%"],
  ["a real name", "SETNAME :%"],
  ["an invitation", "INVITE bob #%"],
  ["a ban", "MODE #room +b %!*@*"],
  ["a key", "MODE #room +k %"],
  ["a nick", "NICK %"],
  ["a command", "% x"],
  ["a token", "PING :%"],
  ["a subcommand", "CAP %"],
])("what is too long is cut between characters, in %s", (_, line) => {
  for (const filler of ["", "x", "xx", "xxx"]) {
    const { alice, bob, network } = room();
    const watcher = network.connect("watcher", { caps: "away-notify account-notify setname chghost" });
    watcher.send("JOIN #room");
    const body = line.replace("%", filler + "\u{1f600}".repeat(130));
    const fitting = Buffer.from(body)
      .subarray(0, 508)
      .toString()
      .replace(/\ufffd+$/, "");
    alice.send(fitting, "WHOIS alice", "MODE #room +b");
    for (const out of [alice, bob, watcher].flatMap((client) => client.read())) {
      expect(Buffer.byteLength(out)).toBeLessThanOrEqual(510);
      expect(Buffer.from(out).toString()).toBe(out);
      expect(out).not.toContain("\ufffd");
    }
  }
});

describe("where the network takes other encodings", () => {
  test("a line that is not UTF-8 is read as latin1, and leaves as UTF-8", () => {
    const { alice, bob } = room(false);
    expect(sent(alice, "PRIVMSG #room :caf\xe9 \xff")).toEqual([]);
    expect(bob.read()).toEqual([":alice!alice@192.0.2.2 PRIVMSG #room :café ÿ"]);
    expect(sent(alice, Buffer.from("PRIVMSG #room :café €\r\n"))).toEqual([]);
    expect(bob.read()).toEqual([":alice!alice@192.0.2.2 PRIVMSG #room :café €"]);
  });

  test("it is so for each line apart", () => {
    const { alice, bob } = room(false);
    alice.sendBytes(Buffer.concat([latin1("PRIVMSG #room :\xe9"), Buffer.from("PRIVMSG #room :é\r\n")]));
    expect(bob.read().map((line) => line.split(" :")[1])).toEqual(["é", "é"]);
  });
});
