import { clause } from "../../suite/case.ts";
import { targets } from "../../suite/needs.ts";

const kick = clause("modern-irc: KICK message");

/** Putting somebody out. */
export const kickCases = [
  kick.must("a KICK with its comment is told to all, victim and author included", async (t) => {
    const { room, op } = await t.room();
    const [bob, carl] = [await t.joined(room), await t.joined(room)];
    const line = (await op.exchange(`KICK ${room} ${bob.nick} :enough now`)).one(
      "KICK",
      room,
      bob.nick,
      "enough now",
    );
    t.equal(line.nick, op.nick, "who kicked");
    (await bob.settle()).one("KICK", room, bob.nick, "enough now");
    (await carl.settle()).one("KICK", room, bob.nick, "enough now");
  }),
  kick.should("without a comment there is a default one", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    await op.exchange(`KICK ${room} ${bob.nick}`);
    (await bob.settle()).one("KICK", room, bob.nick, /./);
  }),
  kick.must("who is no operator is answered by 482", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    (await bob.exchange(`KICK ${room} ${op.nick}`)).one("482", bob.nick, room);
    (await op.settle()).none("KICK");
  }),
  kick.must("a user who is not in the channel is answered by 441", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.client();
    (await op.exchange(`KICK ${room} ${bob.nick}`)).one("441", op.nick, bob.nick, room);
  }),
  kick.must("a nick that does not exist is answered by 401 or 441", async (t) => {
    const { room, op } = await t.room();
    (await op.exchange(`KICK ${room} ${t.nick()}`)).anyOf(["401", "441"], op.nick);
  }),
  kick.must("kicking in a missing channel is answered by 403", async (t) => {
    const alice = await t.client();
    const room = t.channel();
    (await alice.exchange(`KICK ${room} ${alice.nick}`)).one("403", alice.nick, room);
  }),
  kick.must("kicking in a channel one is not in is answered by 442", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.client();
    (await bob.exchange(`KICK ${room} ${op.nick}`)).one("442", bob.nick, room);
    (await op.settle()).none("KICK");
  }),
  kick.must("KICK with one parameter is answered by 461", async (t) => {
    const { room, op } = await t.room();
    (await op.exchange(`KICK ${room}`)).one("461", op.nick, "KICK");
  }),
  kick.must(
    "several users are kicked in a message each",
    async (t) => {
      const { room, op } = await t.room();
      const [bob, carl] = [await t.joined(room), await t.joined(room)];
      const replies = await op.exchange(`KICK ${room} ${bob.nick},${carl.nick} :both`);
      replies.one("KICK", room, bob.nick, "both");
      replies.one("KICK", room, carl.nick, "both");
    },
    targets("KICK", 2),
  ),
  kick.must("who was kicked hears nothing more and is not listed", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    await op.exchange(`KICK ${room} ${bob.nick}`);
    await bob.settle();
    const replies = await op.exchange(`PRIVMSG ${room} :gone`, `NAMES ${room}`);
    t.check(!replies.one("353").raw.includes(bob.nick), "the kicked user is listed");
    t.equal((await bob.settle()).list.length, 0, "the number of lines heard");
  }),
  kick.must("who was kicked may come back", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    await op.exchange(`KICK ${room} ${bob.nick}`);
    await bob.settle();
    (await bob.exchange(`JOIN ${room}`)).one("JOIN", room);
  }),
  kick.must("a comment longer than KICKLEN is cut to it", async (t) => {
    const most = t.facts.isupport.number("KICKLEN", 0);
    if (most === 0 || most > 440) t.skip("005 has no KICKLEN that fits a line");
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    await op.exchange(`KICK ${room} ${bob.nick} :${"x".repeat(most + 5)}`);
    const length = (await bob.settle()).one("KICK").params.at(-1)?.length ?? 0;
    t.check(length <= most && length > 0, `the comment has ${length} characters`);
  }),
];
