import { clause } from "../../suite/case.ts";
import { cap } from "../../suite/needs.ts";

const notify = clause("ircv3: invite-notify", cap("invite-notify"));
const caps = ["invite-notify"];

/** Whom others invite. */
export const inviteNotify = [
  notify.must("an operator of the channel sees whom another one invites", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room, { caps });
    await op.exchange(`MODE ${room} +o ${bob.nick}`);
    const carl = await t.client();
    await bob.settle();
    await op.exchange(`INVITE ${carl.nick} ${room}`);
    t.equal((await bob.settle()).one("INVITE", carl.nick, room).nick, op.nick, "who invites");
  }),
  notify.must("who is invited and has the capability gets the INVITE once", async (t) => {
    const { room, op } = await t.room();
    const carl = await t.client({ caps });
    await op.exchange(`INVITE ${carl.nick} ${room}`);
    (await carl.settle()).one("INVITE", carl.nick, room);
  }),
  notify.must("who has not asked for it sees no INVITE of others", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    await op.exchange(`MODE ${room} +o ${bob.nick}`);
    const carl = await t.client();
    await op.exchange(`INVITE ${carl.nick} ${room}`);
    (await bob.settle()).none("INVITE");
  }),
];
