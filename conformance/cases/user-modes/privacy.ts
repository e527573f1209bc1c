import { clause } from "../../suite/case.ts";
import { isupport, userMode } from "../../suite/needs.ts";

const defs = clause("irc-defs: usermodes");

/** User modes that keep messages away or tell what one is. */
export const privacyModes = [
  clause("ircv3: bot-mode", isupport("BOT")).must("a bot is shown by 335 in WHOIS", async (t) => {
    const letter = t.facts.isupport.value("BOT") ?? "B";
    const [alice, bob] = [await t.client(), await t.client()];
    (await alice.exchange(`MODE ${alice.nick} +${letter}`)).one("MODE", alice.nick, `+${letter}`);
    (await bob.exchange(`WHOIS ${alice.nick}`)).one("335", bob.nick, alice.nick);
  }),
  clause("ircv3: bot-mode", isupport("BOT")).must(
    "a bot has the mode's letter among its flags in WHO",
    async (t) => {
      const letter = t.facts.isupport.value("BOT") ?? "B";
      const alice = await t.client();
      const replies = await alice.exchange(`MODE ${alice.nick} +${letter}`, `WHO ${alice.nick}`);
      t.check(
        replies.one("352").params[6]?.includes(letter) === true,
        `the flags are ${replies.one("352").params[6]}`,
      );
    },
  ),
  defs.should(
    "+D keeps a user deaf to channels but not to private messages",
    async (t) => {
      if (!t.facts.isupport.value("BOT")) t.skip("D means something else on servers of other families");
      const { room, op } = await t.room();
      const bob = await t.joined(room);
      if (!(await bob.exchange(`MODE ${bob.nick} +D`)).has("MODE")) t.skip("+D cannot be set here");
      await op.exchange(`PRIVMSG ${room} :to all`, `PRIVMSG ${bob.nick} :to you`);
      const heard = await bob.settle();
      heard.none("PRIVMSG", room);
      heard.one("PRIVMSG", bob.nick, "to you");
    },
    userMode("D"),
  ),
  defs.should(
    "+R keeps messages of who is not logged in away",
    async (t) => {
      const [alice, bob] = [await t.client(), await t.client()];
      if (!(await alice.exchange(`MODE ${alice.nick} +R`)).has("MODE")) t.skip("+R cannot be set here");
      (await bob.exchange(`PRIVMSG ${alice.nick} :hello`)).anyOf(["477", "486", "531", "716"], bob.nick);
      (await alice.settle()).none("PRIVMSG");
    },
    userMode("R"),
  ),
  defs.should(
    "+T keeps CTCP away but not messages and ACTION",
    async (t) => {
      if (!t.facts.isupport.value("BOT")) t.skip("T means something else on servers of other families");
      const [alice, bob] = [await t.client(), await t.client()];
      if (!(await alice.exchange(`MODE ${alice.nick} +T`)).has("MODE")) t.skip("+T cannot be set here");
      await bob.exchange(
        `PRIVMSG ${alice.nick} :\x01VERSION\x01`,
        `PRIVMSG ${alice.nick} :\x01ACTION waves\x01`,
      );
      const heard = await alice.settle();
      heard.none("PRIVMSG", alice.nick, /VERSION/);
      heard.one("PRIVMSG", alice.nick, /ACTION/);
    },
    userMode("T"),
  ),
  defs.should(
    "+Z keeps messages of who has no TLS away",
    async (t) => {
      const [alice, bob] = [await t.client(), await t.client()];
      if (!(await alice.exchange(`MODE ${alice.nick} +Z`)).has("MODE")) t.skip("+Z cannot be set here");
      await bob.exchange(`PRIVMSG ${alice.nick} :hello`);
      (await alice.settle()).none("PRIVMSG");
    },
    userMode("Z"),
  ),
];
