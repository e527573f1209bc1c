import { clause } from "../../suite/case.ts";

const part = clause("modern-irc: PART message");

/** Leaving a channel. */
export const partCases = [
  part.must("PART with a reason is told to all members and the leaver, once", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    (await bob.exchange(`PART ${room} :good bye`)).one("PART", room, /good bye/);
    const line = (await op.settle()).one("PART", room, /good bye/);
    t.equal(line.nick, bob.nick, "who left");
  }),
  part.must("PART needs no reason", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    await bob.exchange(`PART ${room}`);
    (await op.settle()).one("PART", room);
  }),
  part.must("a channel one is not in is answered by 442", async (t) => {
    const { room } = await t.room();
    const bob = await t.client();
    const replies = await bob.exchange(`PART ${room}`);
    replies.one("442", bob.nick, room);
    replies.none("PART");
  }),
  part.must("a channel that does not exist is answered by 403", async (t) => {
    const alice = await t.client();
    const room = t.channel();
    (await alice.exchange(`PART ${room}`)).one("403", alice.nick, room);
  }),
  part.must("PART without a channel is answered by 461", async (t) => {
    const alice = await t.client();
    (await alice.exchange("PART")).one("461", alice.nick, "PART");
  }),
  part.must("channels in a list are left one by one", async (t) => {
    const { room, op } = await t.room();
    const other = t.channel();
    await t.enter(op, other);
    const replies = await op.exchange(`PART ${room},${other}`);
    replies.one("PART", room);
    replies.one("PART", other);
  }),
  part.must("a channel of a list one is not in does not stop the others", async (t) => {
    const { room, op } = await t.room();
    const missing = t.channel();
    const replies = await op.exchange(`PART ${missing},${room}`);
    replies.one("403", op.nick, missing);
    replies.one("PART", room);
  }),
  part.must("who has left hears nothing more", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    await bob.exchange(`PART ${room}`);
    await op.exchange(`PRIVMSG ${room} :still here?`, `TOPIC ${room} :news`, `MODE ${room} +m`);
    t.equal((await bob.settle()).list.length, 0, "the number of lines heard");
  }),
  part.must("a channel is forgotten when the last one leaves", async (t) => {
    const { room, op } = await t.room("+m");
    await op.exchange(`TOPIC ${room} :old`, `MODE ${room} +b *!*@192.0.2.1`, `PART ${room}`);
    const replies = await op.exchange(`JOIN ${room}`, `MODE ${room} +b`);
    replies.none("332");
    replies.none("367");
  }),
];
