import { tagOf } from "../../client/tags.ts";
import { clause } from "../../suite/case.ts";
import { account, cap, isupport } from "../../suite/needs.ts";

const tag = clause("ircv3: account-tag", cap("account-tag"));
const notify = clause("ircv3: account-notify", cap("account-notify"));
const extban = clause("ircv3: account-extban", isupport("ACCOUNTEXTBAN"), isupport("EXTBAN"), account);

/** Who is logged in, as others see it. */
export const accountCases = [
  tag.must(
    "what somebody does who is logged in has their account",
    async (t) => {
      const { room, op } = await t.room("", { caps: ["account-tag"] });
      const bob = await t.loggedIn();
      await bob.exchange(
        `JOIN ${room}`,
        `PRIVMSG ${room} :hello`,
        `NOTICE ${op.nick} :hello`,
        `PART ${room}`,
      );
      const heard = await op.settle();
      const found = ["JOIN", "PRIVMSG", "NOTICE", "PART"].map((verb) => tagOf(heard.one(verb), "account"));
      t.equal(
        found,
        found.map(() => t.account.name),
        "the tags",
      );
    },
    account,
  ),
  tag.must("what somebody does who is not logged in has no account", async (t) => {
    const [alice, bob] = [await t.client({ caps: ["account-tag"] }), await t.client()];
    await bob.exchange(`PRIVMSG ${alice.nick} :hello`);
    t.equal(tagOf((await alice.settle()).one("PRIVMSG"), "account"), undefined, "the tag");
  }),
  tag.must(
    "who has not asked for accounts sees none",
    async (t) => {
      const alice = await t.client();
      const bob = await t.loggedIn();
      await bob.exchange(`PRIVMSG ${alice.nick} :hello`);
      t.equal((await alice.settle()).one("PRIVMSG").tags, "", "the tags");
    },
    account,
  ),
  notify.must(
    "who logs in is shown by ACCOUNT to those in their channels who want to know, once",
    async (t) => {
      const { room, op } = await t.room("", { caps: ["account-notify"] });
      const other = t.channel();
      await t.enter(op, other);
      const bob = await t.joined(room, { caps: ["sasl"] });
      await t.enter(bob, other);
      const [carl, dora] = [await t.joined(room), await t.client({ caps: ["account-notify"] })];
      await t.logIn(bob);
      t.equal((await op.settle()).one("ACCOUNT", t.account.name).nick, bob.nick, "who logs in");
      (await carl.settle()).none("ACCOUNT");
      (await dora.settle()).none("ACCOUNT");
    },
    account,
  ),
  notify.must(
    "who logs in is shown their own ACCOUNT",
    async (t) => {
      const alice = await t.client({ caps: ["sasl", "account-notify"] });
      await t.logIn(alice);
      await alice.settle();
      const own = alice.heard.filter((line) => line.command === "ACCOUNT");
      t.equal(
        own.map((line) => [line.nick, ...line.params]),
        [[alice.nick, t.account.name]],
        "what came",
      );
    },
    account,
  ),
  extban.must("a ban of an account keeps out who is logged in to it, and nobody else", async (t) => {
    const { room, op } = await t.room();
    const [sign = ""] = (t.facts.isupport.value("EXTBAN") ?? "").split(",");
    const [letter = ""] = (t.facts.isupport.value("ACCOUNTEXTBAN") ?? "").split(",");
    await op.exchange(`MODE ${room} +b ${sign}${letter}:${t.account.name}`);
    const [bob, carl] = [await t.loggedIn(), await t.client()];
    (await bob.exchange(`JOIN ${room}`)).one("474", bob.nick, room);
    (await carl.exchange(`JOIN ${room}`)).one("JOIN", room);
  }),
];
