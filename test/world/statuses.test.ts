import { expect, test } from "vitest";
import { applyChange } from "../../src/world/apply.ts";
import { isAtLeast, prefixesOf, rankOf, withoutStatus, withStatus } from "../../src/world/statuses.ts";
import { userOf } from "../kit/force.ts";
import { openRoom } from "../kit/room.ts";

/** #room where alice and bob have these statuses and no other. */
function ranked(alice: string, bob: string) {
  const room = openRoom();
  const channel = room.network.node.world.channelByName("#room");
  const modes = [
    { sign: "-" as const, letter: "o", param: "alice", user: userOf(room.network, "alice").id },
    ...[...alice].map((letter) => ({
      sign: "+" as const,
      letter,
      param: "alice",
      user: userOf(room.network, "alice").id,
    })),
    ...[...bob].map((letter) => ({
      sign: "+" as const,
      letter,
      param: "bob",
      user: userOf(room.network, "bob").id,
    })),
  ];
  if (!channel) throw new Error("there is no #room");
  applyChange(room.network.node.world, {
    type: "channel-modes-changed",
    channel: channel.key,
    name: channel.name,
    by: userOf(room.network, "alice").identity,
    modes,
    shownTo: "all",
    at: 0,
  });
  return room;
}

test.each([
  ["q", "qaohv"],
  ["a", "aohv"],
  ["o", "ohv"],
  ["h", "v"],
  ["v", ""],
  ["", ""],
])("a member with %j may give %j", (status, may) => {
  for (const letter of "qaohv") {
    const { alice } = ranked(status, "");
    const given = alice
      .ask(`MODE #room +${letter} carol`)
      .some((line) => line.includes(` MODE #room +${letter}`));
    expect(given, letter).toBe(may.includes(letter));
  }
});

test.each([
  ["q", "q", "q", true],
  ["q", "a", "a", true],
  ["a", "q", "q", false],
  ["a", "a", "a", false],
  ["a", "o", "o", true],
  ["o", "a", "a", false],
  ["o", "ao", "o", false],
  ["o", "o", "o", true],
  ["o", "qv", "v", false],
  ["h", "o", "o", false],
  ["h", "h", "h", false],
  ["h", "ov", "v", false],
  ["h", "v", "v", true],
  ["v", "v", "v", false],
])("that %s may take from %s the letter %s: %j", (status, other, letter, may) => {
  const { alice } = ranked(status, other);
  const lines = alice.ask(`MODE #room -${letter} bob`);
  expect(lines[0]?.includes(` MODE #room -${letter} bob`)).toBe(may);
  if (!may) expect(lines[0]).toContain(" 482 alice #room ");
});

test.each([..."qaohv"])("anybody may give up their own %s", (letter) => {
  const { alice } = ranked(letter, "");
  expect(alice.ask(`MODE #room -${letter} alice`)[0]).toContain(` MODE #room -${letter} alice`);
});

test("half-operators set what keeps order in the channel, not what it is", () => {
  const { alice } = ranked("h", "");
  for (const mode of ["b x", "e x", "I x", "k x", "l 5", "i", "m", "-n", "-t"]) {
    const modes = mode.startsWith("-") ? mode : `+${mode}`;
    expect(alice.ask(`MODE #room ${modes}`)[0], mode).toContain(" MODE #room ");
  }
  for (const mode of ["s", "p", "u", "D", "f #x", "j 1:1", "Q", "O", "r"]) {
    expect(alice.numerics(`MODE #room +${mode}`), mode).toEqual(["482 #room :You're not channel operator"]);
  }
});

test("a status is shown by its highest prefix, or by all with multi-prefix", () => {
  const { network } = ranked("qov", "hv");
  const plain = network.connect("plain");
  expect(plain.numerics("JOIN #room")[0]).toBe("353 = #room :~alice %bob carol plain");
  const multi = network.connect("multi", { caps: "multi-prefix" });
  expect(multi.numerics("JOIN #room")[0]).toBe("353 = #room :~@+alice %+bob carol plain multi");
});

test("statuses are ordered, and kept in order", () => {
  expect([..."qaohv"].map(rankOf)).toEqual([5, 4, 3, 2, 1]);
  expect(rankOf("")).toBe(0);
  expect(withStatus(withStatus("v", "o"), "q")).toBe("qov");
  expect(withoutStatus("qov", "o")).toBe("qv");
  expect(prefixesOf("qaohv")).toBe("~&@%+");
  expect(isAtLeast("v", "h")).toBe(false);
});
