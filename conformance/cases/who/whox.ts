import { clause } from "../../suite/case.ts";
import { account, isupport } from "../../suite/needs.ts";

const whox = clause("ircv3: whox", isupport("WHOX"));

/** WHO with chosen fields. */
export const whoxCases = [
  whox.must("the token comes back first, then the chosen fields", async (t) => {
    const alice = await t.client();
    const replies = await alice.exchange(`WHO ${alice.nick} %tn,123`);
    t.equal(replies.one("354").params.slice(1), ["123", alice.nick], "the fields");
    replies.one("315", alice.nick, alice.nick);
  }),
  whox.must("the order of the fields does not depend on the order of the letters", async (t) => {
    const { room, op } = await t.room();
    const params = (await op.exchange(`WHO ${room} %rnshuct,7`)).one("354").params.slice(1);
    const [token, channel, user, host, server, nick, real] = params;
    t.equal(
      [token, channel, server, nick],
      ["7", room, t.facts.serverName, op.nick],
      "token, channel, server and nick",
    );
    t.check(/^~?conf$/.test(user ?? "") && host !== "", `user and host are ${user} and ${host}`);
    t.equal(real, "Conformance Suite", "the realname");
  }),
  whox.must("352 is not sent", async (t) => {
    const alice = await t.client();
    (await alice.exchange(`WHO ${alice.nick} %n`)).none("352");
  }),
  whox.must("only what was asked for is sent", async (t) => {
    const alice = await t.client();
    t.equal(
      (await alice.exchange(`WHO ${alice.nick} %n`)).one("354").params,
      [alice.nick, alice.nick],
      "the parameters",
    );
  }),
  whox.must("the account of who is not logged in is 0", async (t) => {
    const alice = await t.client();
    t.equal(
      (await alice.exchange(`WHO ${alice.nick} %na`)).one("354").params.slice(1),
      [alice.nick, "0"],
      "the fields",
    );
  }),
  whox.must(
    "the account of who is logged in is its name",
    async (t) => {
      const [alice, bob] = [await t.client(), await t.loggedIn()];
      const { params } = (await alice.exchange(`WHO ${bob.nick} %na`)).one("354");
      t.equal(params.slice(1), [bob.nick, t.account.name], "the fields");
    },
    account,
  ),
  whox.must("fields that no server knows are left out", async (t) => {
    const alice = await t.client();
    const { params } = (await alice.exchange(`WHO ${alice.nick} %zn`)).one("354");
    t.equal(params.slice(1), [alice.nick], "the fields");
  }),
  whox.must("the op level has its place between account and realname", async (t) => {
    const alice = await t.client();
    const { params } = (await alice.exchange(`WHO ${alice.nick} %aor`)).one("354");
    t.equal([params.length, params[1], params[3]], [4, "0", "Conformance Suite"], "number and neighbours");
  }),
  whox.must("every member of a channel is a row, and one 315 ends them", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    const replies = await op.exchange(`WHO ${room} %n`);
    const nicks = replies.all("354").map((line) => line.params[1]);
    t.equal(nicks.sort(), [op.nick, bob.nick].sort(), "the nicks");
    replies.one("315", op.nick, room);
  }),
  whox.must("no channel is shown as *", async (t) => {
    const alice = await t.client();
    t.equal(
      (await alice.exchange(`WHO ${alice.nick} %cn`)).one("354").params.slice(1),
      ["*", alice.nick],
      "the fields",
    );
  }),
  whox.must("flags, hops and idle time are sent as such", async (t) => {
    const alice = await t.client();
    const [flags = "", hops = "", idle = ""] = (await alice.exchange(`WHO ${alice.nick} %fdl`))
      .one("354")
      .params.slice(1);
    t.check(
      /^H/.test(flags) && /^\d+$/.test(hops) && /^\d+$/.test(idle),
      `they are ${flags}, ${hops} and ${idle}`,
    );
  }),
  whox.must("the address is an address", async (t) => {
    const alice = await t.client();
    const [ip = ""] = (await alice.exchange(`WHO ${alice.nick} %i`)).one("354").params.slice(1);
    t.check(/^[0-9a-fA-F.:]+$/.test(ip), `the address is ${ip}`);
  }),
];
