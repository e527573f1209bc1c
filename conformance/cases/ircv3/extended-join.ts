import { clause } from "../../suite/case.ts";
import { account, cap } from "../../suite/needs.ts";

const join = clause("ircv3: extended-join", cap("extended-join"));
const caps = ["extended-join"];
const realname = "Real Name, with spaces";

/** Who comes in, with account and realname. */
export const extendedJoin = [
  join.must("a JOIN of who is not logged in has * and the realname", async (t) => {
    const { room, op } = await t.room("", { caps });
    await (await t.client({ realname })).exchange(`JOIN ${room}`);
    t.equal((await op.settle()).one("JOIN").params, [room, "*", realname], "the parameters");
  }),
  join.must(
    "a JOIN of who is logged in has their account and the realname",
    async (t) => {
      const { room, op } = await t.room("", { caps });
      await (await t.loggedIn({ realname })).exchange(`JOIN ${room}`);
      t.equal((await op.settle()).one("JOIN").params, [room, t.account.name, realname], "the parameters");
    },
    account,
  ),
  join.must("one's own JOIN is extended, too", async (t) => {
    const alice = await t.client({ caps, realname });
    const room = t.channel();
    t.equal(
      (await alice.exchange(`JOIN ${room}`)).one("JOIN").params,
      [room, "*", realname],
      "the parameters",
    );
  }),
  join.must("who has not asked for it sees the channel alone", async (t) => {
    const { room, op } = await t.room();
    await (await t.client({ caps, realname })).exchange(`JOIN ${room}`);
    t.equal((await op.settle()).one("JOIN").params, [room], "the parameters");
  }),
];
