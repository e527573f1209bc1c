import { expect, test } from "vitest";
import { openBans } from "../kit/bans.ts";

test("guesses what is meant: an address, user@host, or the name of a channel", async () => {
  const { network, root } = openBans();
  await root.answer(
    "UBAN ADD 1h 198.51.100.0/24 :a",
    "UBAN ADD %spam@* :b",
    "UBAN ADD xline 2d *cheap* :c|d",
    "UBAN ADD #x",
  );
  const all = [...network.node.world.bans.list()].map(({ kind, mask, soft }) => [kind, mask, soft]);
  expect(all).toEqual([
    ["dline", "198.51.100.0/24", false],
    ["kline", "spam@*", true],
    ["xline", "*cheap*", false],
    ["resv", "#x", false],
  ]);
});

test("LIST shows them in words, DEL ends them", async () => {
  const { root } = openBans();
  await root.answer("UBAN ADD xline 2d *cheap* :c|d", "UBAN ADD 198.51.100.7");
  expect(await root.answer("UBAN LIST xline")).toEqual([
    ":irc.test NOTICE * :XLINE *cheap* by test 0s ago, 2d left: c | d",
    ":irc.test NOTICE * :1 ban",
  ]);
  await root.answer("UBAN DEL 198.51.100.7", "UBAN DEL xline *cheap*");
  expect(await root.answer("UBAN LIST")).toEqual([":irc.test NOTICE * :0 bans"]);
});

test("what is missing, or no kind, is told in its own name", async () => {
  const { root } = openBans();
  expect(await root.answer("UBAN ADD")).toEqual([":irc.test 461 root UBAN :Not enough parameters"]);
  expect(await root.answer("UBAN ADD xline")).toEqual([":irc.test 461 root UBAN :Not enough parameters"]);
  expect(await root.answer("UBAN ADD xline * :all")).toEqual([
    ":irc.test FAIL UBAN INVALID_MASK * :It would be about nearly everybody",
  ]);
  expect(await root.answer("UBAN DEL xline *none*")).toEqual([
    ":irc.test FAIL UBAN NO_SUCH_BAN *none* :There is no such ban",
  ]);
  expect(await root.answer("UBAN LIST frob")).toEqual([
    ":irc.test FAIL UBAN INVALID_PARAMS frob :The kinds of bans are kline, dline, xline, resv, shun, mute, eline",
  ]);
});

test("INFO tells whom a mask would be about right now, and what is about somebody", async () => {
  const { root } = openBans();
  await root.answer("ELINE carol@* :friend", "MUTE bob@* :quiet");
  expect(await root.answer("UBAN INFO *@192.0.2.0/29")).toEqual([
    ":irc.test NOTICE * :root!root@192.0.2.2",
    ":irc.test NOTICE * :bob!bob@192.0.2.3",
    ":irc.test NOTICE * :2 users would be hit by KLINE *@192.0.2.0/29",
  ]);
  expect(await root.answer("UBAN INFO carol")).toEqual([
    ":irc.test NOTICE * :ELINE carol@* by test 0s ago, for good: friend",
    ":irc.test NOTICE * :1 ban is about carol",
  ]);
  expect(await root.answer("UBAN INFO bob")).toEqual([
    ":irc.test NOTICE * :MUTE bob@* by test 0s ago, for good: quiet",
    ":irc.test NOTICE * :1 ban is about bob",
  ]);
});

const bob = ":irc.test NOTICE * :bob!bob@192.0.2.3";

test.each([
  ["kline bob@*", [bob, ":irc.test NOTICE * :1 user would be hit by KLINE bob@*"]],
  ["shun bob@*", [bob, ":irc.test NOTICE * :1 user would be hit by SHUN bob@*"]],
  ["MUTE bob@*", [bob, ":irc.test NOTICE * :1 user would be hit by MUTE bob@*"]],
  ["eline bob@*", [bob, ":irc.test NOTICE * :1 user would be hit by ELINE bob@*"]],
  ["dline 192.0.2.3", [bob, ":irc.test NOTICE * :1 user would be hit by DLINE 192.0.2.3"]],
  ["xline *bob*", [bob, ":irc.test NOTICE * :1 user would be hit by XLINE *bob*"]],
  ["qline bob*", [":irc.test NOTICE * :0 users would be hit by RESV bob*"]],
  ["%bob@*", [bob, ":irc.test NOTICE * :1 user would be hit by KLINE %bob@*"]],
  ["%192.0.2.3", [bob, ":irc.test NOTICE * :1 user would be hit by DLINE %192.0.2.3"]],
  ["shun %bob@*", [bob, ":irc.test NOTICE * :1 user would be hit by SHUN %bob@*"]],
])("INFO %s tells whom a ban of that kind would be about", async (words, lines) => {
  const { root } = openBans();
  expect(await root.answer(`UBAN INFO ${words}`)).toEqual(lines);
});

test("INFO says that a mask is none for the kind", async () => {
  const { root } = openBans();
  await root.answer("CAP REQ standard-replies");
  expect(await root.answer("UBAN INFO dline bob@*")).toEqual([
    ":irc.test FAIL UBAN INVALID_MASK bob@* :That is no mask",
  ]);
});

test("takes QLINE for RESV, as there is a command of that name", async () => {
  const { root } = openBans();
  expect(await root.answer("UBAN ADD qline 1h wizard :taken")).toContain(
    ":irc.test NOTICE root :RESV wizard is set for 1h",
  );
  expect(await root.answer("UBAN DEL qline wizard")).toContain(":irc.test NOTICE root :RESV wizard is ended");
});

test("says what it understands", async () => {
  const { root } = openBans();
  expect((await root.answer("CAP REQ standard-replies", "UBAN DANCE"))[1]).toBe(
    ":irc.test FAIL UBAN INVALID_PARAMS DANCE :ADD, DEL, LIST and INFO are known",
  );
});
