import { clause } from "../../suite/case.ts";
import { chanMode } from "../../suite/needs.ts";

const moderated = clause("modern-irc: Moderated Channel Mode");
const external = clause("modern-irc: No External Messages Mode");
const defs = clause("irc-defs: chanmodes");
const ACTION = "\x01ACTION waves\x01";
const VERSION = "\x01VERSION\x01";
const RED = "\x0304red\x03";

/** Modes that decide what may be said. */
export const speechModes = [
  moderated.must("a member without voice is answered by 404 and not heard", async (t) => {
    const { room, op } = await t.room("+m");
    const bob = await t.joined(room);
    (await bob.exchange(`PRIVMSG ${room} :hello`)).one("404", bob.nick, room);
    (await op.settle()).none("PRIVMSG");
  }),
  moderated.must("an operator may speak", async (t) => {
    const { room, op } = await t.room("+m");
    const bob = await t.joined(room);
    await op.exchange(`PRIVMSG ${room} :order!`);
    (await bob.settle()).one("PRIVMSG", room, "order!");
  }),
  moderated.must("a notice is held back too, without a word", async (t) => {
    const { room, op } = await t.room("+m");
    const bob = await t.joined(room);
    t.equal((await bob.exchange(`NOTICE ${room} :hello`)).list.length, 0, "the number of answers");
    (await op.settle()).none("NOTICE");
  }),
  external.must("with +n who is outside is answered by 404 and not heard", async (t) => {
    const { room, op } = await t.room("+n");
    const bob = await t.client();
    (await bob.exchange(`PRIVMSG ${room} :hello`)).one("404", bob.nick, room);
    (await op.settle()).none("PRIVMSG");
  }),
  external.must("without +n who is outside is heard", async (t) => {
    const { room, op } = await t.room("-n");
    const bob = await t.client();
    await bob.exchange(`PRIVMSG ${room} :hello`);
    (await op.settle()).one("PRIVMSG", room, "hello");
  }),
  defs.should(
    "+C stops CTCP but not ACTION",
    async (t) => {
      const { room, op } = await t.room("+C");
      const bob = await t.joined(room);
      (await bob.exchange(`PRIVMSG ${room} :${VERSION}`)).one("404", bob.nick, room);
      await bob.exchange(`PRIVMSG ${room} :${ACTION}`);
      const heard = await op.settle();
      heard.none("PRIVMSG", room, VERSION);
      heard.one("PRIVMSG", room, ACTION);
    },
    chanMode("C"),
  ),
  defs.should(
    "+T stops notices but not messages",
    async (t) => {
      const { room, op } = await t.room("+T");
      const bob = await t.joined(room);
      await bob.exchange(`NOTICE ${room} :psst`, `PRIVMSG ${room} :hello`);
      const heard = await op.settle();
      heard.none("NOTICE", room);
      heard.one("PRIVMSG", room, "hello");
    },
    chanMode("T"),
  ),
  defs.should(
    "+S takes colours out",
    async (t) => {
      const { room, op } = await t.room("+S");
      const bob = await t.joined(room);
      await bob.exchange(`PRIVMSG ${room} :a ${RED} word`);
      (await op.settle()).one("PRIVMSG", room, "a red word");
    },
    chanMode("S"),
  ),
  defs.should(
    "+c refuses colours with 404",
    async (t) => {
      const { room, op } = await t.room("+c");
      const bob = await t.joined(room);
      (await bob.exchange(`PRIVMSG ${room} :a ${RED} word`)).one("404", bob.nick, room);
      await bob.exchange(`PRIVMSG ${room} :a plain word`);
      const heard = await op.settle();
      heard.none("PRIVMSG", room, /red/);
      heard.one("PRIVMSG", room, "a plain word");
    },
    chanMode("c"),
  ),
  defs.should(
    "+M lets only the logged-in speak",
    async (t) => {
      const { room, op } = await t.room();
      if (!(await op.exchange(`MODE ${room} +M`)).has("MODE", room, "+M")) t.skip("+M cannot be set here");
      const bob = await t.joined(room);
      (await bob.exchange(`PRIVMSG ${room} :hello`)).anyOf(["404", "477"], bob.nick, room);
      (await op.settle()).none("PRIVMSG");
    },
    chanMode("M"),
  ),
  defs.should(
    "+U shows what a member without voice says to the operators only",
    async (t) => {
      const { room, op } = await t.room();
      if (!(await op.exchange(`MODE ${room} +mU`)).has("MODE", room, /U/)) t.skip("+U cannot be set here");
      const [bob, carl] = [await t.joined(room), await t.joined(room)];
      (await bob.exchange(`PRIVMSG ${room} :for the operators`)).none("404");
      (await op.settle()).one("PRIVMSG", undefined, "for the operators");
      (await carl.settle()).none("PRIVMSG");
    },
    chanMode("U"),
  ),
];
