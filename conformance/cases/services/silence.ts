import { clause } from "../../suite/case.ts";
import { command, isupport } from "../../suite/needs.ts";

const silence = clause("modern-irc: SILENCE Parameter", isupport("SILENCE"), command("SILENCE"));

/** Server-side ignore by mask. */
export const silenceCases = [
  silence.must("a silenced mask is not heard", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    await alice.exchange(`SILENCE +${bob.nick}!*@*`);
    await bob.exchange(`PRIVMSG ${alice.nick} :hello`, `NOTICE ${alice.nick} :hello`);
    const heard = await alice.settle();
    heard.none("PRIVMSG");
    heard.none("NOTICE");
  }),
  silence.must("others are heard as before", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    await alice.exchange(`SILENCE +${t.nick()}!*@*`);
    await bob.exchange(`PRIVMSG ${alice.nick} :hello`);
    (await alice.settle()).one("PRIVMSG", alice.nick, "hello");
  }),
  silence.must("a mask that is taken away is heard again", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    await alice.exchange(`SILENCE +${bob.nick}!*@*`, `SILENCE -${bob.nick}!*@*`);
    await bob.exchange(`PRIVMSG ${alice.nick} :hello`);
    (await alice.settle()).one("PRIVMSG", alice.nick, "hello");
  }),
  silence.must("SILENCE lists by 271 and ends with 272", async (t) => {
    const alice = await t.client();
    await alice.exchange("SILENCE +noisy!*@*");
    const replies = await alice.exchange("SILENCE");
    t.check(replies.one("271").raw.includes("noisy!*@*"), "271 does not show the mask");
    replies.one("272", alice.nick);
  }),
];
