import { clause } from "../../suite/case.ts";

const topic = clause("modern-irc: TOPIC message");
const protectedTopic = clause("modern-irc: Protected Topic Mode");

/** Reading and setting a topic. */
export const topicCases = [
  topic.must("a new topic is told to every member and to the author", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    const line = (await op.exchange(`TOPIC ${room} :a new topic`)).one("TOPIC", room, "a new topic");
    t.equal(line.nick, op.nick, "who set it");
    (await bob.settle()).one("TOPIC", room, "a new topic");
  }),
  topic.must("a channel without topic answers 331", async (t) => {
    const { room, op } = await t.room();
    const replies = await op.exchange(`TOPIC ${room}`);
    replies.one("331", op.nick, room);
    replies.none("332");
  }),
  topic.must("a channel with a topic answers 332", async (t) => {
    const { room, op } = await t.room();
    await op.exchange(`TOPIC ${room} :the topic`);
    (await op.exchange(`TOPIC ${room}`)).one("332", op.nick, room, "the topic");
  }),
  topic.should("332 is followed by 333 with who set it and when", async (t) => {
    const { room, op } = await t.room();
    await op.exchange(`TOPIC ${room} :the topic`);
    const replies = await op.exchange(`TOPIC ${room}`);
    replies.order("332", "333");
    replies.one("333", op.nick, room, new RegExp(`^${op.nick}(!|$)`), /^\d{9,}$/);
  }),
  topic.must("an empty topic clears it", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    await op.exchange(`TOPIC ${room} :the topic`);
    await bob.settle();
    await op.exchange(`TOPIC ${room} :`);
    (await bob.settle()).one("TOPIC", room, "");
    (await op.exchange(`TOPIC ${room}`)).one("331", op.nick, room);
  }),
  topic.must("a topic may begin with a colon", async (t) => {
    const { room, op } = await t.room();
    (await op.exchange(`TOPIC ${room} ::-)`)).one("TOPIC", room, ":-)");
    (await op.exchange(`TOPIC ${room}`)).one("332", op.nick, room, ":-)");
  }),
  topic.must("TOPIC without a channel is answered by 461", async (t) => {
    const alice = await t.client();
    (await alice.exchange("TOPIC")).one("461", alice.nick, "TOPIC");
  }),
  topic.must("the topic of a missing channel is answered by 403", async (t) => {
    const alice = await t.client();
    const room = t.channel();
    (await alice.exchange(`TOPIC ${room} :x`)).anyOf(["403", "442"], alice.nick, room);
  }),
  topic.must("who is not in the channel cannot set its topic", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.client();
    (await bob.exchange(`TOPIC ${room} :from outside`)).one("442", bob.nick, room);
    (await op.settle()).none("TOPIC");
  }),
  topic.must("TOPICLEN cuts a longer topic and allows one of that length", async (t) => {
    const most = t.facts.isupport.number("TOPICLEN", 0);
    if (most === 0) t.skip("005 does not advertise TOPICLEN");
    const { room, op } = await t.room();
    await op.exchange(`TOPIC ${room} :${"x".repeat(Math.min(most + 1, 510 - `TOPIC ${room} :`.length))}`);
    const length = (await op.exchange(`TOPIC ${room}`)).one("332").params.at(-1)?.length ?? 0;
    const room332 = 510 - `:${t.facts.serverName} 332 ${op.nick} ${room} :`.length;
    t.equal(length, Math.min(most, room332, length), "the length of the topic");
    t.check(length >= Math.min(most, 300), `only ${length} characters were kept`);
  }),
  protectedTopic.must("in a +t channel a member without rights is answered by 482", async (t) => {
    const { room, op } = await t.room("+t");
    const bob = await t.joined(room);
    (await bob.exchange(`TOPIC ${room} :mine`)).one("482", bob.nick, room);
    (await op.settle()).none("TOPIC");
  }),
  protectedTopic.must("in a +t channel an operator may set the topic", async (t) => {
    const { room, op } = await t.room("+t");
    (await op.exchange(`TOPIC ${room} :mine`)).one("TOPIC", room, "mine");
  }),
  protectedTopic.must("in a -t channel any member may set the topic", async (t) => {
    const { room, op } = await t.room("-t");
    const bob = await t.joined(room);
    await bob.exchange(`TOPIC ${room} :ours`);
    (await op.settle()).one("TOPIC", room, "ours");
  }),
];
