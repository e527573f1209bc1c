import { lastOf } from "../../client/line.ts";
import { clause } from "../../suite/case.ts";
import { oper } from "../../suite/needs.ts";

const who = clause("modern-irc: WHO message");
const reply = clause("modern-irc: RPL_WHOREPLY (352)");

/** Who is there. */
export const whoCases = [
  who.must("WHO of a channel lists each member once, then 315", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    const replies = await op.exchange(`WHO ${room}`);
    t.equal(
      replies
        .all("352")
        .map((row) => row.params[5])
        .sort(),
      [op.nick, bob.nick].sort(),
      "the nicks",
    );
    replies.one("315", op.nick, room);
    replies.order("352", "315");
  }),
  who.must("WHO of a nick lists that one", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    const replies = await alice.exchange(`WHO ${bob.nick}`);
    t.equal(replies.one("352").params[5], bob.nick, "the nick");
    replies.one("315", alice.nick, bob.nick);
  }),
  who.must("WHO of nobody is answered by 315 alone", async (t) => {
    const alice = await t.client();
    const nobody = t.nick();
    const replies = await alice.exchange(`WHO ${nobody}`);
    replies.none("352");
    replies.one("315", alice.nick, nobody);
  }),
  who.must("WHO of a missing channel is answered by 315 alone", async (t) => {
    const alice = await t.client();
    const room = t.channel();
    const replies = await alice.exchange(`WHO ${room}`);
    replies.none("352");
    replies.one("315", alice.nick, room);
  }),
  who.should("a mask lists who matches it", async (t) => {
    const alice = await t.client();
    const { room, op } = await t.room();
    await t.enter(alice, room);
    const replies = await alice.exchange(`WHO ${op.nick.slice(0, -1)}?`);
    t.check(
      replies.all("352").some((row) => row.params[5] === op.nick),
      "the nick is not listed",
    );
  }),
  reply.must("352 has channel, username, host, server, nick, flags and hops with realname", async (t) => {
    const alice = await t.client();
    const { room, op } = await t.room();
    await t.enter(alice, room);
    const row = (await op.exchange(`WHO ${room}`)).all("352").find((line) => line.params[5] === alice.nick);
    const [, channel, user, host, server, nick, flags, real] = row?.params ?? [];
    t.equal([channel, server, nick], [room, t.facts.serverName, alice.nick], "channel, server and nick");
    t.check(/^~?conf$/.test(user ?? "") && host !== "" && /^[HG]/.test(flags ?? ""), `352 is ${row?.raw}`);
    t.check(/^\d+ Conformance Suite$/.test(real ?? ""), `the last parameter is ${real}`);
  }),
  reply.must("the operator of a channel has @ among the flags, who is none has not", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    const rows = (await op.exchange(`WHO ${room}`)).all("352");
    const flagsOf = (nick: string) => rows.find((row) => row.params[5] === nick)?.params[6] ?? "";
    t.check(/[~&@]/.test(flagsOf(op.nick)) && !/[~&@]/.test(flagsOf(bob.nick)), "the prefix is wrong");
  }),
  reply.must(
    "a server operator has * among the flags",
    async (t) => {
      const [boss, bob] = [await t.oper(), await t.client()];
      t.check(
        (await bob.exchange(`WHO ${boss.nick}`)).one("352").params[6]?.includes("*") === true,
        "there is no *",
      );
      t.check(!(await boss.exchange(`WHO ${bob.nick}`)).one("352").params[6]?.includes("*"), "there is a *");
    },
    oper,
  ),
  clause("rfc2812: 3.6.1 Who query (o)").must(
    "with o only server operators are listed",
    async (t) => {
      const boss = await t.oper();
      const room = t.channel();
      await t.enter(boss, room);
      const bob = await t.joined(room);
      const rows = (await bob.exchange(`WHO ${room} o`)).all("352").map((row) => row.params[5]);
      t.equal(rows, [boss.nick], "the nicks");
    },
    oper,
  ),
  reply.must("a realname keeps its spaces in WHO", async (t) => {
    const alice = await t.client({ realname: "A  B :C" });
    t.check(
      lastOf((await alice.exchange(`WHO ${alice.nick}`)).one("352")).endsWith(" A  B :C"),
      "it changed",
    );
  }),
];
