import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

function openConsole(network: TestNetwork, ...lines: readonly string[]) {
  const person = network.open({ console: true });
  person.send(...lines);
  person.read();
  return person;
}

test("a person who connects to the console is greeted, told what to type, and is a guest", () => {
  const network = new TestNetwork();
  const lines = network.open({ console: true }).read();
  expect(lines[0]).toBe("This is irc.test, a chat server. Type a command, or text for the room you are in:");
  expect(lines[1]).toContain("/join ROOM");
  expect(lines).toContain("Welcome to Test. You are guest1.");
  expect(lines.join("\n")).not.toMatch(/^:|\b(?:00\d|2\d\d|37\d)\b/m);
});

test("a connection to the IRC port that begins with a slash is a console", () => {
  const network = new TestNetwork();
  const lines = network.open().ask("/join lobby");
  expect(lines).toContain("Welcome to Test. You are guest1.");
  expect(lines).toContain("* guest1 joined #lobby");
  expect(lines.at(-1)).toBe("[#lobby] Here: @guest1");
});

test("a console that begins by choosing a nick has never been a guest", () => {
  const network = new TestNetwork();
  const lines = network.open().ask("/nick alice");
  expect(lines).toContain("Welcome to Test. You are alice.");
  expect(network.node.world.userByNick("guest1")).toBeUndefined();
});

test("what is typed while the host name is looked up is done when it is known", async () => {
  const found = Promise.resolve({ host: "host.example.org", user: undefined });
  const network = new TestNetwork({}, { lookUp: () => found });
  const person = network.open();
  person.send("/join lobby", "hi");
  await found;
  await expect.poll(() => person.read()).toContain("* guest1 joined #lobby");
});

test("a guest gets a number that is free", () => {
  const network = new TestNetwork();
  network.connect("guest2");
  expect(network.open({ console: true }).read()).toContain("Welcome to Test. You are guest3.");
});

test("a password is asked for first, and a wrong one ends it in words", () => {
  const network = new TestNetwork({ password: "open sesame" });
  const person = network.open({ console: true });
  expect(person.read().at(-1)).toBe("A password is needed first: /pass PASSWORD, then /nick NAME");
  expect(person.ask("/nick alice").slice(0, 2)).toEqual([
    "! Password incorrect",
    "! Closing Link: 192.0.2.2 (Bad Password)",
  ]);
});

test("what is typed in a room reaches IRC clients like anybody's words, and theirs are shown", () => {
  const network = new TestNetwork();
  const [bob] = network.inChannel("#lobby", "bob");
  const alice = openConsole(network, "/nick alice", "/join lobby");
  expect(bob?.read()).toEqual([":alice!console@192.0.2.3 JOIN #lobby"]);
  expect(alice.ask("hi  there :)")).toEqual([]);
  expect(bob?.read()).toEqual([":alice!console@192.0.2.3 PRIVMSG #lobby :hi  there :)"]);
  bob?.send("PRIVMSG #lobby :hi", "PRIVMSG #lobby :\x01ACTION waves\x01", "NOTICE #lobby :note");
  expect(alice.read()).toEqual(["[#lobby] <bob> hi", "[#lobby] * bob waves", "[#lobby] -bob- note"]);
});

test("private messages go both ways", () => {
  const network = new TestNetwork();
  const bob = network.connect("bob");
  const alice = openConsole(network, "/nick alice");
  alice.send("/msg bob how are you?");
  expect(bob.read()).toEqual([":alice!console@192.0.2.3 PRIVMSG bob :how are you?"]);
  bob.send("PRIVMSG alice :fine", "PRIVMSG alice :\x01ACTION smiles\x01");
  expect(alice.read()).toEqual(["bob -> alice: fine", "bob -> alice: * bob smiles"]);
});

test("comings, goings, names and topics are told in words", () => {
  const network = new TestNetwork();
  const [bob, carol] = network.inChannel("#lobby", "bob", "carol");
  const alice = openConsole(network, "/nick alice", "/join lobby");
  bob?.send("TOPIC #lobby :cats", "TOPIC #lobby :", "NICK rob");
  carol?.send("PART #lobby :bye", "JOIN #lobby");
  bob?.send("QUIT :gone");
  expect(alice.read()).toEqual([
    "* bob set the topic of #lobby: cats",
    "* bob removed the topic of #lobby",
    "* bob is now called rob",
    "* carol left #lobby (bye)",
    "* carol joined #lobby",
    "* rob left the network (Quit: gone)",
  ]);
});

