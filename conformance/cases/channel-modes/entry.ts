import { clause } from "../../suite/case.ts";
import { chanMode, oper } from "../../suite/needs.ts";

const key = clause("modern-irc: Key Channel Mode");
const limit = clause("modern-irc: Client Limit Channel Mode");
const inviteOnly = clause("modern-irc: Invite-Only Channel Mode");
const defs = clause("irc-defs: chanmodes");

/** Modes that decide who comes in. */
export const entryModes = [
  key.must("without the key a JOIN is answered by 475", async (t) => {
    const { room } = await t.room("+k sesame");
    const bob = await t.client();
    const replies = await bob.exchange(`JOIN ${room}`);
    replies.one("475", bob.nick, room);
    replies.none("JOIN");
  }),
  key.must("a wrong key is answered by 475", async (t) => {
    const { room } = await t.room("+k sesame");
    const bob = await t.client();
    (await bob.exchange(`JOIN ${room} Sesame`)).one("475", bob.nick, room);
  }),
  key.must("the right key opens the channel", async (t) => {
    const { room } = await t.room("+k sesame");
    const bob = await t.client();
    (await bob.exchange(`JOIN ${room} sesame`)).one("JOIN", room);
  }),
  key.must("-k opens the channel for all", async (t) => {
    const { room, op } = await t.room("+k sesame");
    await op.exchange(`MODE ${room} -k sesame`);
    const bob = await t.client();
    (await bob.exchange(`JOIN ${room}`)).one("JOIN", room);
  }),
  key.must("a key with a space is refused, cut or ignored", async (t) => {
    const { room, op } = await t.room();
    await op.exchange(`MODE ${room} +k :two words`);
    const [, , letters = "", value] = (await op.exchange(`MODE ${room}`)).one("324").params;
    t.check(!letters.includes("k") || !value?.includes(" "), `the key is "${value}"`);
  }),
  limit.must("a full channel is answered by 471", async (t) => {
    const { room } = await t.room("+l 1");
    const bob = await t.client();
    const replies = await bob.exchange(`JOIN ${room}`);
    replies.one("471", bob.nick, room);
    replies.none("JOIN");
  }),
  limit.must("there is room again after a PART", async (t) => {
    const { room, op } = await t.room("+l 2");
    const bob = await t.joined(room);
    const carl = await t.client();
    (await carl.exchange(`JOIN ${room}`)).one("471", carl.nick, room);
    await bob.exchange(`PART ${room}`);
    (await carl.exchange(`JOIN ${room}`)).one("JOIN", room);
    await op.settle();
  }),
  limit.should("a limit that is no positive number is not set", async (t) => {
    const { room, op } = await t.room();
    await op.exchange(`MODE ${room} +l many`);
    await op.exchange(`MODE ${room} +l -1`);
    const bob = await t.client();
    (await bob.exchange(`JOIN ${room}`)).one("JOIN", room);
  }),
  inviteOnly.must("who is not invited is answered by 473", async (t) => {
    const { room } = await t.room("+i");
    const bob = await t.client();
    const replies = await bob.exchange(`JOIN ${room}`);
    replies.one("473", bob.nick, room);
    replies.none("JOIN");
  }),
  defs.should(
    "+R keeps out who is not logged in, with 477",
    async (t) => {
      const { room, op } = await t.room();
      if (!(await op.exchange(`MODE ${room} +R`)).has("MODE", room, "+R")) t.skip("+R cannot be set here");
      const bob = await t.client();
      const replies = await bob.exchange(`JOIN ${room}`);
      replies.anyOf(["477", "473"], bob.nick, room);
      replies.none("JOIN");
    },
    chanMode("R"),
  ),
  defs.should(
    "+O keeps out who is not a server operator",
    async (t) => {
      const op = await t.oper();
      const room = t.channel();
      await op.exchange(`JOIN ${room}`);
      if (!(await op.exchange(`MODE ${room} +O`)).has("MODE", room, "+O")) t.skip("+O cannot be set here");
      const bob = await t.client();
      const replies = await bob.exchange(`JOIN ${room}`);
      replies.anyOf(["520", "481"], bob.nick);
      replies.none("JOIN");
    },
    chanMode("O"),
    oper,
  ),
  defs.should(
    "+O cannot be set by a channel operator",
    async (t) => {
      const { room, op } = await t.room();
      (await op.exchange(`MODE ${room} +O`)).none("MODE");
    },
    chanMode("O"),
  ),
  defs.should(
    "+z keeps out who comes without TLS",
    async (t) => {
      const { room, op } = await t.room();
      if (!(await op.exchange(`MODE ${room} +z`)).has("MODE", room, "+z"))
        t.skip("+z cannot be set by a client without TLS");
      const bob = await t.client();
      (await bob.exchange(`JOIN ${room}`)).none("JOIN");
    },
    chanMode("z"),
  ),
  defs.should(
    "+j n:s refuses the join after the n-th",
    async (t) => {
      const { room, op } = await t.room();
      if (!(await op.exchange(`MODE ${room} +j 2:60`)).has("MODE", room, "+j")) t.skip("+j 2:60 is refused");
      const joins = [];
      for (let at = 0; at < 4; at += 1)
        joins.push((await (await t.client()).exchange(`JOIN ${room}`)).has("JOIN"));
      t.check(joins[0] === true && joins[3] === false, `the joins went ${joins.join(", ")}`);
    },
    chanMode("j"),
  ),
  defs.should(
    "+f sends who is refused on to another channel",
    async (t) => {
      const { room, op } = await t.room("+i");
      const hall = t.channel();
      const set = await op.exchange(`JOIN ${hall}`, `MODE ${room} +f ${hall}`);
      if (!set.has("MODE", room, "+f")) t.skip("+f #channel is refused");
      const bob = await t.client();
      const replies = await bob.exchange(`JOIN ${room}`);
      replies.one("470", bob.nick, room, hall);
      replies.one("JOIN", hall);
    },
    chanMode("f"),
  ),
  defs.should(
    "+P keeps a channel when the last one leaves",
    async (t) => {
      const op = await t.oper();
      const room = t.channel();
      await op.exchange(`JOIN ${room}`, `TOPIC ${room} :kept`);
      if (!(await op.exchange(`MODE ${room} +P`)).has("MODE", room, "+P")) t.skip("+P cannot be set here");
      const replies = await op.exchange(`PART ${room}`, `JOIN ${room}`);
      replies.one("332", op.nick, room, "kept");
      await op.exchange(`SAMODE ${room} -P`, `MODE ${room} -P`);
    },
    chanMode("P"),
    oper,
  ),
];
