import { expect, test } from "vitest";
import dice from "../../src/features/dice.ts";
import { testPlugin } from "../../src/testing.ts";

test("it throws dice, when asked by name and in a channel", async () => {
  await using irc = await testPlugin(dice);
  const [alice, bob] = await irc.inChannel("#room", "alice", "bob");
  expect((await alice.ask("PRIVMSG Dice :roll 2d6"))[0]).toMatch(
    /^:Dice!Dice@services NOTICE alice :[1-6] \+ [1-6] = \d+$/,
  );
  expect((await alice.ask("PRIVMSG Dice :ROLL"))[0]).toMatch(/ :[1-6]$/);
  await alice.ask("PRIVMSG #room :!roll 3d1000");
  expect((await bob.lines()).at(-1)).toMatch(
    /^:Dice!Dice@services PRIVMSG #room :alice: \d+ \+ \d+ \+ \d+ = \d+$/,
  );
  for (const wrong of ["99d6", "d", "2d1", "0d6", "-1d6", "1d99999"])
    expect((await alice.ask(`PRIVMSG Dice :roll ${wrong}`))[0]).toContain("up to 20 dice");
  expect(await alice.ask("NOTICE #room :!roll")).toEqual([]);
});

test("it holds a poll: the last vote of each counts, and it ends by itself", async () => {
  await using irc = await testPlugin(dice, { options: { nick: "Croupier", sign: ".", pollSeconds: 60 } });
  const [alice, bob, carol] = await irc.inChannel("#room", "alice", "bob", "carol");
  const says = (text: string) => `:Croupier!Croupier@services PRIVMSG #room :${text}`;
  expect(await alice.ask("PRIVMSG #room :.poll Tea or coffee? tea, coffee")).toEqual([
    says("Tea or coffee? 1 tea, 2 coffee (.vote and a number, for 60 seconds)"),
  ]);
  expect(await bob.ask("PRIVMSG #room :.poll And? a, b")).toContain(says("There is a poll already"));
  expect(await bob.ask("PRIVMSG #room :.vote 3")).toContain(says("A number from 1 to 2"));
  await bob.ask("PRIVMSG #room :.vote 1", "PRIVMSG #room :.vote 2");
  await carol.ask("PRIVMSG #room :.vote 2");
  await alice.ask("PRIVMSG #room :.vote 1");
  await irc.pass(61);
  expect((await alice.lines()).at(-1)).toBe(says("Tea or coffee? tea 1, coffee 2"));
  expect(await alice.ask("PRIVMSG #room :.vote 1")).toEqual([]);
  expect(await alice.ask("PRIVMSG #room :.poll Well?")).toEqual([
    says("Like this: .poll Tea or coffee? tea, coffee"),
  ]);
});
