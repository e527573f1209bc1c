import { clause } from "../../suite/case.ts";
import { isupportLetter } from "../../suite/needs.ts";

const list = clause("modern-irc: LIST message");
const elist = clause("modern-irc: ELIST Parameter");

/** Which channels there are. */
export const listCases = [
  list.must("a channel is listed with its members counted and its topic", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    await op.exchange(`TOPIC ${room} :listed topic`);
    const line = (await bob.exchange("LIST")).one("322", bob.nick, room, "2");
    t.check(line.params.at(-1)?.endsWith("listed topic") === true, "the topic is not shown");
  }),
  list.must("LIST ends with one 323", async (t) => {
    const { op } = await t.room();
    const replies = await op.exchange("LIST");
    replies.one("323", op.nick);
    replies.order("322", "323");
  }),
  list.must("LIST of one channel lists that one only", async (t) => {
    const { room, op } = await t.room();
    await t.room();
    const replies = await op.exchange(`LIST ${room}`);
    replies.one("322", op.nick, room);
    t.equal(replies.all("322").length, 1, "the number of channels");
  }),
  list.must("LIST of a missing channel is answered by 323", async (t) => {
    const alice = await t.client();
    const replies = await alice.exchange(`LIST ${t.channel()}`);
    replies.none("322");
    replies.one("323", alice.nick);
  }),
  list.must("321, if it is sent, comes first", async (t) => {
    const { op } = await t.room();
    const replies = await op.exchange("LIST");
    if (!replies.has("321")) t.skip("321 is not sent, which it need not be");
    replies.order("321", "322", "323");
  }),
  elist.must(
    "U: >n and <n select by the number of members",
    async (t) => {
      const { room } = await t.room();
      const bob = await t.joined(room);
      (await bob.exchange("LIST >1")).one("322", bob.nick, room);
      (await bob.exchange("LIST >2")).none("322", bob.nick, room);
      (await bob.exchange("LIST <3")).one("322", bob.nick, room);
      (await bob.exchange("LIST <2")).none("322", bob.nick, room);
    },
    isupportLetter("ELIST", "U"),
  ),
  elist.must(
    "M: a mask selects by name",
    async (t) => {
      const [one, two] = [await t.room(), await t.room()];
      const replies = await one.op.exchange(`LIST *${one.room.slice(3)}`);
      replies.one("322", one.op.nick, one.room);
      replies.none("322", one.op.nick, two.room);
    },
    isupportLetter("ELIST", "M"),
  ),
  elist.must(
    "N: !mask selects what does not match",
    async (t) => {
      const [one, two] = [await t.room(), await t.room()];
      const replies = await one.op.exchange(`LIST !*${one.room.slice(3)}`);
      replies.one("322", one.op.nick, two.room);
      replies.none("322", one.op.nick, one.room);
    },
    isupportLetter("ELIST", "N"),
  ),
  elist.must(
    "C: a channel created just now is younger than an hour and not older",
    async (t) => {
      const { room, op } = await t.room();
      (await op.exchange("LIST C<60")).one("322", op.nick, room);
      (await op.exchange("LIST C>60")).none("322", op.nick, room);
    },
    isupportLetter("ELIST", "C"),
  ),
  elist.must(
    "T: a topic set just now is younger than an hour and not older",
    async (t) => {
      const { room, op } = await t.room();
      await op.exchange(`TOPIC ${room} :fresh`);
      (await op.exchange("LIST T<60")).one("322", op.nick, room);
      (await op.exchange("LIST T>60")).none("322", op.nick, room);
    },
    isupportLetter("ELIST", "T"),
  ),
];
