import { clause } from "../../suite/case.ts";
import { oper, userMode } from "../../suite/needs.ts";

const kill = clause("modern-irc: KILL message", oper);
const wallops = clause("modern-irc: WALLOPS message", oper, userMode("w"));
const rehash = clause("modern-irc: REHASH message", oper);
const masks = clause("rfc2812: 3.3.1 Private messages ($mask)", oper);

/** What an operator can do. */
export const powerCases = [
  kill.must("the victim is disconnected with the reason", async (t) => {
    const [boss, bob] = [await t.oper(), await t.client()];
    await boss.exchange(`KILL ${bob.nick} :bad manners`);
    const heard = await bob.ending();
    t.check(
      heard.list.some((line) => line.raw.includes("bad manners")),
      "the victim was not told why",
    );
    heard.one("ERROR");
  }),
  kill.should("the victim receives the KILL from the operator", async (t) => {
    const [boss, bob] = [await t.oper(), await t.client()];
    await boss.exchange(`KILL ${bob.nick} :bad manners`);
    t.equal((await bob.ending()).one("KILL", bob.nick).nick, boss.nick, "the source");
  }),
  kill.must("who shares a channel with the victim sees one QUIT with the reason", async (t) => {
    const boss = await t.oper();
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    await boss.exchange(`KILL ${bob.nick} :bad manners`);
    const line = (await op.settle()).one("QUIT", /bad manners/);
    t.equal(line.nick, bob.nick, "who left");
  }),
  kill.must("killing nobody is answered by 401", async (t) => {
    const boss = await t.oper();
    const nobody = t.nick();
    (await boss.exchange(`KILL ${nobody} :where are you`)).one("401", boss.nick, nobody);
  }),
  kill.must("KILL without a nick is answered by 461", async (t) => {
    const boss = await t.oper();
    (await boss.exchange("KILL")).one("461", boss.nick, "KILL");
  }),
  kill.must("the nick of the killed is free", async (t) => {
    const [boss, bob] = [await t.oper(), await t.client()];
    await boss.exchange(`KILL ${bob.nick} :bad manners`);
    await bob.ending();
    t.equal((await t.client({ nick: bob.nick })).nick, bob.nick, "the nick");
  }),
  wallops.must("WALLOPS reaches who has +w and nobody else", async (t) => {
    const [boss, bob, carl] = [await t.oper(), await t.client(), await t.client()];
    await bob.exchange(`MODE ${bob.nick} +w`);
    await carl.exchange(`MODE ${carl.nick} -w`);
    await boss.exchange("WALLOPS :attention please");
    const heard = await bob.settle();
    if (!heard.has("WALLOPS")) t.skip("the server sends WALLOPS to operators only, which it may");
    t.check(heard.one("WALLOPS").params[0]?.includes("attention please") === true, "the text is missing");
    (await carl.settle()).none("WALLOPS");
  }),
  wallops.must("WALLOPS without a text is answered by 461", async (t) => {
    const boss = await t.oper();
    (await boss.exchange("WALLOPS")).anyOf(["461", "412"], boss.nick);
  }),
  rehash.must("REHASH is answered by 382", async (t) => {
    const boss = await t.oper();
    (await boss.exchange("REHASH")).one("382", boss.nick);
  }),
  masks.should("an operator's message to $$* reaches everybody", async (t) => {
    const [boss, bob] = [await t.oper(), await t.client()];
    const replies = await boss.exchange("PRIVMSG $$* :to the whole world");
    if (replies.list.some((line) => /^[45]\d\d$/.test(line.command))) t.skip("the server refuses $$*");
    (await bob.settle()).one("PRIVMSG", /^\$/, "to the whole world");
  }),
];
