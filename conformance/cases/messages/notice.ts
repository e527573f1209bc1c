import { clause } from "../../suite/case.ts";

const notice = clause("modern-irc: NOTICE message");

/** Saying something that must never be answered. */
export const noticeCases = [
  notice.must("a notice to a nick arrives", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    await alice.exchange(`NOTICE ${bob.nick} :take note`);
    const line = (await bob.settle()).one("NOTICE", bob.nick, "take note");
    t.equal(line.nick, alice.nick, "who sent it");
  }),
  notice.must("a notice to a channel arrives at the others", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    (await op.exchange(`NOTICE ${room} :take note`)).none("NOTICE", room);
    (await bob.settle()).one("NOTICE", room, "take note");
  }),
  notice.must("a notice to nobody is not answered", async (t) => {
    const alice = await t.client();
    t.equal((await alice.exchange(`NOTICE ${t.nick()} :hello`)).list.length, 0, "the number of answers");
  }),
  notice.must("a notice to a missing channel is not answered", async (t) => {
    const alice = await t.client();
    t.equal((await alice.exchange(`NOTICE ${t.channel()} :hello`)).list.length, 0, "the number of answers");
  }),
  notice.must("a notice without text is not answered", async (t) => {
    const alice = await t.client();
    t.equal((await alice.exchange(`NOTICE ${alice.nick}`, "NOTICE")).list.length, 0, "the number of answers");
  }),
  notice.must("a notice that +n holds back is not answered", async (t) => {
    const { room, op } = await t.room("+n");
    const bob = await t.client();
    t.equal((await bob.exchange(`NOTICE ${room} :hello`)).list.length, 0, "the number of answers");
    (await op.settle()).none("NOTICE");
  }),
  notice.must("a notice to who is away is not answered by 301", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    await bob.exchange("AWAY :out");
    t.equal((await alice.exchange(`NOTICE ${bob.nick} :hello`)).list.length, 0, "the number of answers");
  }),
];
