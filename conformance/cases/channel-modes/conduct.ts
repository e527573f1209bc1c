import { lastOf } from "../../client/line.ts";
import { clause } from "../../suite/case.ts";
import { chanMode } from "../../suite/needs.ts";

const defs = clause("irc-defs: chanmodes");
const rfc = clause("rfc2811: 4.2.6 Private and Secret Channels");

/** Modes that decide what members may do and see. */
export const conductModes = [
  defs.should(
    "+N holds a member's nick",
    async (t) => {
      const { room } = await t.room("+N");
      const bob = await t.joined(room);
      const replies = await bob.exchange(`NICK ${t.nick()}`);
      replies.anyOf(["447", "437"], bob.nick);
      replies.none("NICK");
    },
    chanMode("N"),
  ),
  defs.should(
    "+Q forbids kicks",
    async (t) => {
      const { room, op } = await t.room("+Q");
      const bob = await t.joined(room);
      const replies = await op.exchange(`KICK ${room} ${bob.nick} :out`);
      replies.anyOf(["482", "484", "492", "499", "404"], op.nick);
      replies.none("KICK");
      (await bob.settle()).none("KICK");
    },
    chanMode("Q"),
  ),
  defs.should(
    "+V forbids invitations",
    async (t) => {
      const { room, op } = await t.room("+V");
      const bob = await t.client();
      (await op.exchange(`INVITE ${bob.nick} ${room}`)).none("341");
      (await bob.settle()).none("INVITE");
    },
    chanMode("V"),
  ),
  defs.should(
    "+u hides members from each other but not from the operators",
    async (t) => {
      const { room, op } = await t.room("+u");
      const bob = await t.joined(room);
      const carl = await t.client();
      await carl.exchange(`JOIN ${room}`);
      (await bob.settle()).none("JOIN", room);
      (await op.settle()).one("JOIN", room);
      t.check(
        !lastOf((await bob.exchange(`NAMES ${room}`)).first("353")).includes(carl.nick),
        "NAMES shows the hidden one",
      );
      t.check(
        lastOf((await op.exchange(`NAMES ${room}`)).first("353")).includes(carl.nick),
        "the operator does not see it",
      );
    },
    chanMode("u"),
  ),
  defs.should(
    "+D shows a JOIN at the first word",
    async (t) => {
      const { room, op } = await t.room("+D");
      const bob = await t.client();
      await bob.exchange(`JOIN ${room}`);
      (await op.settle()).none("JOIN");
      await bob.exchange(`PRIVMSG ${room} :here I am`);
      const heard = await op.settle();
      heard.one("JOIN", room);
      heard.order("JOIN", "PRIVMSG");
    },
    chanMode("D"),
  ),
  defs.should(
    "+D shows neither JOIN nor PART of who says nothing",
    async (t) => {
      const { room, op } = await t.room("+D");
      const bob = await t.client();
      await bob.exchange(`JOIN ${room}`, `PART ${room}`);
      t.equal((await op.settle()).list.length, 0, "the number of lines the operator saw");
    },
    chanMode("D"),
  ),
  rfc.must(
    "p and s are never both set",
    async (t) => {
      const { room, op } = await t.room("+s");
      await op.exchange(`MODE ${room} +p`);
      const letters = (await op.exchange(`MODE ${room}`)).one("324").params[2] ?? "";
      t.check(!(letters.includes("p") && letters.includes("s")), `the modes are ${letters}`);
    },
    chanMode("p"),
    chanMode("s"),
  ),
];
