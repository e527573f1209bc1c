import { expect, test } from "vitest";
import { alice, bob, dave, openRoomAsking } from "../kit/asking-room.ts";
import { FarNode } from "../kit/far-node.ts";
import { forceAccount } from "../kit/force.ts";
import { openRoom } from "../kit/room.ts";

// channel-rename.md, "Fallback": for who does not know RENAME, as if they had left and joined.

const numeric = (line: string) => `:irc.test ${line}`;

test("it is PART with the reason, JOIN, topic and names, in this order", () => {
  const { network, alice: operator, bob: viewer } = openRoom();
  const at = Math.floor(network.now / 1000);
  operator.send("TOPIC #room :plans");
  viewer.read();
  operator.send("RENAME #room #hall :more space");
  expect(viewer.read()).toEqual([
    `:${bob} PART #room :more space`,
    `:${bob} JOIN #hall`,
    numeric("332 bob #hall :plans"),
    numeric(`333 bob #hall ${alice} ${at}`),
    numeric("353 bob = #hall :@alice bob carol"),
    numeric("366 bob #hall :End of /NAMES list"),
  ]);
});

test("without reason and topic there is none in it", () => {
  const { alice: operator, bob: viewer } = openRoom();
  operator.send("RENAME #room #hall");
  expect(viewer.read()).toEqual([
    `:${bob} PART #room`,
    `:${bob} JOIN #hall`,
    numeric("353 bob = #hall :@alice bob carol"),
    numeric("366 bob #hall :End of /NAMES list"),
  ]);
});

test("everybody sees themselves leave and join, nobody the others, and who knows RENAME that alone", () => {
  const { alice: operator, bob: viewer, carol } = openRoom();
  viewer.ask("CAP REQ :draft/channel-rename");
  operator.send("RENAME #room #hall");
  expect(viewer.read()).toEqual([`:${alice} RENAME #room #hall :`]);
  const acts = (lines: string[]) => lines.filter((line) => / (JOIN|PART) /.test(line));
  expect(acts(carol.read())).toEqual([
    ":carol!carol@192.0.2.4 PART #room",
    ":carol!carol@192.0.2.4 JOIN #hall",
  ]);
});

// "If a client sends a valid RENAME command without having negotiated the capability, the server SHOULD
// rename the channel, but use the fallback mechanism to report the name change to that client."
test("who renames without knowing RENAME is told the same way, and refusals, too", () => {
  const { alice: operator } = openRoom();
  expect(operator.ask("RENAME #room #hall")[0]).toBe(`:${alice} PART #room`);
  expect(operator.ask("RENAME #hall room")).toEqual([
    ":irc.test FAIL RENAME CANNOT_RENAME #hall room :That is no name for a channel",
  ]);
});

test("it all is one answer to a label", () => {
  const { alice: operator } = openRoomAsking("batch labeled-response");
  const lines = operator.ask("@label=x RENAME #room #hall");
  const [, ref = ""] = /^@label=x :irc\.test BATCH \+(\w+) labeled-response$/.exec(lines[0] ?? "") ?? [];
  expect(lines.slice(1, -1).map((line) => line.replace(`@batch=${ref} `, ""))).toEqual([
    `:${alice} PART #room`,
    `:${alice} JOIN #hall`,
    numeric("353 alice = #hall :@alice bob carol"),
    numeric("366 alice #hall :End of /NAMES list"),
  ]);
  expect(lines.at(-1)).toBe(`:irc.test BATCH -${ref}`);
});

// no-implicit-names.md: "servers MUST NOT send an implicit NAMES reply after sending a JOIN message."
test("with no-implicit-names the names are left out, the topic is not", () => {
  const { alice: operator, bob: viewer } = openRoomAsking("no-implicit-names", "");
  operator.send("TOPIC #room :plans");
  viewer.read();
  operator.send("RENAME #room #hall");
  expect(viewer.read().map((line) => line.split(" ")[1])).toEqual(["PART", "JOIN", "332", "333"]);
});

test("the JOIN is extended, and the names have all prefixes and hosts, for who asked for that", () => {
  const caps = "extended-join multi-prefix userhost-in-names account-tag";
  const { network, alice: operator, bob: viewer } = openRoomAsking(caps, "+v alice");
  forceAccount(network, "bob", "Bobby");
  operator.send("RENAME #room #hall");
  expect(viewer.read().slice(0, 3)).toEqual([
    `@account=Bobby :${bob} PART #room`,
    `@account=Bobby :${bob} JOIN #hall Bobby :bob Example`,
    numeric(`353 bob = #hall :@+${alice} ${bob} carol!carol@192.0.2.4`),
  ]);
});

test("a member of the crowd of +u sees the names that they always see", () => {
  const { alice: operator, bob: viewer } = openRoom("+u");
  operator.send("RENAME #room #hall");
  expect(viewer.read().filter((line) => line.includes(" 353 "))).toEqual([
    numeric("353 bob = #hall :@alice bob"),
  ]);
});

test("whom +D hides leaves and joins before their own eyes alone, and is hidden as before", () => {
  const { alice: operator, bob: viewer, dave: hidden } = openRoom("+D");
  hidden.ask("JOIN #room");
  operator.send("RENAME #room #hall");
  expect(hidden.read().slice(0, 2)).toEqual([`:${dave} PART #room`, `:${dave} JOIN #hall`]);
  expect(viewer.read().join("\n")).not.toContain("dave");
  hidden.send("PRIVMSG #hall :hello");
  expect(viewer.read()).toEqual([`:${dave} JOIN #hall`, `:${dave} PRIVMSG #hall :hello`]);
});

test("who renames from another node is shown here in the same ways", () => {
  const { network, bob: viewer, carol: other } = openRoom();
  const far = new FarNode(network);
  far.connect("erin");
  far.say("erin", "JOIN #far");
  for (const client of [viewer, other]) client.send("JOIN #far");
  other.ask("CAP REQ :draft/channel-rename");
  viewer.read();
  far.say("erin", "RENAME #far #near :closer");
  expect(viewer.read().slice(0, 3)).toEqual([
    `:${bob} PART #far :closer`,
    `:${bob} JOIN #near`,
    numeric("353 bob = #near :@erin bob carol"),
  ]);
  expect(other.read()).toEqual([":erin!far@198.51.100.7 RENAME #far #near :closer"]);
});

test("a room left by its old name is not left, one left by the new name is", () => {
  const { alice: operator, bob: viewer } = openRoom();
  operator.send("RENAME #room #hall");
  operator.read();
  expect(viewer.numerics("PART #room")).toEqual(["403 #room :No such channel"]);
  viewer.send("PART #hall :bye");
  expect(operator.read()).toEqual([`:${bob} PART #hall :bye`]);
});
