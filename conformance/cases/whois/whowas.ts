import { lastOf } from "../../client/line.ts";
import { clause } from "../../suite/case.ts";
import { command } from "../../suite/needs.ts";

const whowas = clause("modern-irc: WHOWAS message", command("WHOWAS"));

/** What was known of somebody. */
export const whowasCases = [
  whowas.must("who has quit is shown by 314, then 369", async (t) => {
    const [alice, bob] = [await t.client({ realname: "Alice Was" }), await t.client()];
    alice.send("QUIT");
    await alice.ending();
    const replies = await bob.exchange(`WHOWAS ${alice.nick}`);
    const line = replies.one("314", bob.nick, alice.nick, /^~?conf$/, /./, "*");
    t.equal(lastOf(line), "Alice Was", "the realname");
    replies.one("369", bob.nick, alice.nick);
    replies.order("314", "369");
  }),
  whowas.should("a nick that was given up is shown", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    await alice.exchange(`NICK ${t.nick()}`);
    (await bob.exchange(`WHOWAS ${alice.nick}`)).first("314", bob.nick, alice.nick);
  }),
  whowas.must("a nick nobody had is answered by 406, then 369", async (t) => {
    const alice = await t.client();
    const nobody = t.nick();
    const replies = await alice.exchange(`WHOWAS ${nobody}`);
    replies.one("406", alice.nick, nobody);
    replies.one("369", alice.nick, nobody);
    replies.order("406", "369");
  }),
  whowas.must("the latest of several is shown first, and a count limits them", async (t) => {
    const [nick, bob] = [t.nick(), await t.client()];
    for (const realname of ["first", "second"]) {
      const alice = await t.client({ nick, realname });
      alice.send("QUIT");
      await alice.ending();
    }
    const all = (await bob.exchange(`WHOWAS ${nick}`)).all("314").map((line) => lastOf(line));
    t.equal(all, ["second", "first"], "the realnames");
    const one = (await bob.exchange(`WHOWAS ${nick} 1`)).all("314").map((line) => lastOf(line));
    t.equal(one, ["second"], "the realnames with a count of 1");
  }),
  whowas.should("WHOWAS without a nick is answered by 431 or 461", async (t) => {
    const alice = await t.client();
    (await alice.exchange("WHOWAS")).anyOf(["431", "461"], alice.nick);
  }),
];