test("who is in no room is told so, whatever was to be done there", () => {
  const network = new TestNetwork();
  const alice = openConsole(network, "/nick alice");
  for (const typed of [
    "/users",
    "/leave",
    "/topic hi",
    "/kick bob",
    "/me waves",
    "/invite bob",
    "/history 3",
  ]) {
    expect(alice.ask(typed), typed).toEqual(["! You are in no room: /join ROOM, or /msg NAME TEXT"]);
  }
  expect(alice.ask("/rooms")).toEqual([]);
  expect(alice.ask("/leave attic")).toEqual(["! #attic: No such channel"]);
});

test("errors come in words, and a command typed wrong is shown right", () => {
  const network = new TestNetwork();
  const alice = openConsole(network, "/nick alice");
  expect(alice.ask("hello")).toEqual(["! You are in no room: /join ROOM, or /msg NAME TEXT"]);
  expect(alice.ask("/msg nobody hi")).toEqual(["! nobody: No such nick/channel"]);
  expect(alice.ask("/msg bob")).toEqual(["! Like this: /msg NAME TEXT"]);
  expect(alice.ask("/nosuch")).toEqual(["! NOSUCH: Unknown command"]);
  expect(alice.ask("/")).toEqual(["! A command follows the slash: /help lists them"]);
  expect(alice.ask("", "   ")).toEqual([]);
});

test("nothing others write can act on the terminal", () => {
  const network = new TestNetwork();
  const [bob] = network.inChannel("#lobby", "bob");
  const alice = openConsole(network, "/nick alice", "/join lobby");
  bob?.send(
    "PRIVMSG #lobby :\x1b[2Jred \x0304alert\x03 \x9b31m\x07 \u202eabc",
    "TOPIC #lobby :\x1b]0;owned\x07",
  );
  bob?.send("PRIVMSG alice :\x01VERSION \x1b[H\x01", "PART #lobby :\x1bc");
  expect(alice.read()).toEqual([
    "[#lobby] <bob> [2Jred alert 31m abc",
    "* bob set the topic of #lobby: ]0;owned",
    "bob -> alice: (CTCP VERSION [H)",
    "* bob left #lobby (c)",
  ]);
});

test("colours are there only when asked for", () => {
  const network = new TestNetwork();
  const [bob] = network.inChannel("#lobby", "bob");
  const alice = openConsole(network, "/nick alice", "/join lobby", "/colour on");
  bob?.send("PRIVMSG #lobby :hi");
  expect(alice.read()).toEqual(["\x1b[36m[#lobby]\x1b[0m <\x1b[1mbob\x1b[0m> hi"]);
  expect(alice.ask("/colour off")).toEqual(["* Colours are off"]);
  bob?.send("PRIVMSG #lobby :hi");
  expect(alice.read()).toEqual(["[#lobby] <bob> hi"]);
});

test("/help lists what can be typed, for guests and for those who have not come in", () => {
  const network = new TestNetwork();
  expect(openConsole(network).ask("/help").join("\n")).toContain("/msg NAME TEXT");
  const closed = new TestNetwork({ password: "open sesame" });
  expect(openConsole(closed).ask("/help").join("\n")).toContain("/msg NAME TEXT");
});

test("a silent person is not asked for a PONG, and stays", () => {
  const network = new TestNetwork();
  const alice = openConsole(network, "/nick alice");
  network.advance(3_600_000);
  expect(alice.read()).toEqual([]);
  expect(network.node.world.userByNick("alice")).toBeDefined();
});

test("lines that end in LF alone are read, as nc sends them", () => {
  const network = new TestNetwork();
  const person = network.open();
  person.sendBytes(Buffer.from("/nick alice\n/join lobby\n"));
  expect(person.read()).toContain("* alice joined #lobby");
});

test("/quit says goodbye and closes", () => {
  const network = new TestNetwork();
  const [bob] = network.inChannel("#lobby", "bob");
  const alice = openConsole(network, "/nick alice", "/join lobby");
  bob?.read();
  expect(alice.ask("/quit good night all")).toEqual(["! Closing Link: 192.0.2.3 (Quit: good night all)"]);
  expect(alice.ended).toBe(true);
  expect(bob?.read()).toEqual([":alice!console@192.0.2.3 QUIT :Quit: good night all"]);
});

test("who quits without a word leaves no colon behind", () => {
  const network = new TestNetwork();
  const alice = openConsole(network, "/nick alice", "/join lobby");
  const bob = openConsole(network, "/nick bob", "/join lobby");
  alice.read();
  expect(bob.ask("/quit")).toEqual(["! Closing Link: 192.0.2.3 (Quit)"]);
  expect(alice.read()).toEqual(["* bob left the network (Quit)"]);
});

test("the next client on the same session speaks IRC again", () => {
  const network = new TestNetwork();
  openConsole(network, "/nick alice", "/quit");
  const bob = network.open();
  expect(bob.ask("NICK bob", "USER bob 0 * :Bob")[0]).toMatch(/^:irc\.test 001 bob /);
});
