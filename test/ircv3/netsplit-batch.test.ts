import { expect, test } from "vitest";
import { openRoomAsking } from "../kit/asking-room.ts";
import { FarNode } from "../kit/far-node.ts";
import { userOf } from "../kit/force.ts";

/** #room with erin and frank of another node in it; grace of that node is in #far. */
function spread(caps = "batch", modes = "") {
  const room = openRoomAsking(caps, modes);
  const far = new FarNode(room.network);
  far.connect("erin", "frank", "grace");
  far.say("erin", "JOIN #room");
  far.say("frank", "JOIN #room");
  far.say("grace", "JOIN #far");
  for (const client of [room.alice, room.bob, room.carol, room.dave]) client.read();
  return { ...room, far };
}

const quit = (nick: string) => `:${nick}!far@198.51.100.7 QUIT :*.net *.split`;

/** The lines of a batch without its frame, which has to be right. */
function batched(lines: readonly string[]): string[] {
  const [, ref = ""] =
    /^:irc\.test BATCH \+([A-Za-z0-9-]+) netsplit \*\.net \*\.split$/.exec(lines[0] ?? "") ?? [];
  expect(lines.at(-1)).toBe(`:irc.test BATCH -${ref}`);
  return lines.slice(1, -1).map((line) => line.replace(`@batch=${ref}`, "@batch"));
}

// "the server MUST put all resulting QUITs into a single netsplit batch", "*.net *.split if the server has
// chosen to hide links"
test("all who leave with their node are in one batch, which names no server", () => {
  const { bob, far } = spread();
  far.lose();
  const lines = bob.read();
  expect(batched(lines)).toEqual([`@batch ${quit("erin")}`, `@batch ${quit("frank")}`]);
  expect(lines.join()).not.toContain("irc.far");
});

test("without the batch capability the same QUITs come as they are", () => {
  const { bob, far } = spread("away-notify");
  far.lose();
  expect(bob.read()).toEqual([quit("erin"), quit("frank")]);
});

test("who shares several channels with them sees every QUIT once", () => {
  const { alice, bob, far } = spread();
  alice.ask("CAP REQ :-batch");
  for (const client of [alice, bob]) client.send("JOIN #far,#hall");
  far.say("erin", "JOIN #hall,#far");
  far.say("grace", "JOIN #hall");
  for (const client of [alice, bob]) client.read();
  far.lose();
  const nicks = ["erin", "frank", "grace"];
  expect(batched(bob.read())).toEqual(nicks.map((nick) => `@batch ${quit(nick)}`));
  expect(alice.read()).toEqual(nicks.map(quit));
});

test("who shares no channel with them is sent nothing, not even an empty batch", () => {
  const { dave, far } = spread();
  far.lose();
  expect(dave.read()).toEqual([]);
});

test("a member of the crowd of +u sees neither the others go nor a batch, its operator does", () => {
  const { alice, bob, far } = spread("batch", "+u");
  far.lose();
  expect(bob.read()).toEqual([]);
  expect(batched(alice.read())).toHaveLength(2);
});

test("whom +D hides is not seen to go, who has spoken is", () => {
  const { bob, far } = spread("batch", "+D");
  far.say("frank", "PRIVMSG #room :hi");
  bob.read();
  far.lose();
  expect(batched(bob.read())).toEqual([`@batch ${quit("frank")}`]);
});

test("users of this and of other nodes stay, and can be talked to", () => {
  const { network, bob, far } = spread();
  const third = new FarNode(network, "irc.third", "third1");
  third.connect("henry");
  third.say("henry", "JOIN #room,#far");
  bob.read();
  far.lose();
  bob.read();
  expect(bob.numerics("NAMES #room")[0]).toBe("353 = #room :@alice bob carol henry");
  expect(bob.numerics("NAMES #far")[0]).toBe("353 = #far :henry");
  third.say("henry", "PRIVMSG #room :still here");
  expect(bob.read()).toEqual([":henry!far@198.51.100.7 PRIVMSG #room :still here"]);
});

