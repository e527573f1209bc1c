import { lastOf } from "../../client/line.ts";
import { clause } from "../../suite/case.ts";

const nick = clause("modern-irc: NICK message");

/** Changing a nick. */
export const nickChange = [
  nick.must("a change is confirmed by NICK from the old mask", async (t) => {
    const alice = await t.client();
    const next = t.nick();
    const line = (await alice.exchange(`NICK ${next}`)).one("NICK", next);
    t.check(line.source.startsWith(`${alice.nick}!`), `the source is ${line.source}`);
  }),
  nick.must("a change is told once to who shares several channels", async (t) => {
    const { room, op } = await t.room();
    const alice = await t.joined(room);
    const second = t.channel();
    await t.enter(op, second);
    await t.enter(alice, second);
    const next = t.nick();
    await alice.exchange(`NICK ${next}`);
    (await op.settle()).one("NICK", next);
  }),
  nick.must("a change is not told to who shares no channel", async (t) => {
    const [alice, stranger] = [await t.client(), await t.client()];
    await alice.exchange(`NICK ${t.nick()}`);
    (await stranger.settle()).none("NICK");
  }),
  nick.must("a nick in use is refused with 433 and the nick", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    const replies = await alice.exchange(`NICK ${bob.nick}`);
    replies.one("433", alice.nick, bob.nick);
    replies.none("NICK");
  }),
  nick.must("a nick in use is refused in capital letters too", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    (await alice.exchange(`NICK ${bob.nick.toUpperCase()}`)).one("433", alice.nick);
  }),
  nick.must("one's own nick may be written in other letters", async (t) => {
    const alice = await t.client();
    const upper = alice.nick.toUpperCase();
    (await alice.exchange(`NICK ${upper}`)).one("NICK", upper);
  }),
  nick.must("NICK without a nick is answered by 431 after registration too", async (t) => {
    const alice = await t.client();
    (await alice.exchange("NICK")).anyOf(["431", "461"], alice.nick);
  }),
  nick.must("a nick that a client gave up is free for another", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    const freed = alice.nick;
    await alice.exchange(`NICK ${t.nick()}`);
    (await bob.exchange(`NICK ${freed}`)).one("NICK", freed);
  }),
  nick.must("a nick is free again after QUIT", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    alice.send("QUIT");
    await alice.ending();
    (await bob.exchange(`NICK ${alice.nick}`)).one("NICK", alice.nick);
  }),
  nick.must("a member keeps its prefix under the new nick", async (t) => {
    const { room, op } = await t.room();
    const next = t.nick();
    const replies = await op.exchange(`NICK ${next}`, `NAMES ${room}`);
    t.check(/^[~&@]/.test(lastOf(replies.one("353"))), "the operator's prefix is gone");
    t.check(lastOf(replies.one("353")).includes(next), "the new nick is not listed");
  }),
  nick.must("the new nick receives messages and the old one does not exist", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    const next = t.nick();
    await alice.exchange(`NICK ${next}`);
    const replies = await bob.exchange(`PRIVMSG ${next} :hello`, `PRIVMSG ${alice.nick} :anybody?`);
    replies.one("401", bob.nick, alice.nick);
    (await alice.settle()).one("PRIVMSG", next, "hello");
  }),
];
