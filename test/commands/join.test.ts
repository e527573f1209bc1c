import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";
import { openRoom } from "../kit/room.ts";

test("the first one in makes the channel and is its operator, later ones are not", () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  expect(alice.ask("JOIN #New")).toEqual([
    ":alice!alice@192.0.2.2 JOIN #New",
    ":irc.test 353 alice = #New :@alice",
    ":irc.test 366 alice #New :End of /NAMES list",
  ]);
  const bob = network.connect("bob");
  expect(bob.ask("JOIN #nEW")).toEqual([
    ":bob!bob@192.0.2.3 JOIN #New",
    ":irc.test 353 bob = #New :@alice bob",
    ":irc.test 366 bob #New :End of /NAMES list",
  ]);
  expect(alice.read()).toEqual([":bob!bob@192.0.2.3 JOIN #New"]);
});

test("who joins reads the topic, if there is one", () => {
  const { network, alice, dave } = openRoom();
  alice.send("TOPIC #room :words");
  const at = Math.floor(network.now / 1000);
  expect(dave.numerics("JOIN #room").slice(0, 2)).toEqual([
    "332 #room :words",
    `333 #room alice!alice@192.0.2.2 ${at}`,
  ]);
});

test("keys pair with channels by position, also past empty and repeated names", () => {
  const { alice, dave } = openRoom();
  alice.send("JOIN #a,#b,#c", "MODE #a +k one", "MODE #b +k two", "MODE #c +k three");
  const joined = (lines: string[]) =>
    lines.filter((line) => / JOIN | 475 /.test(line)).map((line) => line.split(" ").slice(1, 4).join(" "));
  expect(joined(dave.ask("JOIN #a,#A,,#b,#c one,x,,two"))).toEqual(["JOIN #a", "JOIN #b", "475 dave #c"]);
});

test("JOIN 0 leaves every channel", () => {
  const { bob } = openRoom();
  bob.send("JOIN #two");
  expect(bob.ask("JOIN 0")).toEqual([
    ":bob!bob@192.0.2.3 PART #room :Left all channels",
    ":bob!bob@192.0.2.3 PART #two :Left all channels",
  ]);
});

test("joining a channel one is in does nothing", () => {
  const { alice, bob } = openRoom();
  expect(bob.ask("JOIN #ROOM")).toEqual([]);
  expect(alice.read()).toEqual([]);
});

test("a thousand channels in a line end at TARGMAX", () => {
  const { dave } = openRoom();
  const names = Array.from({ length: 120 }, (_, index) => `#${index.toString(36)}`);
  const lines = dave.ask(`JOIN ${names.join(",")}`);
  expect(lines.filter((line) => line.includes(" JOIN "))).toHaveLength(20);
  expect(lines.at(-1)).toContain(" 407 dave #k ");
});

test("one more channel than CHANLIMIT answers 405", () => {
  const { dave } = openRoom("", { limits: { channelsPerUser: 2 } });
  expect(dave.numerics("JOIN #a,#b,#c").at(-1)).toBe("405 #c :You have joined too many channels");
});

test("what cannot be a channel answers 403", () => {
  const { dave } = openRoom();
  for (const name of ["room", "#a:b", `#${"x".repeat(80)}`, "#\u200b"]) {
    expect(dave.numerics(`JOIN ${name}`)).toEqual([`403 ${name} :No such channel`]);
  }
  expect(dave.numerics("JOIN ,")).toEqual(["461 JOIN :Not enough parameters"]);
});

test("the status of a channel's founder ends with the channel", () => {
  const { alice, bob, carol, dave } = openRoom();
  for (const client of [alice, bob, carol]) client.send("PART #room");
  dave.send("JOIN #room");
  alice.read();
  expect(alice.numerics("JOIN #room")[0]).toBe("353 = #room :@dave alice");
});

test("a channel takes no more than the network allows, whatever +l says and whoever invites", () => {
  const network = new TestNetwork({ limits: { membersPerChannel: 2 } });
  const [alice] = network.inChannel("#full", "alice", "bob");
  const carol = network.connect("carol");
  alice?.send("MODE #full +l 50", "INVITE carol #full");
  carol.read();
  expect(carol.ask("JOIN #full")).toEqual([":irc.test 471 carol #full :Cannot join channel (+l)"]);
  alice?.send("PART #full");
  expect(carol.ask("JOIN #full")[0]).toBe(":carol!carol@192.0.2.4 JOIN #full");
});
