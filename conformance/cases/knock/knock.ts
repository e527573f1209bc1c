import { clause } from "../../suite/case.ts";
import { chanMode, command } from "../../suite/needs.ts";

const knock = clause("irc-defs: numerics 710-714 (KNOCK)", command("KNOCK"));

/** Asking to be let in. */
export const knockCases = [
  knock.should("knocking at an invite-only channel is confirmed by 711", async (t) => {
    const { room } = await t.room("+i");
    const bob = await t.client();
    (await bob.exchange(`KNOCK ${room} :let me in`)).one("711", bob.nick, room);
  }),
  knock.should("the operators hear of it with the knocker's mask", async (t) => {
    const { room, op } = await t.room("+i");
    const bob = await t.client();
    await bob.exchange(`KNOCK ${room} :let me in`);
    const line = (await op.settle()).anyOf(["710", "NOTICE"]);
    t.check(line.raw.includes(bob.nick), `they heard ${line.raw}`);
  }),
  knock.should("an open channel is answered by 713", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.client();
    (await bob.exchange(`KNOCK ${room} :let me in`)).one("713", bob.nick, room);
    (await op.settle()).none("710");
  }),
  knock.should("who is already inside is answered by 714", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    await op.exchange(`MODE ${room} +i`);
    await bob.settle();
    (await bob.exchange(`KNOCK ${room} :let me in`)).one("714", bob.nick, room);
  }),
  knock.should("knocking at a missing channel is answered by 403", async (t) => {
    const alice = await t.client();
    const room = t.channel();
    (await alice.exchange(`KNOCK ${room} :hello?`)).anyOf(["401", "403"], alice.nick, room);
  }),
  knock.should(
    "+K keeps knocks away",
    async (t) => {
      const { room, op } = await t.room("+iK");
      const bob = await t.client();
      (await bob.exchange(`KNOCK ${room} :let me in`)).anyOf(["480", "712"], bob.nick);
      t.equal((await op.settle()).list.length, 0, "the number of lines the operator heard");
    },
    chanMode("K"),
  ),
];
