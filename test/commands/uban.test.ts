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
    ":irc.test NOTICE * :1 bans",
  ]);
  await root.answer("UBAN DEL 198.51.100.7", "UBAN DEL xline *cheap*");
  expect(await root.answer("UBAN LIST")).toEqual([":irc.test NOTICE * :0 bans"]);
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
    ":irc.test NOTICE * :1 bans are about carol",
  ]);
  expect(await root.answer("UBAN INFO bob")).toEqual([
    ":irc.test NOTICE * :MUTE bob@* by test 0s ago, for good: quiet",
    ":irc.test NOTICE * :1 bans are about bob",
  ]);
});

test("says what it understands", async () => {
  const { root } = openBans();
  expect((await root.answer("CAP REQ standard-replies", "UBAN DANCE"))[1]).toBe(
    ":irc.test FAIL UBAN INVALID_PARAMS DANCE :ADD, DEL, LIST and INFO are known",
  );
});
