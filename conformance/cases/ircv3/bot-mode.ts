import type { RawClient } from "../../client/raw-client.ts";
import { tagOf } from "../../client/tags.ts";
import { clause } from "../../suite/case.ts";
import { cap, isupport } from "../../suite/needs.ts";
import type { Scene } from "../../suite/scene.ts";

const mode = clause("ircv3: bot-mode", isupport("BOT"));
const tag = clause("ircv3: bot-mode, The bot tag", isupport("BOT"), cap("message-tags"));

/** Programs that say they are. */
export const botMode = [
  mode.must("WHOIS of a bot has 335", async (t) => {
    const [alice, bot] = [await t.client(), await botIn(t)];
    (await alice.exchange(`WHOIS ${bot.nick}`)).one("335", alice.nick, bot.nick, /./);
    (await alice.exchange(`WHOIS ${alice.nick}`)).none("335");
  }),
  mode.must("WHO shows the letter of BOT among the flags of a bot", async (t) => {
    const [alice, bot] = [await t.client(), await botIn(t)];
    const replies = await alice.exchange(`WHO ${bot.nick}`, `WHO ${alice.nick}`);
    const flags = replies.all("352").map((line) => line.params[6]?.includes(letterOf(t)));
    t.equal(flags, [true, false], "whether the letter is there");
  }),
  tag.should("what a bot does has the bot tag", async (t) => {
    const { room, op } = await t.room("", { caps: ["message-tags"] });
    const bot = await botIn(t);
    await bot.exchange(`JOIN ${room}`, `PRIVMSG ${room} :beep`, `NOTICE ${room} :beep`, `PART ${room}`);
    const heard = await op.settle();
    const found = ["JOIN", "PRIVMSG", "NOTICE", "PART"].map((verb) => tagOf(heard.one(verb), "bot"));
    t.equal(found, ["", "", "", ""], "the tags");
  }),
  tag.must("the bot tag has no value, and people have none", async (t) => {
    const alice = await t.client({ caps: ["message-tags"] });
    const [bot, bob] = [await botIn(t), await t.client()];
    await bot.exchange(`PRIVMSG ${alice.nick} :beep`);
    await bob.exchange(`PRIVMSG ${alice.nick} :hello`);
    const heard = await alice.settle();
    const { tags } = heard.one("PRIVMSG", undefined, "beep");
    t.check(!tags.split(";").some((one) => one.startsWith("bot=")), `the tags are ${tags}`);
    t.equal(tagOf(heard.one("PRIVMSG", undefined, "hello"), "bot"), undefined, "the tag of a person");
  }),
  tag.must("who has not message-tags gets no bot tag", async (t) => {
    const [alice, bot] = [await t.client(), await botIn(t)];
    await bot.exchange(`PRIVMSG ${alice.nick} :beep`);
    t.equal((await alice.settle()).one("PRIVMSG").tags, "", "the tags");
  }),
];

async function botIn(t: Scene): Promise<RawClient> {
  const bot = await t.client();
  (await bot.exchange(`MODE ${bot.nick} +${letterOf(t)}`)).one("MODE", bot.nick);
  return bot;
}

function letterOf(t: Scene): string {
  return t.facts.isupport.value("BOT") ?? "";
}
