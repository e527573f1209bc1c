import { lastOf } from "../../client/line.ts";
import type { Lines } from "../../client/lines.ts";
import { clause } from "../../suite/case.ts";
import { isupport } from "../../suite/needs.ts";

const monitor = clause("ircv3: monitor", isupport("MONITOR"));
const full = clause("ircv3: monitor, ERR_MONLISTFULL", isupport("MONITOR"));
const MOST_TO_TRY = 1000;
const NICKS_IN_A_LINE = 40;

/** Waiting for people. */
export const monitorCases = [
  monitor.must("MONITOR + is answered by 730 for who is on and 731 for who is not", async (t) => {
    const [alice, bob, nobody] = [await t.client(), await t.client(), t.nick()];
    const replies = await alice.exchange(`MONITOR + ${bob.nick},${nobody}`);
    t.equal([nicksIn(replies, "730"), nicksIn(replies, "731")], [[bob.nick], [nobody]], "on and off");
  }),
  monitor.must("who comes is told by 730", async (t) => {
    const [alice, nick] = [await t.client(), t.nick()];
    await alice.exchange(`MONITOR + ${nick}`);
    await t.client({ nick });
    t.equal(nicksIn(await alice.settle(), "730"), [nick], "who has come");
  }),
  monitor.must("who quits is told by 731, though no channel is shared", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    await alice.exchange(`MONITOR + ${bob.nick}`);
    bob.send("QUIT :gone");
    await bob.ending();
    t.equal(nicksIn(await alice.settle(), "731"), [bob.nick], "who has gone");
  }),
  monitor.must("a change of nick is told by 731 of the old and 730 of the new", async (t) => {
    const [alice, bob, next] = [await t.client(), await t.client(), t.nick()];
    const old = bob.nick;
    await alice.exchange(`MONITOR + ${old},${next}`);
    await bob.exchange(`NICK ${next}`);
    const heard = await alice.settle();
    t.equal([nicksIn(heard, "731"), nicksIn(heard, "730")], [[old], [next]], "off and on");
  }),
  monitor.must("MONITOR - is answered by nothing, and nothing more is told", async (t) => {
    const [alice, nick] = [await t.client(), t.nick()];
    await alice.exchange(`MONITOR + ${nick}`);
    t.equal((await alice.exchange(`MONITOR - ${nick}`)).list.length, 0, "the number of answers");
    await t.client({ nick });
    (await alice.settle()).none("730");
  }),
  monitor.must("MONITOR C is answered by nothing, and nothing more is told", async (t) => {
    const [alice, nick] = [await t.client(), t.nick()];
    await alice.exchange(`MONITOR + ${nick}`);
    t.equal((await alice.exchange("MONITOR C")).list.length, 0, "the number of answers");
    await t.client({ nick });
    (await alice.settle()).none("730");
  }),
  monitor.must("MONITOR L is answered by 732 with the nicks, and 733", async (t) => {
    const [alice, bob, nobody] = [await t.client(), await t.client(), t.nick()];
    await alice.exchange(`MONITOR + ${bob.nick},${nobody}`);
    const replies = await alice.exchange("MONITOR L");
    replies.order("732", "733");
    t.equal(nicksIn(replies, "732"), [bob.nick, nobody].sort(), "the list");
    replies.one("733", alice.nick);
  }),
  monitor.must("MONITOR L of nobody is answered by 733 alone", async (t) => {
    const alice = await t.client();
    const replies = await alice.exchange("MONITOR L");
    t.equal(nicksIn(replies, "732"), [], "the list");
    replies.one("733", alice.nick);
  }),
  monitor.must("MONITOR S tells who is on and who is not", async (t) => {
    const [alice, bob, nobody] = [await t.client(), await t.client(), t.nick()];
    await alice.exchange(`MONITOR + ${bob.nick},${nobody}`);
    const replies = await alice.exchange("MONITOR S");
    t.equal([nicksIn(replies, "730"), nicksIn(replies, "731")], [[bob.nick], [nobody]], "on and off");
  }),
  monitor.must("who is added twice is in the list once, and told once", async (t) => {
    const [alice, nick] = [await t.client(), t.nick()];
    await alice.exchange(`MONITOR + ${nick}`, `MONITOR + ${nick.toUpperCase()}`);
    t.equal(nicksIn(await alice.exchange("MONITOR L"), "732").length, 1, "the length of the list");
    await t.client({ nick });
    (await alice.settle()).one("730");
  }),
  full.must("what a full list cannot take is answered by 734 with the limit and the nicks", async (t) => {
    const most = t.facts.isupport.number("MONITOR", 0);
    if (most === 0 || most > MOST_TO_TRY) t.skip("the list has no limit that is soon reached");
    const alice = await t.client();
    const nicks = Array.from({ length: most }, (_, at) => `m${at}`);
    for (let from = 0; from < most; from += NICKS_IN_A_LINE)
      await alice.exchange(`MONITOR + ${nicks.slice(from, from + NICKS_IN_A_LINE)}`);
    const nick = t.nick();
    (await alice.exchange(`MONITOR + ${nick}`)).one("734", alice.nick, String(most), nick);
    await t.client({ nick });
    (await alice.settle()).none("730");
  }),
];

/** The nicks in these numerics, sorted. */
function nicksIn(lines: Lines, numeric: string): readonly string[] {
  const targets = lines.all(numeric).flatMap((line) => lastOf(line).split(","));
  return targets.map((target) => target.split("!", 1)[0] ?? "").sort();
}
