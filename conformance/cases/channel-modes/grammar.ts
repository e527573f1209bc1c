import { clause } from "../../suite/case.ts";

const mode = clause("modern-irc: Channel mode");

/** MODE on a channel, whatever the letters mean. */
export const channelModeGrammar = [
  mode.must("MODE without letters is answered by 324 with the modes", async (t) => {
    const { room, op } = await t.room("+mt");
    const letters = (await op.exchange(`MODE ${room}`)).one("324", op.nick, room).params[2] ?? "";
    t.check(
      /^\+/.test(letters) && letters.includes("m") && letters.includes("t"),
      `the modes are ${letters}`,
    );
  }),
  mode.should("324 is followed by 329 with the time of creation", async (t) => {
    const { room, op } = await t.room();
    const replies = await op.exchange(`MODE ${room}`);
    replies.order("324", "329");
    replies.one("329", op.nick, room, /^\d{9,}$/);
  }),
  mode.must("the modes of a missing channel are answered by 403", async (t) => {
    const alice = await t.client();
    const room = t.channel();
    (await alice.exchange(`MODE ${room}`)).one("403", alice.nick, room);
    (await alice.exchange(`MODE ${room} +m`)).anyOf(["403", "442"], alice.nick, room);
  }),
  mode.must("a change is told to every member and to the author", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    (await op.exchange(`MODE ${room} +m`)).one("MODE", room, "+m");
    const line = (await bob.settle()).one("MODE", room, "+m");
    t.equal(line.nick, op.nick, "who changed it");
  }),
  mode.must("a member without rights is answered by 482 and nothing changes", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    (await bob.exchange(`MODE ${room} +m`)).one("482", bob.nick, room);
    (await op.settle()).none("MODE");
    t.check(!(await op.exchange(`MODE ${room}`)).one("324").params[2]?.includes("m"), "the mode is set");
  }),
  mode.must("an outsider cannot change modes", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.client();
    (await bob.exchange(`MODE ${room} +m`)).anyOf(["442", "482"], bob.nick, room);
    (await op.settle()).none("MODE");
  }),
  mode.must("an unknown letter is answered by 472 with the letter", async (t) => {
    const { room, op } = await t.room();
    const unknown =
      [..."yYxXwW"].find((letter) => !t.facts.channelModes.includes(letter)) ?? t.skip("all are known");
    (await op.exchange(`MODE ${room} +${unknown}`)).one("472", op.nick, unknown);
  }),
  mode.must("an unknown letter does not stop the known ones", async (t) => {
    const { room, op } = await t.room();
    const unknown =
      [..."yYxXwW"].find((letter) => !t.facts.channelModes.includes(letter)) ?? t.skip("all are known");
    const replies = await op.exchange(`MODE ${room} +m${unknown}t`);
    const set = replies
      .all("MODE", room)
      .map((line) => line.params[1])
      .join("");
    t.check(set.includes("m") && set.includes("t"), `what was set is ${set}`);
  }),
  mode.must("modes are added and taken away in one command", async (t) => {
    const { room, op } = await t.room("+m");
    await op.exchange(`MODE ${room} +t-m+n`);
    const letters = (await op.exchange(`MODE ${room}`)).one("324").params[2] ?? "";
    t.check(
      letters.includes("t") && letters.includes("n") && !letters.includes("m"),
      `the modes are ${letters}`,
    );
  }),
  mode.must("parameters are taken in the order of the letters that need one", async (t) => {
    const { room, op } = await t.room();
    const [bob, carl] = [await t.joined(room), await t.joined(room)];
    await op.exchange(`MODE ${room} +vmk-v+l ${bob.nick} key ${carl.nick} 7`);
    const replies = await op.exchange(`MODE ${room}`, `NAMES ${room}`);
    const [, , letters = "", ...values] = replies.one("324").params;
    const expected = [...letters]
      .filter((letter) => "kl".includes(letter))
      .map((letter) => (letter === "k" ? "key" : "7"));
    t.equal(values, expected, "the parameters of 324");
    t.check(replies.one("353").raw.includes(`+${bob.nick}`), "no voice was given");
  }),
  mode.must("a mode that always has a parameter is ignored without one", async (t) => {
    const { room, op } = await t.room();
    (await op.exchange(`MODE ${room} +k`)).none("MODE");
    (await op.exchange(`MODE ${room} +l`)).none("MODE");
  }),
  mode.must("-l needs no parameter and is told without one", async (t) => {
    const { room, op } = await t.room("+l 5");
    const line = (await op.exchange(`MODE ${room} -l`)).one("MODE", room, "-l");
    t.equal(line.params.length, 2, "the number of parameters");
  }),
  mode.must("every flag that was advertised can be asked for without breaking the others", async (t) => {
    const { room, op } = await t.room();
    for (const letter of t.facts.isupport.chanmodes.flag) {
      (await op.exchange(`MODE ${room} +${letter}`)).none("472");
      await op.exchange(`MODE ${room} -${letter}`);
    }
    (await op.exchange(`MODE ${room} +m`)).one("MODE", room, "+m");
  }),
  clause("modern-irc: MODES Parameter").must(
    "no more parameters than MODES are taken from one command",
    async (t) => {
      const most = t.facts.isupport.number("MODES", 3);
      const { room, op } = await t.room();
      if (most > 40) t.skip(`MODES is ${most}: too many for a line`);
      const masks = Array.from({ length: most + 2 }, (_, at) => `*!*@h${at}`);
      await op.exchange(`MODE ${room} +${"b".repeat(masks.length)} ${masks.join(" ")}`);
      t.equal((await op.exchange(`MODE ${room} +b`)).all("367").length, most, "the number of bans set");
    },
  ),
];
