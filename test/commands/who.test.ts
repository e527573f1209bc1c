import { expect, test } from "vitest";
import { forceAway, forceChannelModes, forceStatus, forceUserModes } from "../kit/force.ts";
import { TestNetwork } from "../kit/network.ts";

/** The nicks of the rows, which must end in 315. */
function nicks(numerics: readonly string[]): string[] {
  expect(numerics.at(-1)).toMatch(/^315 /);
  return numerics.slice(0, -1).map((line) => line.split(" ")[5] ?? "");
}

test("WHO of a channel shows each member with the channel, flags and prefix", () => {
  const network = new TestNetwork();
  const [alice] = network.inChannel("#room", "alice", "bob");
  forceAway(network, "bob", "lunch");
  forceUserModes(network, "bob", "B");
  expect(alice?.numerics("WHO #room")).toEqual([
    "352 #room alice 192.0.2.2 irc.test alice H@ :0 alice Example",
    "352 #room bob 192.0.2.3 irc.test bob GB :0 bob Example",
    "315 #room :End of WHO list",
  ]);
});

test("WHO shows all prefixes to who asked for multi-prefix, the highest to others", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.inChannel("#room", "alice", "bob");
  forceStatus(network, "#room", "alice", "v");
  bob?.send("CAP REQ :multi-prefix");
  expect(alice?.numerics("WHO alice")[0]).toContain(" alice H@ :");
  expect(bob?.numerics("WHO alice")[0]).toContain(" alice H@+ :");
});

test("WHO of a nick shows a channel that both are in, or an asterisk", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.inChannel("#room", "alice", "bob");
  network.connect("carol");
  bob?.send("JOIN #other");
  expect(alice?.numerics("WHO BOB")).toEqual([
    "352 #room bob 192.0.2.3 irc.test bob H :0 bob Example",
    "315 BOB :End of WHO list",
  ]);
  expect(alice?.numerics("WHO carol")[0]).toContain("352 * carol ");
});

test("WHO by mask matches nick, user, host, server and real name", () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  network.connect("bob");
  for (const mask of ["B?b", "192.0.2.3", "bob Ex*", "*!bob@*"]) {
    expect(nicks(alice.numerics(`WHO :${mask}`)), mask).toEqual(["bob"]);
  }
  expect(nicks(alice.numerics("WHO IRC.*"))).toEqual(["alice", "bob"]);
  expect(alice.numerics("WHO nobody*")).toEqual(["315 nobody* :End of WHO list"]);
});

test("WHO * and 0 and nothing list everybody but the invisible who share no channel", () => {
  const network = new TestNetwork();
  const [alice] = network.inChannel("#room", "alice", "bob");
  network.connect("carol");
  forceUserModes(network, "bob", "i");
  forceUserModes(network, "carol", "i");
  for (const line of ["WHO *", "WHO 0", "WHO"]) {
    expect(nicks(alice?.numerics(line) ?? []), line).toEqual(["alice", "bob"]);
  }
});

test("who knows the nick of an invisible user is answered", () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  network.connect("carol").send("JOIN #cave");
  forceUserModes(network, "carol", "i");
  expect(alice.numerics("WHO carol")[0]).toContain("352 * carol ");
});

test("WHO of a channel from outside leaves the invisible out", () => {
  const network = new TestNetwork();
  network.inChannel("#room", "alice", "bob");
  forceUserModes(network, "bob", "i");
  expect(nicks(network.connect("carol").numerics("WHO #room"))).toEqual(["alice"]);
});

test("WHO shows the channel as it is named, and secret ones to members only", () => {
  const network = new TestNetwork();
  const [alice] = network.inChannel("#Room", "alice");
  forceChannelModes(network, "#room", "s");
  expect(alice?.numerics("WHO #rOOM")[0]).toContain("352 #Room alice ");
  const carol = network.connect("carol");
  expect(carol.numerics("WHO #rOOM")).toEqual(["315 #rOOM :End of WHO list"]);
  expect(carol.numerics("WHO alice")[0]).toContain("352 * alice ");
});

