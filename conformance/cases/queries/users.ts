import { lastOf } from "../../client/line.ts";
import { clause } from "../../suite/case.ts";
import { command, oper } from "../../suite/needs.ts";

const ison = clause("rfc2812: 4.9 Ison message", command("ISON"));
const userhost = clause("modern-irc: USERHOST message", command("USERHOST"));
const userip = clause("irc-defs: numeric 340 (USERIP)", command("USERIP"));
const lusers = clause("modern-irc: LUSERS message");

/** Short questions about users. */
export const userQueries = [
  ison.must("303 names those of the asked who are on", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    const line = (await alice.exchange(`ISON ${t.nick()} ${bob.nick} ${alice.nick}`)).one("303", alice.nick);
    t.equal(lastOf(line).trim().split(" ").sort(), [alice.nick, bob.nick].sort(), "who is on");
  }),
  ison.must("303 is empty when nobody is on", async (t) => {
    const alice = await t.client();
    t.equal(
      lastOf((await alice.exchange(`ISON ${t.nick()}`)).one("303", alice.nick)).trim(),
      "",
      "who is on",
    );
  }),
  ison.must("ISON takes several nicks in one parameter too", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    const line = (await alice.exchange(`ISON :${bob.nick} ${alice.nick}`)).one("303");
    t.equal(lastOf(line).trim().split(" ").length, 2, "how many are on");
  }),
  ison.must("ISON without a nick is answered by 461", async (t) => {
    const alice = await t.client();
    (await alice.exchange("ISON")).one("461", alice.nick, "ISON");
  }),
  userhost.must("302 shows nick=+user@host", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    const answer = lastOf((await alice.exchange(`USERHOST ${bob.nick}`)).one("302", alice.nick)).trim();
    t.check(new RegExp(`^${bob.nick}=\\+~?conf@\\S+$`).test(answer), `302 says ${answer}`);
  }),
  userhost.must("302 leaves out who is not there", async (t) => {
    const alice = await t.client();
    const answer = lastOf((await alice.exchange(`USERHOST ${t.nick()} ${alice.nick}`)).one("302")).trim();
    t.check(answer.startsWith(`${alice.nick}=`), `302 says ${answer}`);
  }),
  userhost.must("USERHOST takes five nicks", async (t) => {
    const alice = await t.client();
    const crowd = [alice, await t.client(), await t.client(), await t.client(), await t.client()];
    const asked = crowd.map((client) => client.nick).join(" ");
    const answers = lastOf((await alice.exchange(`USERHOST ${asked}`)).one("302"))
      .trim()
      .split(" ");
    t.equal(answers.length, 5, "the number of answers");
  }),
  userhost.must(
    "302 marks a server operator with *",
    async (t) => {
      const [boss, bob] = [await t.oper(), await t.client()];
      const answer = lastOf((await bob.exchange(`USERHOST ${boss.nick}`)).one("302"));
      t.check(answer.startsWith(`${boss.nick}*=`), `302 says ${answer}`);
    },
    oper,
  ),
  userhost.must("USERHOST without a nick is answered by 461", async (t) => {
    const alice = await t.client();
    (await alice.exchange("USERHOST")).one("461", alice.nick, "USERHOST");
  }),
  userip.should("340 shows nick=+user@address", async (t) => {
    const alice = await t.client();
    const answer = lastOf((await alice.exchange(`USERIP ${alice.nick}`)).one("340", alice.nick)).trim();
    t.check(new RegExp(`^${alice.nick}=\\+~?conf@[0-9a-fA-F.:]+$`).test(answer), `340 says ${answer}`);
  }),
  lusers.must("LUSERS is answered by 251 and 255", async (t) => {
    const alice = await t.client();
    const replies = await alice.exchange("LUSERS");
    replies.one("251", alice.nick);
    replies.one("255", alice.nick);
  }),
  lusers.should("LUSERS also shows 265 and 266", async (t) => {
    const alice = await t.client();
    const replies = await alice.exchange("LUSERS");
    replies.one("265", alice.nick);
    replies.one("266", alice.nick);
  }),
  lusers.should("254 counts the channels", async (t) => {
    const { op } = await t.room();
    (await op.exchange("LUSERS")).one("254", op.nick, /^[1-9]\d*$/);
  }),
  clause("modern-irc: RPL_LOCALUSERS (265)").should(
    "265 and 266 have both numbers as parameters",
    async (t) => {
      const alice = await t.client();
      const replies = await alice.exchange("LUSERS");
      replies.one("265", alice.nick, /^\d+$/, /^\d+$/);
      replies.one("266", alice.nick, /^\d+$/, /^\d+$/);
    },
  ),
  lusers.must("the number of local users grows with each client", async (t) => {
    const alice = await t.client();
    const count = async () =>
      Number(/\d+/.exec((await alice.exchange("LUSERS")).one("255").params.at(-1) ?? "")?.[0]);
    const before = await count();
    await t.client();
    t.check((await count()) >= before, `it was ${before} and is ${await count()}`);
  }),
];
