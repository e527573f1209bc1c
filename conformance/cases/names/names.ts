import { lastOf } from "../../client/line.ts";
import { clause } from "../../suite/case.ts";

const names = clause("modern-irc: NAMES message");
const reply = clause("modern-irc: RPL_NAMREPLY (353)");

/** Who is in a channel. */
export const namesCases = [
  names.must("every member is listed with its highest prefix, once", async (t) => {
    const { room, op } = await t.room();
    const [bob, carl] = [await t.joined(room), await t.joined(room)];
    await op.exchange(`MODE ${room} +v ${carl.nick}`);
    const replies = await bob.exchange(`NAMES ${room}`);
    const listed = replies.all("353").flatMap((line) => lastOf(line).trim().split(" "));
    const plain = listed.map((name) => name.replace(/^[~&](?=.)/, "@")).sort();
    t.equal(plain, [`@${op.nick}`, `+${carl.nick}`, bob.nick].sort(), "the names");
  }),
  names.must("353 comes before one 366 with the channel", async (t) => {
    const { room, op } = await t.room();
    const replies = await op.exchange(`NAMES ${room}`);
    replies.order("353", "366");
    replies.one("366", op.nick, room);
  }),
  names.must("a missing channel is answered by 366 alone", async (t) => {
    const alice = await t.client();
    const room = t.channel();
    const replies = await alice.exchange(`NAMES ${room}`);
    replies.one("366", alice.nick, room);
    replies.none("353");
    replies.none("403");
  }),
  names.must("who has left is not listed any more", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    await bob.exchange(`PART ${room}`);
    await op.settle();
    t.check(
      !lastOf((await op.exchange(`NAMES ${room}`)).one("353")).includes(bob.nick),
      "the leaver is listed",
    );
  }),
  names.should("NAMES without a channel ends with 366", async (t) => {
    const alice = await t.client();
    (await alice.exchange("NAMES")).first("366", alice.nick);
  }),
  reply.must("a public channel has the symbol =", async (t) => {
    const { room, op } = await t.room();
    (await op.exchange(`NAMES ${room}`)).one("353", op.nick, "=", room);
  }),
  reply.must("a secret channel has the symbol @", async (t) => {
    const { room, op } = await t.room("+s");
    (await op.exchange(`NAMES ${room}`)).one("353", op.nick, "@", room);
  }),
  reply.must("a private channel has the symbol *", async (t) => {
    const { room, op } = await t.room("+p");
    (await op.exchange(`NAMES ${room}`)).one("353", op.nick, "*", room);
  }),
];