test("WHO hides the members that an auditorium hides", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.inChannel("#room", "alice", "bob", "carol");
  forceChannelModes(network, "#room", "u");
  expect(nicks(bob?.numerics("WHO #room") ?? [])).toEqual(["alice", "bob"]);
  expect(nicks(alice?.numerics("WHO #room") ?? [])).toEqual(["alice", "bob", "carol"]);
});

test("WHO with o lists operators only, and those who hide it to operators only", () => {
  const network = new TestNetwork();
  const [alice, bob, carol] = network.inChannel("#room", "alice", "bob", "carol");
  for (const client of [bob, carol]) if (client) network.makeOperator(client);
  forceUserModes(network, "carol", "H");
  expect(alice?.numerics("WHO #room o")[0]).toContain(" bob H* :");
  expect(nicks(alice?.numerics("WHO * o") ?? [])).toEqual(["bob"]);
  expect(nicks(bob?.numerics("WHO * o") ?? [])).toEqual(["bob", "carol"]);
});

test("an operator with see-hosts finds users by the address they come from", () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  network.makeOperator(alice, ["see-hosts"]);
  network.connect("bob", { address: "198.51.100.7" });
  expect(nicks(alice.numerics("WHO 198.51.100.*"))).toEqual(["bob"]);
});

test("WHOX sends the fields that were asked for, in the order of the specification", () => {
  const network = new TestNetwork();
  const [alice] = network.inChannel("#room", "alice", "bob");
  network.advance(5000);
  expect(alice?.numerics("WHO #room %roaldfnshiuct,42")).toEqual([
    "354 42 #room alice 192.0.2.2 192.0.2.2 irc.test alice H@ 0 5 0 n/a :alice Example",
    "354 42 #room bob 255.255.255.255 192.0.2.3 irc.test bob H 0 5 0 n/a :bob Example",
    "315 #room :End of WHO list",
  ]);
});

test("WHOX without a good token says 0, ignores letters nobody knows, and may come after o", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.inChannel("#room", "alice", "bob");
  if (bob) network.makeOperator(bob);
  expect(alice?.numerics("WHO bob %tn,1234")[0]).toBe("354 0 bob");
  expect(alice?.numerics("WHO bob %Zn")[0]).toBe("354 bob");
  expect(alice?.numerics("WHO bob %Z")).toEqual(["315 bob :End of WHO list"]);
  expect(alice?.numerics("WHO * o%n")).toEqual(["354 bob", "315 * :End of WHO list"]);
});

test("a long WHO is sent as the client reads, and goes on with who is there then", () => {
  const network = new TestNetwork({ connections: { sendq: 4096 } });
  const alice = network.connect("alice");
  const others = Array.from({ length: 60 }, (_, index) => network.connect(`user${index}`));
  alice.reading = false;
  alice.send("WHO *", "PING after");
  others.at(-1)?.send("QUIT");
  for (let turn = 0; turn < 20; turn += 1) alice.resumeReading();
  const lines = alice.read();
  expect(lines.filter((line) => line.includes(" 352 "))).toHaveLength(60);
  expect(lines.at(-1)).toBe(":irc.test PONG irc.test :after");
  expect(alice.ended).toBe(false);
});

test("a WHO that finds nobody among many lets others have their turn", () => {
  const network = new TestNetwork({ unlimited: true });
  const alice = network.connect("alice");
  for (let index = 0; index < 1500; index += 1) network.connect(`user${index}`);
  alice.read();
  alice.listener?.received(Buffer.from("WHO zzz*\r\n"));
  expect(alice.session.listening).toBe(false);
  expect(alice.read()).toEqual([":irc.test 315 alice zzz* :End of WHO list"]);
  expect(alice.session.listening).toBe(true);
});
