import fc from "fast-check";
import { expect, test } from "vitest";
import { changeWords } from "../../src/console/change-words.ts";
import { noPaint } from "../../src/console/paint.ts";
import { createNames } from "../../src/protocol/names.ts";
import type { Change } from "../../src/world/changes.ts";
import { userIdentity } from "../../src/world/identity.ts";
import type { UserId } from "../../src/world/ids.ts";

const names = createNames({ casemapping: "ascii", utf8Nicks: false, nickLength: 30, channelLength: 64 });
const by = userIdentity("bob", "bob", "host.test");
const user = "t.1" as UserId;
const lobby = { channel: names.foldChannel("#lobby"), name: "#lobby", user, by, at: 0 };

const kicked = {
  ...lobby,
  type: "kicked",
  nick: "carol",
  account: undefined,
  reason: "enough",
  shownTo: "all",
} as const;
const modes = [{ sign: "+", letter: "o", param: "alice", user }] as const;

const cases: readonly (readonly [Change, string | undefined])[] = [
  [kicked, "* bob kicked carol from #lobby (enough)"],
  [{ ...lobby, type: "channel-modes-changed", modes, shownTo: "all" }, "* bob set +o alice in #lobby"],
  [{ ...lobby, type: "invited", nick: "alice", admits: true }, "* bob invites alice to #lobby"],
  [
    { type: "user-modes-changed", user, by, modes: [{ sign: "+", letter: "i" }], snomask: undefined },
    "* Your modes changed: +i",
  ],
  [{ type: "announced", kind: "wallops", by, text: "hear", snomask: "" }, "* bob to all with +w: hear"],
  [{ type: "announced", kind: "snotice", by, text: "hear", snomask: "k" }, "* Notice of bob: hear"],
  [{ type: "away-changed", user, by, text: "lunch" }, undefined],
];

test.each(cases)("%j reads as words", (change, words) => {
  expect(changeWords(change, noPaint)).toBe(words);
});

test("a message to operators and one to everybody say to whom", () => {
  const sent = {
    type: "message-sent",
    verb: "PRIVMSG",
    from: user,
    by,
    text: "hi",
    id: "e-1",
    at: 0,
  } as const;
  const { channel } = lobby;
  const target = { to: "channel", channel, name: "@#lobby", status: "o" } as const;
  expect(changeWords({ ...sent, target }, noPaint)).toBe("[@#lobby] <bob> hi");
  expect(changeWords({ ...sent, target: { to: "everyone", name: "$$*", mask: "*" } }, noPaint)).toBe(
    "bob -> everyone: hi",
  );
});

test("whatever others write, a line of words has nothing in it that a terminal obeys", () => {
  const nasty = fc.string({
    unit: fc.constantFrom(
      "a",
      " ",
      "\x01",
      "\x03",
      "\x1b",
      "[",
      "2J",
      "\x07",
      "\x9b",
      "\x7f",
      "\u202e",
      "\u2028",
    ),
  });
  fc.assert(
    fc.property(nasty, fc.constantFrom("", "\x01ACTION "), (text, start) => {
      const said = { from: user, by, text: start + text, id: "e-1", at: 0 } as const;
      const changes: readonly Change[] = [
        { type: "message-sent", verb: "PRIVMSG", ...said, target: { to: "user", user, name: "alice" } },
        { ...kicked, reason: text },
        { type: "topic-set", ...lobby, topic: { text, by: text, at: 0 } },
      ];
      for (const change of changes) expect(changeWords(change, noPaint)).not.toMatch(/[\p{Cc}\u2028\u202e]/u);
    }),
  );
});
