import { describe, expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

const open = () => new TestNetwork().open();

describe("CAP", () => {
  test.each([
    ["CAP REQ :multi-prefix ", "ACK"],
    ["CAP REQ :multi-prefix  userhost-in-names", "ACK"],
    ["CAP REQ :", "ACK"],
    ["CAP REQ :no-such-thing", "NAK"],
    ["CAP REQ :multi-prefix no-such-thing", "NAK"],
    ["CAP REQ :-multi-prefix", "ACK"],
    [`CAP REQ :${"x ".repeat(240)}`, "NAK"],
  ])("%j is answered with %s", (line, verb) => {
    expect(open().ask(line)[0]).toMatch(new RegExp(`^:irc.test CAP \\* ${verb} :`));
  });

  test.each([
    "CAP LS",
    "CAP LS 301",
    "CAP LS 302",
    "CAP LS 99999999999999999999",
    "CAP LS -1",
    "CAP LS 3e2",
    "CAP ls :302",
  ])("%j lists what there is", (line) => expect(open().ask(line).join("\n")).toContain("multi-prefix"));

  test("a client that names no version gets one line, without values", () => {
    const lines = open().ask("CAP LS");
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toMatch(/=|\* {1,2}:/);
  });

  test.each(["CAP", "CAP :", "CAP XYZ", "CAP :END", "CAP END", "CAP ACK :x"])("%j is survived", (line) => {
    const client = open();
    client.send(line);
    expect(client.ask("NICK alice", "USER alice 0 * :Alice").join("\n")).toContain(" 001 alice ");
  });
});

describe("registration", () => {
  test.each(["JOIN #x", "PRIVMSG #x :y", "WHOIS x", "MODE #x +b *", "LIST"])(
    "%s before it is answered with 451",
    (line) => {
      expect(open().numerics(line)).toEqual(["451 :You have not registered"]);
    },
  );

  test("PING is answered before it", () => {
    expect(open().ask("PING x")).toEqual([":irc.test PONG irc.test :x"]);
  });

  test("a nick that is taken keeps the connection, which may take another", () => {
    const network = new TestNetwork();
    network.connect("alice");
    const client = network.open();
    expect(client.ask("NICK ALICE", "USER a 0 * :A")).toEqual([
      ":irc.test 433 * ALICE :Nickname is already in use",
    ]);
    expect(client.ask("NICK bob")[0]).toContain(" 001 bob ");
  });

  test("of two who register with one nick, one gets it and the other may go on", () => {
    const network = new TestNetwork();
    const [one, other] = [network.open(), network.open()];
    one.send("NICK alice");
    other.send("NICK alice");
    expect(one.ask("USER a 0 * :A")[0]).toContain(" 001 alice ");
    expect(other.ask("USER b 0 * :B")).toEqual([":irc.test 433 * alice :Nickname is already in use"]);
    expect(other.ask("NICK bob")[0]).toContain(" 001 bob ");
  });

  test("USER and PASS afterwards are refused with 462", () => {
    const alice = new TestNetwork().connect("alice");
    expect(alice.numerics("USER x 0 * :X", "PASS x")).toEqual([
      "462 :You may not reregister",
      "462 :You may not reregister",
    ]);
  });

  test("a wrong password, or none, closes the connection and names no password", async () => {
    const network = new TestNetwork({ password: "secret" });
    for (const lines of [["PASS guess-me"], []]) {
      const client = network.open();
      client.send(...lines, "NICK alice", "USER alice 0 * :Alice");
      await network.until(() => client.ended);
      expect(client.read().join("\n")).toMatch(/ 464 .*ERROR :Closing Link: \S+ \(Bad Password\)$/s);
    }
    expect(JSON.stringify(network.entries)).not.toMatch(/guess-me|secret/);
  });
});
