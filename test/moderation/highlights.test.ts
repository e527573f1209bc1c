import { describe, expect, test } from "vitest";
import { filteredRoom } from "../kit/filtered.ts";
import { saySeveral } from "../kit/several-lines.ts";

const refused = ["404 #room :Cannot send to channel (filtered: Too many nicks in one message)"];

/** Three may be named; besides alice, bob and carol there are eve and fay. */
function crowd(highlights: Parameters<typeof filteredRoom>[1] & object = {}) {
  const room = filteredRoom([], { ...highlights, highlights: { nicks: 2, ...highlights.highlights } });
  for (const nick of ["eve", "fay"]) room.network.connect(nick).ask("JOIN #room");
  room.bob.read();
  return room;
}

describe("a message may name so many of those in the channel", () => {
  test.each([
    ["alice, carol: hello", false],
    ["alice carol eve", true],
    ["ALICE, @carol; <eve>", true],
    ["\x02alice\x02 \x0304carol\x03 eve!", true],
    ["\x01ACTION slaps alice, carol and eve\x01", true],
    ["alice alice carol carol", false],
    ["alice, carol and bob himself", false],
    ["alice, carol and dave, who is not here", false],
    ["alicecaroleve", false],
  ])("%j is refused: %s", (text, isRefused) => {
    const { bob, carol } = crowd();
    carol.read();
    expect(bob.numerics(`PRIVMSG #room :${text}`)).toEqual(isRefused ? refused : []);
    expect(carol.read()).toHaveLength(isRefused ? 0 : 1);
  });

  test("over all its lines", () => {
    const { network } = crowd();
    const gil = network.connect("gil", { caps: "batch draft/multiline message-tags" });
    gil.ask("JOIN #room");
    expect(saySeveral(gil, "#room", ["alice", "carol", "eve"])).toEqual([
      `:irc.test 404 gil ${refused[0]?.slice(4)}`,
    ]);
  });
});

test("to somebody alone one may name anybody", () => {
  const { bob } = crowd();
  expect(bob.numerics("PRIVMSG alice :alice carol eve fay")).toEqual([]);
});

test("other actions, and whom it is not for, are said as in a rule", () => {
  const kicking = crowd({ highlights: { action: "kick", exempt: { status: "op" } } });
  expect(kicking.alice.numerics("PRIVMSG #room :bob carol eve")).toEqual([]);
  expect(kicking.bob.ask("PRIVMSG #room :alice carol eve").at(-1)).toBe(
    ":irc.test KICK #room bob :Too many nicks in one message",
  );
  const { boss, network } = kicking;
  expect(network.node.moderation.filters.counts()).toEqual([
    { name: "highlights", words: "(kick; message): more than 2 nicks", live: 1, dry: 0 },
  ]);
  expect(boss.read()[0]).toContain("was caught by filter highlights (kick): message to #room");
});

test("a dry run counts, and nothing else happens", () => {
  const { bob, boss, carol, network } = crowd({ highlights: { dryRun: true } });
  carol.read();
  expect(bob.numerics("PRIVMSG #room :alice carol eve")).toEqual([]);
  expect(carol.read()).toEqual([":bob!bob@192.0.2.3 PRIVMSG #room :alice carol eve"]);
  expect(boss.read()).toEqual([]);
  expect(network.node.moderation.filters.counts()).toEqual([
    { name: "highlights", words: "(block, dry run; message): more than 2 nicks", live: 0, dry: 1 },
  ]);
});

test("members whom +u hides are not counted: nobody learns by it who is there", () => {
  const { alice, bob } = crowd();
  alice.send("MODE #room +u");
  bob.read();
  expect(bob.numerics("PRIVMSG #room :carol eve fay")).toEqual([]);
});
