import { expect, test } from "vitest";
import { openBans } from "../kit/bans.ts";

test("has nothing they say listened to, and tells them nothing of it", async () => {
  const { root, bob, carol } = openBans();
  for (const client of [bob, carol]) client.ask("JOIN #room");
  bob.read();
  await root.answer("SHUN bob@192.0.2.3 :enough");
  expect(bob.ask("PRIVMSG #room :hi", "NICK robert", "PART #room", "NONSENSE")).toEqual([]);
  expect(carol.read()).toEqual([]);
  expect(bob.ask("PING x")).toEqual([":irc.test PONG irc.test :x"]);
  await root.answer("UNSHUN bob@192.0.2.3");
  bob.send("PRIVMSG #room :hi");
  expect(carol.read()).toEqual([":bob!bob@192.0.2.3 PRIVMSG #room :hi"]);
});

test("is never about operators, who could not undo a mistake", async () => {
  const { root } = openBans();
  await root.answer("SHUN *@192.0.2.2");
  expect(root.ask("PING x")).toEqual([":irc.test PONG irc.test :x"]);
  expect(root.numerics("TIME")[0]).toMatch(/^391 /);
});
