import { clause } from "../../suite/case.ts";

const invite = clause("modern-irc: INVITE message");
const listed = clause("modern-irc: Invite list");

/** Asking somebody in. */
export const inviteCases = [
  invite.must("the inviter gets 341 and the invited an INVITE from the inviter", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.client();
    (await op.exchange(`INVITE ${bob.nick} ${room}`)).one("341", op.nick, bob.nick, room);
    const line = (await bob.settle()).one("INVITE", bob.nick, room);
    t.equal(line.nick, op.nick, "who invites");
  }),
  invite.must("who is invited may enter an invite-only channel", async (t) => {
    const { room, op } = await t.room("+i");
    const bob = await t.client();
    await op.exchange(`INVITE ${bob.nick} ${room}`);
    (await bob.exchange(`JOIN ${room}`)).one("JOIN", room);
  }),
  invite.must("inviting into a channel one is not in is answered by 442", async (t) => {
    const { room } = await t.room();
    const [bob, carl] = [await t.client(), await t.client()];
    (await bob.exchange(`INVITE ${carl.nick} ${room}`)).one("442", bob.nick, room);
    (await carl.settle()).none("INVITE");
  }),
  invite.must("inviting a member is answered by 443", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    (await op.exchange(`INVITE ${bob.nick} ${room}`)).one("443", op.nick, bob.nick, room);
    (await bob.settle()).none("INVITE");
  }),
  invite.should("inviting into a missing channel is answered by 403", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    const room = t.channel();
    (await alice.exchange(`INVITE ${bob.nick} ${room}`)).one("403", alice.nick, room);
  }),
  invite.should("in an invite-only channel who is no operator is answered by 482", async (t) => {
    const { room, op } = await t.room();
    const [bob, carl] = [await t.joined(room), await t.client()];
    await op.exchange(`MODE ${room} +i`);
    await bob.settle();
    (await bob.exchange(`INVITE ${carl.nick} ${room}`)).one("482", bob.nick, room);
    (await carl.settle()).none("INVITE");
  }),
  invite.must("INVITE with one parameter is answered by 461 or a list of invitations", async (t) => {
    const alice = await t.client();
    (await alice.exchange(`INVITE ${alice.nick}`)).anyOf(["461", "337"], alice.nick);
  }),
  invite.must("inviting nobody is answered by 401", async (t) => {
    const { room, op } = await t.room();
    const nobody = t.nick();
    (await op.exchange(`INVITE ${nobody} ${room}`)).one("401", op.nick, nobody);
  }),
  invite.should("the other members are not told", async (t) => {
    const { room, op } = await t.room();
    const [bob, carl] = [await t.joined(room), await t.client()];
    await op.exchange(`INVITE ${carl.nick} ${room}`);
    t.equal((await bob.settle()).list.length, 0, "the number of lines another member heard");
  }),
  listed.must("INVITE without parameters lists one's invitations, if it is answered at all", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.client();
    await op.exchange(`INVITE ${bob.nick} ${room}`);
    await bob.settle();
    const replies = await bob.exchange("INVITE");
    if (replies.has("461")) t.skip("the server wants parameters, which it may");
    replies.one("336", bob.nick, room);
    replies.one("337", bob.nick);
  }),
];
