import type { Case } from "../../suite/case.ts";
import { clause } from "../../suite/case.ts";
import { chanMode, extban } from "../../suite/needs.ts";

const EVERYBODY = "*!*@*";
const ban = clause("modern-irc: Ban Channel Mode");
const except = clause("modern-irc: Exception Channel Mode", chanMode("e"));
const invex = clause("modern-irc: Invite-Exception Channel Mode", chanMode("I"));
const lists = clause("modern-irc: Channel mode (Type A)");

/** Ban lists and their exceptions. */
export const listModes = [
  ban.must("who is banned cannot join and is answered by 474", async (t) => {
    const { room } = await t.room(`+b ${EVERYBODY}`);
    const bob = await t.client();
    const replies = await bob.exchange(`JOIN ${room}`);
    replies.one("474", bob.nick, room);
    replies.none("JOIN");
  }),
  ban.must("a ban by nick hits that nick only, whatever its letters", async (t) => {
    const [bob, carl] = [await t.client(), await t.client()];
    const { room } = await t.room(`+b ${bob.nick.toUpperCase()}!*@*`);
    (await bob.exchange(`JOIN ${room}`)).one("474", bob.nick, room);
    (await carl.exchange(`JOIN ${room}`)).one("JOIN", room);
  }),
  ban.must("a ban may use * and ? for parts of a name", async (t) => {
    const bob = await t.client();
    const { room } = await t.room(`+b ${bob.nick.slice(0, 2)}*${bob.nick.slice(3, -1)}?!*@*`);
    (await bob.exchange(`JOIN ${room}`)).one("474", bob.nick, room);
  }),
  ban.must("-b lets a banned user in again", async (t) => {
    const { room, op } = await t.room(`+b ${EVERYBODY}`);
    (await op.exchange(`MODE ${room} -b ${EVERYBODY}`)).one("MODE", room, "-b", EVERYBODY);
    const bob = await t.client();
    (await bob.exchange(`JOIN ${room}`)).one("JOIN", room);
  }),
  ban.must("a banned member cannot speak", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    await op.exchange(`MODE ${room} +b ${bob.nick}!*@*`);
    await bob.exchange(`PRIVMSG ${room} :let me speak`);
    (await op.settle()).none("PRIVMSG");
  }),
  listed("b", "367", "368"),
  listed("e", "348", "349"),
  listed("I", "346", "347"),
  lists.must("the list is shown for MODE b without a sign too", async (t) => {
    const { room, op } = await t.room("+b *!*@192.0.2.7");
    const replies = await op.exchange(`MODE ${room} b`);
    replies.one("367", op.nick, room, "*!*@192.0.2.7");
    replies.one("368", op.nick, room);
  }),
  lists.should("an entry shows who set it and when", async (t) => {
    const { room, op } = await t.room("+b *!*@192.0.2.7");
    const setter = new RegExp(`^${op.nick}(!|$)`);
    (await op.exchange(`MODE ${room} +b`)).one("367", op.nick, room, "*!*@192.0.2.7", setter, /^\d{9,}$/);
  }),
  lists.must("a member without rights cannot add to a list", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    (await bob.exchange(`MODE ${room} +b ${EVERYBODY}`)).one("482", bob.nick, room);
    (await op.exchange(`MODE ${room} +b`)).none("367");
  }),
  lists.must("the same mask is kept once", async (t) => {
    const { room, op } = await t.room("+b *!*@192.0.2.7");
    await op.exchange(`MODE ${room} +b *!*@192.0.2.7`);
    t.equal((await op.exchange(`MODE ${room} +b`)).all("367").length, 1, "the number of entries");
  }),
  except.must("an exception lets a banned user join", async (t) => {
    const bob = await t.client();
    const { room } = await t.room(`+be ${EVERYBODY} ${bob.nick}!*@*`);
    (await bob.exchange(`JOIN ${room}`)).one("JOIN", room);
  }),
  except.must("an exception lets a banned member speak", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    await op.exchange(`MODE ${room} +be ${EVERYBODY} ${bob.nick}!*@*`);
    await bob.exchange(`PRIVMSG ${room} :let me speak`);
    (await op.settle()).one("PRIVMSG", room, "let me speak");
  }),
  invex.must("an invite exception lets a user into a +i channel", async (t) => {
    const [bob, carl] = [await t.client(), await t.client()];
    const { room } = await t.room(`+iI ${bob.nick}!*@*`);
    (await bob.exchange(`JOIN ${room}`)).one("JOIN", room);
    (await carl.exchange(`JOIN ${room}`)).one("473", carl.nick, room);
  }),
  clause("irc-defs: extban m (mute)", extban("m")).must("a muted user may join but not speak", async (t) => {
    const { room, op } = await t.room(`+b m:${EVERYBODY}`);
    const bob = await t.joined(room);
    (await bob.exchange(`PRIVMSG ${room} :hello`)).one("404", bob.nick, room);
    (await op.settle()).none("PRIVMSG");
  }),
  clause("irc-defs: extban m (mute)", extban("m"), chanMode("e")).should(
    "an exception covers a mute too",
    async (t) => {
      const { room, op } = await t.room();
      const bob = await t.joined(room);
      await op.exchange(`MODE ${room} +be m:${EVERYBODY} ${bob.nick}!*@*`);
      await bob.exchange(`PRIVMSG ${room} :hello`);
      (await op.settle()).one("PRIVMSG", room, "hello");
    },
  ),
  clause("modern-irc: EXTBAN Parameter", extban("m")).must(
    "an extended ban is listed as it was set",
    async (t) => {
      const { room, op } = await t.room("+b m:abc!*@*");
      (await op.exchange(`MODE ${room} +b`)).one("367", op.nick, room, "m:abc!*@*");
    },
  ),
];

function listed(letter: string, entry: string, end: string): Case {
  return lists.must(
    `+${letter} without a mask is answered by ${entry} for each entry, then ${end}`,
    async (t) => {
      const { room, op } = await t.room(`+${letter}${letter} *!*@192.0.2.7 *!*@192.0.2.8`);
      const replies = await op.exchange(`MODE ${room} +${letter}`);
      replies.one(entry, op.nick, room, "*!*@192.0.2.7");
      replies.one(entry, op.nick, room, "*!*@192.0.2.8");
      replies.one(end, op.nick, room);
      replies.order(entry, end);
    },
    chanMode(letter),
  );
}