test("who is gone is off the network: their nicks are free, their channels gone, WHOWAS knows them", () => {
  const { network, bob, far } = spread();
  far.lose();
  bob.read();
  const asked = ["WHOIS erin", "WHOWAS erin", "WHOWAS grace"].map((line) => bob.numerics(line)[0]);
  expect(asked).toEqual([
    "401 erin :No such nick/channel",
    "314 erin far 198.51.100.7 * :Far Away",
    "314 grace far 198.51.100.7 * :Far Away",
  ]);
  expect(network.node.world.channelByName("#far")).toBeUndefined();
  expect(bob.numerics("NICK erin")).toEqual([]);
  expect(userOf(network, "erin").sessions[0]?.node).toBe("irc.test");
});

test("what a lost node still has to say is void, and its next life is another", () => {
  const { network, bob, far } = spread();
  far.lose();
  bob.read();
  far.say("erin", "PRIVMSG #room :ghost");
  far.connect("ghost");
  far.lose();
  expect(bob.read()).toEqual([]);
  const next = new FarNode(network, "irc.far", "far2");
  next.connect("erin");
  next.say("erin", "JOIN #room");
  expect(bob.read()).toEqual([":erin!far@198.51.100.7 JOIN #room"]);
});

test("MONITOR tells of each who is gone, those who share a channel and those who share none", () => {
  const { alice, dave, far } = spread("away-notify");
  for (const client of [alice, dave]) client.ask("MONITOR + erin,grace");
  far.lose();
  expect(dave.read()).toEqual([":irc.test 731 dave :erin", ":irc.test 731 dave :grace"]);
  expect(alice.read()).toEqual([
    quit("erin"),
    ":irc.test 731 alice :erin",
    quit("frank"),
    ":irc.test 731 alice :grace",
  ]);
});

// batch.md: what has no batch tag is no part of the batch, wherever it stands.
test("what MONITOR tells meanwhile is no part of the batch", () => {
  const { alice, far } = spread();
  alice.ask("MONITOR + erin");
  far.lose();
  expect(batched(alice.read())).toEqual([
    `@batch ${quit("erin")}`,
    ":irc.test 731 alice :erin",
    `@batch ${quit("frank")}`,
  ]);
});

test("each QUIT has the tags that its receiver asked for", () => {
  const { bob, far } = spread("batch server-time");
  far.lose();
  const time = "time=2023-11-14T22:13:20.000Z";
  expect(batched(bob.read())).toEqual(["erin", "frank"].map((nick) => `@batch;${time} ${quit(nick)}`));
});

test("each loss has a batch of its own", () => {
  const { network, bob, far } = spread();
  const third = new FarNode(network, "irc.third", "third1");
  third.connect("henry");
  third.say("henry", "JOIN #room");
  bob.read();
  const refs = [far, third].map((node) => {
    node.lose();
    return bob.read()[0]?.split(" ")[2];
  });
  expect(new Set(refs).size).toBe(2);
});

test("people at a console read it in words, without batches", () => {
  const { network, far } = spread();
  const person = network.open({ console: true });
  person.ask("/nick henry", "/join room");
  far.lose();
  expect(person.read()).toEqual([
    "* erin left the network (*.net *.split)",
    "* frank left the network (*.net *.split)",
  ]);
});

test("a QUIT of one user is in no batch, whatever was asked for", () => {
  const { bob, far } = spread();
  far.say("erin", "QUIT :bye");
  expect(bob.read()).toEqual([":erin!far@198.51.100.7 QUIT :Quit: bye"]);
});

test("a node that comes back is not lost with its former life, however late that is told", () => {
  const { network, bob, far } = spread();
  const again = new FarNode(network, "irc.far", "another");
  again.connect("henry");
  again.say("henry", "JOIN #room");
  bob.read();
  far.lose();
  expect(bob.read().some((line) => line.startsWith(":henry!"))).toBe(false);
  expect(bob.numerics("NAMES #room")[0]).toContain("henry");
});
