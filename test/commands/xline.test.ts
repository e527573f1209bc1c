import { expect, test } from "vitest";
import { openBans } from "../kit/bans.ts";

test("is about real names, where \\s stands for a space", async () => {
  const { network, root, bob, carol } = openBans();
  await root.answer("XLINE bob\\sex* :no examples");
  expect([bob.ended, carol.ended]).toEqual([true, false]);
  const again = network.open();
  again.send("NICK dan", "USER dan 0 * :Bob EXAMPLE the second");
  expect(again.read()[0]).toBe(":irc.test 465 * :You are banned from this server: no examples");
});
