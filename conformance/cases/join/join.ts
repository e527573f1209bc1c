import { lastOf } from "../../client/line.ts";
import { clause } from "../../suite/case.ts";

const join = clause("modern-irc: JOIN message");
const channels = clause("modern-irc: Channels");

/** Entering a channel. */
export const joinCases = [
  join.must("a JOIN is answered by JOIN, 353 and 366, in that order", async (t) => {
    const alice = await t.client();
    const room = t.channel();
    const replies = await alice.exchange(`JOIN ${room}`);
    replies.order("JOIN", "353", "366");
    replies.one("366", alice.nick, room);
  }),
  join.must("the JOIN has the joiner's full mask as its source and the channel first", async (t) => {
    const alice = await t.client();
    const room = t.channel();
    const line = (await alice.exchange(`JOIN ${room}`)).one("JOIN", room);
    t.check(new RegExp(`^${alice.nick}![^@]+@.+$`).test(line.source), `the source is ${line.source}`);
  }),
  join.must("no topic is sent when there is none", async (t) => {
    const alice = await t.client();
    const replies = await alice.exchange(`JOIN ${t.channel()}`);
    replies.none("332");
    replies.none("331");
  }),
  join.must("the topic is sent between JOIN and the names", async (t) => {
    const { room, op } = await t.room();
    await op.exchange(`TOPIC ${room} :the topic`);
    const bob = await t.client();
    const replies = await bob.exchange(`JOIN ${room}`);
    replies.order("JOIN", "332", "353", "366");
    replies.one("332", bob.nick, room, "the topic");
  }),
  join.must("the names contain the one who has just joined", async (t) => {
    const { room } = await t.room();
    const bob = await t.client();
    const names = lastOf((await bob.exchange(`JOIN ${room}`)).first("353", bob.nick, undefined, room)).split(
      " ",
    );
    t.check(names.includes(bob.nick), `the names are ${names.join(" ")}`);
  }),
  join.must("the members see the JOIN once", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.client();
    await bob.exchange(`JOIN ${room}`);
    const line = (await op.settle()).one("JOIN", room);
    t.equal(line.nick, bob.nick, "who joined");
  }),
  join.must("who is outside does not see the JOIN", async (t) => {
    const stranger = await t.client();
    await t.room();
    (await stranger.settle()).none("JOIN");
  }),
  join.must("channels in a list are joined one by one, each with its own JOIN and names", async (t) => {
    const alice = await t.client();
    const [one, two] = [t.channel(), t.channel()];
    const replies = await alice.exchange(`JOIN ${one},${two}`);
    for (const room of [one, two]) {
      replies.one("JOIN", room);
      replies.one("366", alice.nick, room);
    }
  }),
  join.must("keys pair with channels by position", async (t) => {
    const first = await t.room("+k one");
    const second = await t.room("+k two");
    const bob = await t.client();
    const right = await bob.exchange(`JOIN ${first.room},${second.room} one,two`);
    right.one("JOIN", first.room);
    right.one("JOIN", second.room);
    const swapped = await (await t.client()).exchange(`JOIN ${first.room},${second.room} two,one`);
    swapped.none("JOIN");
  }),
  join.must("one channel of a list that cannot be joined does not stop the others", async (t) => {
    const { room } = await t.room("+k secret");
    const bob = await t.client();
    const open = t.channel();
    const replies = await bob.exchange(`JOIN ${room},${open}`);
    replies.one("475", bob.nick, room);
    replies.one("JOIN", open);
  }),
  join.must("JOIN 0 leaves every channel as PART does", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    const other = t.channel();
    await t.enter(bob, other);
    const replies = await bob.exchange("JOIN 0");
    replies.one("PART", room);
    replies.one("PART", other);
    (await op.settle()).one("PART", room);
  }),
  join.must("JOIN without a channel is answered by 461", async (t) => {
    const alice = await t.client();
    (await alice.exchange("JOIN")).one("461", alice.nick, "JOIN");
  }),
  join.must("a name that is no channel is refused", async (t) => {
    const alice = await t.client();
    const replies = await alice.exchange("JOIN nohash");
    replies.anyOf(["403", "476", "479"], alice.nick, "nohash");
    replies.none("JOIN");
  }),
  join.must("joining again is not told to anybody", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    (await bob.exchange(`JOIN ${room}`)).none("JOIN");
    (await op.settle()).none("JOIN");
  }),
  channels.must("who creates a channel is its operator", async (t) => {
    const alice = await t.client();
    const names = lastOf((await alice.exchange(`JOIN ${t.channel()}`)).one("353"));
    t.check(/^[~&@]/.test(names), `the names are ${names}`);
  }),
  channels.must("who comes second is not an operator", async (t) => {
    const { room } = await t.room();
    const bob = await t.joined(room);
    (await bob.exchange(`MODE ${room} +m`)).one("482", bob.nick, room);
  }),
  channels.must("a channel name may not contain BEL", async (t) => {
    const alice = await t.client();
    (await alice.exchange(`JOIN ${t.channel()}\x07x`)).none("JOIN", /\x07/);
  }),
  channels.must("a comma ends a channel name", async (t) => {
    const alice = await t.client();
    const room = t.channel();
    (await alice.exchange(`JOIN ${room},`)).one("JOIN", room);
  }),
];
