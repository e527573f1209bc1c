import { expect, test } from "vitest";
import { forceAccount, forceAway, forceChannelModes, forceStatus, forceUserModes } from "../kit/force.ts";
import { TestNetwork } from "../kit/network.ts";

test("WHOIS tells name, channels, server and idle time, and ends", () => {
  const network = new TestNetwork();
  const [alice] = network.inChannel("#room", "bob", "alice");
  network.advance(7000);
  expect(network.connect("carol").numerics("WHOIS bob")).toEqual([
    "311 bob bob 192.0.2.2 * :bob Example",
    "319 bob :@#room",
    "312 bob irc.test :An IRC server",
    "317 bob 7 1700000000 :seconds idle, signon time",
    "318 bob :End of /WHOIS list",
  ]);
  expect(alice).toBeDefined();
});

test("WHOIS tells that somebody is away, an operator, a bot, and on TLS", () => {
  const network = new TestNetwork();
  network.makeOperator(network.connect("bob", { tls: true }));
  forceAway(network, "bob", "lunch");
  forceUserModes(network, "bob", "B");
  const numerics = network.connect("alice").numerics("WHOIS bob");
  expect(numerics).toContain("301 bob :lunch");
  expect(numerics).toContain("313 bob :is an IRC operator");
  expect(numerics).toContain("335 bob :is a bot");
  expect(numerics).toContain("671 bob :is using a secure connection");
});

test("modes and address are for the user and for operators", () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  const bob = network.connect("bob", { address: "2001:db8::7" });
  forceUserModes(network, "bob", "i");
  const confidential = [
    "338 bob bob@2001:db8::7 2001:db8::7 :Is actually using host",
    "378 bob :is connecting from bob@2001:db8::7 2001:db8::7",
    "379 bob :is using modes +i",
  ];
  const shownTo = (client: typeof alice) =>
    client.numerics("WHOIS bob").filter((line) => /^(338|378|379|276)/.test(line));
  expect(shownTo(bob)).toEqual(confidential);
  expect(shownTo(alice)).toEqual([]);
  network.makeOperator(alice, []);
  expect(shownTo(alice)).toEqual(confidential.slice(2));
  network.makeOperator(alice);
  expect(shownTo(alice)).toEqual(confidential);
});

test("the fingerprint of a certificate is for the user and for operators", () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  const bob = network.connect("bob", { tls: true, certfp: "5ec0" });
  const shownTo = (client: typeof alice) =>
    client.numerics("WHOIS bob").filter((line) => line.startsWith("276"));
  expect(shownTo(alice)).toEqual([]);
  expect(shownTo(bob)).toEqual(["276 bob :has client certificate fingerprint 5ec0"]);
  network.makeOperator(alice);
  expect(shownTo(alice)).toEqual(["276 bob :has client certificate fingerprint 5ec0"]);
});

test("WHOIS tells under which account somebody is logged in, also after a change of nick and host", () => {
  const network = new TestNetwork();
  const [bob, alice] = [network.connect("bob"), network.connect("alice")];
  forceAccount(network, "bob", "robert");
  expect(alice.numerics("WHOIS bob")).toContain("330 bob robert :is logged in as");
  bob.send("NICK bobby");
  network.makeOperator(alice);
  alice.send("CHGHOST bobby other.example", "CHGIDENT bobby user");
  expect(alice.numerics("WHOIS bobby")).toContain("330 bobby robert :is logged in as");
});

test("an operator with +H is shown as one to operators only", () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  network.makeOperator(network.connect("bob"));
  forceUserModes(network, "bob", "H");
  expect(alice.numerics("WHOIS bob").some((line) => line.startsWith("313"))).toBe(false);
  network.makeOperator(alice);
  expect(alice.numerics("WHOIS bob").some((line) => line.startsWith("313"))).toBe(true);
});

test("WHOIS hides secret and private channels from outside, and shows one's own", () => {
  const network = new TestNetwork();
  const [bob] = network.inChannel("#secret", "bob");
  bob?.send("JOIN #private,#open");
  forceChannelModes(network, "#secret", "s");
  forceChannelModes(network, "#private", "p");
  const alice = network.connect("alice");
  expect(alice.numerics("WHOIS bob")[1]).toBe("319 bob :@#open");
  expect(bob?.numerics("WHOIS bob")[1]).toBe("319 bob :@#secret @#private @#open");
  alice.send("JOIN #secret");
  expect(alice.numerics("WHOIS bob")[1]).toBe("319 bob :@#secret @#open");
});

test("WHOIS shows of an invisible user only the channels that both are in", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.inChannel("#room", "alice", "bob");
  bob?.send("JOIN #other");
  forceUserModes(network, "bob", "i");
  expect(alice?.numerics("WHOIS bob")[1]).toBe("319 bob :#room");
});

test("WHOIS shows the highest prefix, and all of them with multi-prefix", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.inChannel("#room", "alice", "bob");
  forceStatus(network, "#room", "alice", "v");
  expect(bob?.numerics("WHOIS alice")[1]).toBe("319 alice :@#room");
  bob?.send("CAP REQ :multi-prefix");
  expect(bob?.numerics("WHOIS alice")[1]).toBe("319 alice :@+#room");
  expect(alice).toBeDefined();
});

test("many channels take several lines, none of them cut", () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  const names = Array.from({ length: 30 }, (_, index) => `#${"x".repeat(30)}${index}`);
  for (const name of names) alice.send(`JOIN ${name}`);
  network.advance(60_000);
  const lines = alice.numerics("WHOIS alice").filter((line) => line.startsWith("319"));
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.flatMap((line) => line.slice("319 alice :".length).split(" "))).toEqual(
    names.map((name) => `@${name}`),
  );
});

test("WHOIS of nobody answers 401, then the end", () => {
  const alice = new TestNetwork().connect("alice");
  expect(alice.numerics("WHOIS nobody")).toEqual([
    "401 nobody :No such nick/channel",
    "318 nobody :End of /WHOIS list",
  ]);
});

test("WHOIS takes a list of nicks, and drops those past TARGMAX", () => {
  const network = new TestNetwork({ limits: { commandTargets: 2 } });
  const alice = network.connect("alice");
  const lines = alice.numerics("WHOIS Alice,x,y").filter((line) => /^(311|401|318)/.test(line));
  expect(lines).toEqual([
    "311 alice alice 192.0.2.2 * :alice Example",
    "401 x :No such nick/channel",
    "318 Alice,x,y :End of /WHOIS list",
  ]);
});

test("WHOIS with two parameters takes a server or a nick first", () => {
  const alice = new TestNetwork().connect("alice");
  for (const target of ["irc.test", "*.TEST", "alice"]) {
    expect(alice.numerics(`WHOIS ${target} alice`)[0], target).toContain("311 alice");
  }
  expect(alice.numerics("WHOIS elsewhere.test alice")).toEqual([
    "402 elsewhere.test :No such server",
    "318 alice :End of /WHOIS list",
  ]);
});

test("WHOIS of a nick written twice, as clients do to learn the idle time, says that nobody has it", () => {
  const alice = new TestNetwork().connect("alice");
  expect(alice.numerics("WHOIS nobody nobody")).toEqual([
    "401 nobody :No such nick/channel",
    "318 nobody :End of /WHOIS list",
  ]);
});

test("WHOIS without a nick answers 431", () => {
  const alice = new TestNetwork().connect("alice");
  expect(alice.numerics("WHOIS")).toEqual(["431 :No nickname given"]);
});
