import { describe, expect, test } from "vitest";
import type { TestClient } from "../kit/client.ts";
import { lateNetwork } from "../kit/late-log.ts";
import { TestNetwork } from "../kit/network.ts";

const here = ":irc.test 305 * :You are no longer marked as being away";
const gone = ":irc.test 306 * :You have been marked as being away";

function open(network = new TestNetwork(), caps = "draft/pre-away"): TestClient {
  const client = network.open();
  client.send(`CAP REQ :${caps}`);
  client.read();
  return client;
}

function register(client: TestClient): string[] {
  return client.ask("NICK alice", "USER alice 0 * :Alice", "CAP END");
}

const awayOf = (viewer: TestClient) => viewer.numerics("WHOIS alice").find((line) => line.startsWith("301"));

describe("AWAY before registration", () => {
  // "If the capability has been negotiated, servers MUST accept the AWAY command before".
  test.each([
    ["a message", "AWAY :Gone to lunch", "301 alice :Gone to lunch"],
    ["one word", "AWAY lunch", "301 alice :lunch"],
    // "AWAY *": "the user is not present for an unspecified reason".
    ["an asterisk", "AWAY *", "301 alice :*"],
    ["more than it may have", `AWAY :${"é".repeat(200)}`, `301 alice :${"é".repeat(195)}`],
  ])("with %s is in force from the first moment on", (_, line, shown) => {
    const network = new TestNetwork();
    const alice = open(network);
    expect(alice.ask(line)).toEqual([gone]);
    expect(register(alice)[0]).toContain(" 001 alice ");
    expect(awayOf(network.connect("bob"))).toBe(shown);
  });

  // "AWAY with no parameters indicates that the user is present."
  test.each(["AWAY", "AWAY :"])("%j takes it back", (line) => {
    const network = new TestNetwork();
    const alice = open(network);
    expect(alice.ask(line)).toEqual([here]);
    expect(alice.ask("AWAY :Gone", line)).toEqual([gone, here]);
    register(alice);
    expect(awayOf(network.connect("bob"))).toBeUndefined();
  });

  test("may be said several times, and the last word counts", () => {
    const network = new TestNetwork();
    const alice = open(network);
    alice.send("AWAY :one", "AWAY", "AWAY :two");
    register(alice);
    expect(awayOf(network.connect("bob"))).toBe("301 alice :two");
  });

  test("addresses the client by the nick it has asked for, and does not end registration", () => {
    const alice = open();
    alice.send("NICK alice", "USER alice 0 * :Alice");
    expect(alice.ask("AWAY :Gone")).toEqual([":irc.test 306 alice :You have been marked as being away"]);
  });

  // "Clients wishing to make use of this specification MUST negotiate the capability".
  test("without the capability is refused, and says nothing of anybody", () => {
    const network = new TestNetwork();
    const alice = open(network, "away-notify");
    expect(alice.ask("AWAY :Gone")).toEqual([":irc.test 451 * :You have not registered"]);
    register(alice);
    expect(awayOf(network.connect("bob"))).toBeUndefined();
    const given = open(network);
    given.send("CAP REQ :-draft/pre-away");
    given.read();
    expect(given.ask("AWAY :Gone")).toEqual([":irc.test 451 * :You have not registered"]);
  });

  test("is answered once where it has a label", () => {
    const alice = open(new TestNetwork(), "draft/pre-away batch labeled-response");
    expect(alice.ask("@label=x AWAY :Gone")).toEqual([`@label=x ${gone}`]);
  });

  // "[it] does not inhibit reporting of the change in nickname status, e.g. via monitor".
  test("does not hide from who monitors the nick that it has come", () => {
    const network = new TestNetwork();
    const bob = network.connect("bob", { caps: "extended-monitor away-notify" });
    bob.send("MONITOR + alice");
    bob.read();
    const alice = open(network);
    alice.send("AWAY :Gone");
    register(alice);
    expect(bob.read()).toEqual([":irc.test 730 bob :alice!alice@192.0.2.3"]);
  });

  test("shows to who cares when the user joins, as for anybody who is away", () => {
    const network = new TestNetwork();
    const bob = network.connect("bob", { caps: "away-notify" });
    bob.send("JOIN #room");
    bob.read();
    const alice = open(network);
    alice.send("AWAY *");
    register(alice);
    alice.send("JOIN #room");
    expect(bob.read()).toEqual([":alice!alice@192.0.2.3 JOIN #room", ":alice!alice@192.0.2.3 AWAY :*"]);
    expect(bob.numerics("PRIVMSG alice :hi")).toEqual(["301 alice :*"]);
  });

  test("is not another client's, who gets the session afterwards", () => {
    const network = new TestNetwork();
    const first = open(network);
    first.send("AWAY :Gone");
    first.vanish();
    const second = open(network);
    expect(second.session).toBe(first.session);
    register(second);
    expect(awayOf(network.connect("bob"))).toBeUndefined();
  });

  test("holds for who has to wait for a place in the log, or take another nick", () => {
    const { log, network } = lateNetwork();
    const [alice, late] = [open(network), open(network)];
    for (const client of [alice, late]) client.send("AWAY :Gone");
    register(alice);
    register(late);
    log.arrive();
    expect(late.read().at(-1)).toContain(" 433 ");
    late.send("NICK bob");
    log.arrive();
    expect(late.numerics("WHOIS bob")).toContain("301 bob :Gone");
  });
});

// "Clients MAY also send AWAY * post-registration".
test("AWAY * means the same after registration, and AWAY ends what was said before it", () => {
  const network = new TestNetwork();
  const alice = open(network);
  alice.send("AWAY :Gone");
  register(alice);
  const bob = network.connect("bob");
  expect(alice.numerics("AWAY *")).toEqual(["306 :You have been marked as being away"]);
  expect(awayOf(bob)).toBe("301 alice :*");
  expect(alice.numerics("AWAY")).toEqual(["305 :You are no longer marked as being away"]);
  expect(awayOf(bob)).toBeUndefined();
});
