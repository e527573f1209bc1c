import { expect, test } from "vitest";
import { openBans } from "../kit/bans.ts";

test("has them say nothing, in channels or to anybody, whatever they are there", async () => {
  const { root, bob, carol } = openBans();
  for (const client of [bob, carol]) client.ask("JOIN #room");
  await root.answer("MUTE bob@192.0.2.3 :cool down");
  expect(bob.numerics("PRIVMSG #room :hi", "PRIVMSG carol :hi")).toEqual([
    "404 #room :Cannot send to channel (muted: cool down)",
    "492 carol :Cannot send to user (muted: cool down)",
  ]);
  expect(bob.numerics("TOPIC #room :x")).toEqual([]);
});
