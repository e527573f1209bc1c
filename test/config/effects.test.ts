import { expect, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { channelModeTable } from "../../src/world/channel-modes.ts";
import { TestNetwork } from "../kit/network.ts";
import { openRoom } from "../kit/room.ts";

test("description is what WHOIS and LINKS say of the server", () => {
  const alice = new TestNetwork({ description: "Down by the sea" }).connect("alice");
  expect(alice.numerics("WHOIS alice")).toContain("312 alice irc.test :Down by the sea");
  expect(alice.numerics("LINKS")[0]).toMatch(/^364 .*Down by the sea$/);
});

test("admin.organisation is told by ADMIN", () => {
  const alice = new TestNetwork({ admin: { organisation: "The Lighthouse" } }).connect("alice");
  expect(alice.numerics("ADMIN")).toContain("258 :The Lighthouse");
});

test("limits.nickLength is the longest nick", () => {
  const alice = new TestNetwork({ limits: { nickLength: 6 } }).connect("alice");
  expect(alice.numerics("NICK alicia", "NICK aliciaa")).toEqual(["432 aliciaa :Erroneous nickname"]);
});

test("limits.channelLength is the longest channel name, in characters", () => {
  const alice = new TestNetwork({ limits: { channelLength: 5 } }).connect("alice");
  expect(alice.numerics("JOIN #1234,#12345,#éééé,#ééééé").filter((line) => line.startsWith("403"))).toEqual([
    "403 #12345 :No such channel",
    "403 #ééééé :No such channel",
  ]);
});

test("limits.keyLength is the longest key", () => {
  const { alice } = openRoom("", { limits: { keyLength: 4 } });
  expect(alice.numerics("MODE #room +k 12345")).toEqual(["696 #room k 12345 :The key is too long"]);
  expect(alice.ask("MODE #room +k 1234")).toEqual([":alice!alice@192.0.2.2 MODE #room +k 1234"]);
});

test("limits.kickLength is the longest reason of KICK and PART", () => {
  const { alice, carol } = openRoom("", { limits: { kickLength: 4 } });
  expect(alice.ask("KICK #room bob :too long")).toEqual([":alice!alice@192.0.2.2 KICK #room bob :too "]);
  expect(carol.ask("PART #room :so long").at(-1)).toBe(":carol!carol@192.0.2.4 PART #room :so l");
});

test("limits.messageTargets bounds PRIVMSG and NOTICE", () => {
  const { alice, bob } = openRoom("", { limits: { messageTargets: 1 } });
  expect(alice.ask("PRIVMSG bob,carol :hi").join()).toContain(" 407 alice carol ");
  alice.send("NOTICE carol,bob :hi");
  expect(bob.read()).toEqual([":alice!alice@192.0.2.2 PRIVMSG bob :hi"]);
});

test.each([
  ["JOIN", "JOIN #a,#b,#c", "407 #c "],
  ["PART", "PART #room,#b,#c", "407 #c "],
  ["KICK", "KICK #room bob,carol,dave", "407 dave "],
  ["LIST", "LIST #a,#b,#c", "407 #c "],
])("limits.commandTargets bounds %s, and TARGMAX says so", (command, line, refusal) => {
  const { network, alice } = openRoom("", { limits: { commandTargets: 2 } });
  expect(alice.numerics(line).filter((answer) => answer.startsWith(refusal))).toHaveLength(1);
  expect(targmax(network)).toContain(`${command}:2`);
});

test.each(["SAJOIN dave #a,#b,#c", "SAPART bob #room,#b,#c"])("limits.commandTargets bounds %s", (line) => {
  const { network, alice } = openRoom("", { limits: { commandTargets: 2 } });
  network.makeOperator(alice);
  expect(alice.numerics(line).filter((answer) => answer.startsWith("407 #c "))).toHaveLength(1);
});

test.each([
  ["NAMES", "NAMES #a,#b,#room", "#room"],
  ["WHOIS", "WHOIS bob,carol,dave", "311 dave"],
])("limits.commandTargets bounds %s in silence, and TARGMAX says so", (command, line, beyond) => {
  const { network, alice } = openRoom("", { limits: { commandTargets: 2 } });
  expect(alice.numerics(line).join("\n")).not.toContain(beyond);
  expect(targmax(network)).toContain(`${command}:2`);
});

test("limits.inviteSeconds is how long an invitation is good for", () => {
  const { network, alice, dave } = openRoom("+i", { limits: { inviteSeconds: 10 } });
  alice.send("INVITE dave #room");
  network.now += 11_000;
  expect(dave.numerics("JOIN #room")).toEqual(["473 #room :Cannot join channel (+i)"]);
  alice.send("INVITE dave #room");
  network.now += 9_000;
  expect(dave.numerics("JOIN #room").at(-1)).toMatch(/^366 #room/);
});

test("limits.whowas is how many are remembered, and 0 remembers nobody, after REHASH either", async () => {
  const network = new TestNetwork({ limits: { whowas: 2 } });
  const boss = network.connect("boss");
  network.makeOperator(boss);
  for (const nick of ["first", "second", "third"]) network.connect(nick).send("QUIT");
  const remembered = (nick: string) => boss.numerics(`WHOWAS ${nick}`)[0]?.startsWith("314");
  expect(["first", "second", "third"].map(remembered)).toEqual([false, true, true]);
  network.config = { ...network.config, limits: { whowas: 0 } };
  await boss.answer("REHASH");
  expect(remembered("third")).toBe(false);
});

test("defaultChannelModes are the modes of a new channel", () => {
  const { alice } = openRoom("", { defaultChannelModes: "sm" });
  expect(alice.numerics("MODE #room")[0]).toBe("324 #room +ms");
});

test.each(["b", "k", "l", "o", "x", "r", "F", "nn", "ps"])(
  "defaultChannelModes %s makes no sense",
  (modes) => {
    expect(() => loadConfig({ text: `defaultChannelModes: ${modes}` })).toThrow(/defaultChannelModes/);
  },
);

test("defaultChannelModes takes each mode without a parameter that people may set", () => {
  const flags = channelModeTable.filter((mode) => mode.kind === "flag" && !("reserved" in mode));
  const free = flags.filter((mode) => !("setBy" in mode) || mode.setBy !== "server");
  for (const { letter } of free) {
    expect(loadConfig({ text: `defaultChannelModes: ${letter}` }).defaultChannelModes).toBe(letter);
  }
});

test("casemapping decides which nicks, channels and masks are the same", () => {
  const { alice, bob, dave } = openRoom("", { casemapping: "rfc1459" });
  bob.send("NICK b[]");
  dave.send("JOIN #{x}");
  alice.read();
  expect(alice.numerics("NICK B{}")).toEqual(["433 B{} :Nickname is already in use"]);
  expect(alice.numerics("JOIN #[X]").at(-1)).toMatch(/^366 #\{x\}/);
  expect(alice.numerics("MODE #room +b x[y!*@*", "MODE #room +b X{Y!*@*", "MODE #room +b").at(-1)).toMatch(
    /^368/,
  );
  expect(alice.numerics("MODE #room +b").filter((line) => line.startsWith("367"))).toHaveLength(1);
});

test("casemapping stays what it was at the first start, also while nobody is there", async () => {
  const network = new TestNetwork();
  network.connect("a[").send("QUIT");
  network.config = { ...network.config, casemapping: "rfc1459" };
  await network.node.rehash();
  expect(network.node.world.settings.casemapping).toBe("ascii");
  expect(network.connect("alice").numerics("WHOWAS a[")[0]).toMatch(/^314 a\[ /);
});

test("casemapping utf8 folds channels beyond ASCII, utf8Nicks lets nicks go there", () => {
  const { alice, bob } = openRoom("", { casemapping: "utf8", utf8Nicks: true });
  bob.send("NICK Äpfel");
  expect(alice.numerics("NICK äPFEL")).toEqual(["433 äPFEL :Nickname is already in use"]);
  bob.send("JOIN #Straße");
  expect(alice.numerics("JOIN #STRASSE").at(-1)).toMatch(/^366 #Straße/);
});

test("utf8Nicks waits, like the casemapping it needs, for a new start", async () => {
  const network = new TestNetwork();
  const boss = network.connect("boss");
  network.makeOperator(boss);
  network.config = { ...network.config, casemapping: "utf8", utf8Nicks: true };
  await boss.answer("REHASH");
  expect(boss.numerics("NICK é")).toEqual(["432 é :Erroneous nickname"]);
});

test("without utf8Only what is no UTF-8 is read as latin1, and sent on as UTF-8", () => {
  const { alice, bob } = openRoom("", { utf8Only: false });
  alice.sendBytes(Buffer.from("PRIVMSG bob :caf\xe9\r\n", "latin1"));
  expect(bob.read()).toEqual([":alice!alice@192.0.2.2 PRIVMSG bob :café"]);
});

test("utf8Only holds from REHASH on for who is there, as 005 then says", async () => {
  const network = new TestNetwork();
  const [boss, bob] = [network.connect("boss"), network.connect("bob")];
  network.makeOperator(boss);
  const say = () => boss.sendBytes(Buffer.from("PRIVMSG bob :caf\xe9\r\n", "latin1"));
  for (const utf8Only of [false, true]) {
    network.config = { ...network.config, utf8Only };
    await boss.answer("REHASH");
    bob.read();
    say();
    expect(bob.read()).toEqual(utf8Only ? [] : [":boss!boss@192.0.2.2 PRIVMSG bob :café"]);
  }
});

test("history.lines is how many messages HISTORY has of a channel", () => {
  const { alice } = openRoom("", { history: { lines: 2 } });
  alice.send(...["one", "two", "three"].map((word) => `PRIVMSG #room :${word}`));
  const shown = alice.ask("HISTORY #room 10").map((line) => line.split(" ").at(-1));
  expect(shown).toEqual(["two", "three"]);
});

test("history.lines holds for what is kept already, once REHASH has lowered it", async () => {
  const network = new TestNetwork();
  const [boss] = network.inChannel("#room", "boss", "bob");
  if (!boss) throw new Error("nobody is there");
  network.makeOperator(boss);
  boss.send(...["one", "two", "three"].map((word) => `PRIVMSG #room :${word}`));
  network.config = { ...network.config, history: { lines: 1 } };
  await boss.answer("REHASH");
  expect(boss.ask("HISTORY #room 10").map((line) => line.split(" ").at(-1))).toEqual(["three"]);
});

test.each([
  ["z", "489"],
  ["O", "520"],
  ["R", "477"],
])("defaultChannelModes %s keeps out who makes the channel, too", (mode, numeric) => {
  const alice = new TestNetwork({ defaultChannelModes: mode }).connect("alice");
  expect(alice.numerics("JOIN #new").map((line) => line.slice(0, 3))).toEqual([numeric]);
});

test("connections decides who may come in from where, and who is exempt from all but clients", () => {
  const network = new TestNetwork({
    connections: { clients: 4, perBlock: { max: 1 }, perWideBlock: { max: 2 }, exempt: ["203.0.113.0/24"] },
  });
  const comesIn = (address: string) => !network.open({ address }).ended;
  const first = ["10.0.0.1", "10.0.0.2", "10.0.1.1", "10.0.2.1"];
  expect(first.map(comesIn)).toEqual([true, false, true, false]);
  const others = ["203.0.113.1", "203.0.113.1", "203.0.113.1"];
  expect(others.map(comesIn)).toEqual([true, true, false]);
});

test("connections.connectThrottle is how often one address may connect", () => {
  const network = new TestNetwork({ connections: { connectThrottle: { count: 1, seconds: 5 } } });
  const comesIn = () => !network.open({ address: "10.0.0.1" }).ended;
  expect([comesIn(), comesIn()]).toEqual([true, false]);
  network.now += 5_000;
  expect(comesIn()).toBe(true);
});

test("connections.registrationSeconds is the time to register", () => {
  const network = new TestNetwork({ connections: { registrationSeconds: 5 } });
  const client = network.open();
  network.advance(4000);
  expect(client.ended).toBe(false);
  network.advance(3000);
  expect(client.ended).toBe(true);
});

test("accounts are known to the network, with those that are suspended, from REHASH on", async () => {
  const network = new TestNetwork({ accounts: [{ name: "Alice", password: "sesame" }] });
  const { world, load, rehash } = network.node;
  await load();
  expect(world.accountNamed("aLICE")).toMatchObject({ name: "Alice", status: "active", nicks: ["alice"] });
  const bob = { name: "bob", password: "sesame", suspended: true };
  network.config = { ...network.config, accounts: [bob, { name: "ALICE", password: "x", suspended: true }] };
  await rehash();
  await network.until(() => world.accountNamed("alice")?.status === "suspended");
  expect(world.accountNamed("alice")?.name).toBe("ALICE");
  expect(world.accountNamed("bob")?.status).toBe("suspended");
  network.config = { ...network.config, accounts: [{ ...bob, suspended: false }] };
  await rehash();
  await network.until(() => world.accountNamed("bob")?.status === "active");
  // What was hers stays hers, though she cannot log in.
  expect(world.accountNamed("alice")?.status).toBe("active");
});

test("accounts that are wrong leave those in force", async () => {
  const network = new TestNetwork({ accounts: [{ name: "alice", password: "sesame" }] });
  const twice = ["bob", "Bob"].map((name) => ({ name, password: "sesame" }));
  network.config = { ...network.config, accounts: twice };
  await expect(network.node.rehash()).rejects.toThrow('is the same name as "bob"');
  expect(network.node.live.config.accounts.map(({ name }) => name)).toEqual(["alice"]);
});

function targmax(network: TestNetwork): readonly string[] {
  const token = /TARGMAX=(\S+)/.exec(network.open().ask("NICK who", "USER who 0 * :Who").join("\n"));
  return token?.[1]?.split(",") ?? [];
}
