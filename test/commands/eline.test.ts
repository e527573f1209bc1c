import { expect, test } from "vitest";
import { openBans } from "../kit/bans.ts";

test("excepts from every other ban", async () => {
  const { root, bob, carol } = openBans();
  await root.answer("ELINE bob@192.0.2.3 :a friend", "KLINE *@192.0.2.0/24", "XLINE *example*", "SHUN bob@*");
  expect([bob.ended, carol.ended]).toEqual([false, true]);
  expect(bob.ask("PING x")).toEqual([":irc.test PONG irc.test :x"]);
  expect(bob.numerics("TIME")[0]).toMatch(/^391 /);
});
