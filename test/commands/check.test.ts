import { expect, test } from "vitest";
import { forceChannelModes } from "../kit/force.ts";
import { operatorRoom, refusalsOf, refusedWithout } from "../kit/operator-room.ts";

const words = (lines: readonly string[]) => lines.map((line) => line.replace(":irc.test NOTICE * :", ""));

test("CHECK shows all that is known of a user", () => {
  const { network, boss, alice } = operatorRoom();
  alice.send("AWAY :gone");
  network.now += 60_000;
  expect(words(boss.ask("CHECK ALICE"))).toEqual([
    "alice!alice@192.0.2.4 (alice Example)",
    "Account: none, modes: +",
    "Here since Tue, 14 Nov 2023 22:13:20 GMT, idle for 1m",
    "Away: gone",
    "Client on irc.test, no TLS, 192.0.2.4",
    "Channels: #room",
  ]);
  expect(words(boss.ask("CHECK boss"))).toContain("Operator test, class none: everything");
});

test("CHECK names the bans that are about a user", async () => {
  const { boss } = operatorRoom();
  await boss.answer("MUTE alice@* :quiet");
  expect(words(await boss.answer("CHECK alice")).at(-1)).toBe("MUTE alice@* by test 0s ago, for good: quiet");
});

test("CHECK shows all that is known of a channel, but its key", () => {
  const { boss, owner } = operatorRoom();
  owner.send("TOPIC #room :news", "MODE #room +kb geheim bad!*@*");
  expect(words(boss.ask("CHECK #ROOM"))).toEqual([
    "#room, since Tue, 14 Nov 2023 22:13:20 GMT, modes: +ntk *",
    "It is not registered",
    "Topic by owner!owner@192.0.2.3: news",
    "+b: bad!*@*",
    "Members: @owner alice",
  ]);
});

test("CHECK shows the users a mask is about", () => {
  const { boss } = operatorRoom();
  expect(words(boss.ask("CHECK 192.0.2.4/31"))).toEqual([
    "alice!alice@192.0.2.4 192.0.2.4",
    "1 user is meant by 192.0.2.4/31",
  ]);
});

test("CHECK shows neither hosts, nor what is secret, nor bans without the privileges for them", async () => {
  const { network, boss, alice } = operatorRoom();
  await boss.answer("MUTE alice@* :quiet");
  boss.send("CHGHOST alice shown.example");
  alice.send("MODE alice +i");
  forceChannelModes(network, "#room", "s");
  network.makeOperator(boss, ["check"]);
  const about = words(await boss.answer("CHECK alice")).join("\n");
  expect(about).toContain("alice!alice@shown.example");
  expect(about).not.toMatch(/192\.0\.2\.4|#room|MUTE/);
  expect(boss.numerics("CHECK #room")).toEqual(["403 #room :No such channel"]);
  expect(boss.numerics("CHECK *@192.0.2.4")).toEqual(["723 see-hosts :Insufficient oper privileges."]);
  network.makeOperator(boss, ["check", "see-hosts", "see-secret", "ban"]);
  expect(words(await boss.answer("CHECK alice")).join("\n")).toMatch(/192\.0\.2\.4.*#room.*MUTE/s);
});

test("CHECK of what is not there says so, and is for operators with the privilege check", () => {
  const { boss } = operatorRoom();
  expect(boss.numerics("CHECK nobody", "CHECK #none")).toEqual([
    "401 nobody :No such nick/channel",
    "403 #none :No such channel",
  ]);
  expect(refusalsOf(operatorRoom(), "CHECK alice")).toEqual(refusedWithout("check"));
});
