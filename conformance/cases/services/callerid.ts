import { clause } from "../../suite/case.ts";
import { command, isupport } from "../../suite/needs.ts";

const callerid = clause("irc-defs: isupport CALLERID", isupport("CALLERID"), command("ACCEPT"));

/** Server-side ignore by consent: +g and ACCEPT. */
export const calleridCases = [
  callerid.should("a stranger is told with 716 and 717, and the owner with 718", async (t) => {
    const mode = t.facts.isupport.value("CALLERID") || "g";
    const [alice, bob] = [await t.client(), await t.client()];
    await alice.exchange(`MODE ${alice.nick} +${mode}`);
    const replies = await bob.exchange(`PRIVMSG ${alice.nick} :hello`);
    replies.one("716", bob.nick, alice.nick);
    replies.one("717", bob.nick, alice.nick);
    const heard = await alice.settle();
    heard.none("PRIVMSG");
    heard.one("718", alice.nick, bob.nick);
  }),
  callerid.should("who is on the ACCEPT list comes through", async (t) => {
    const mode = t.facts.isupport.value("CALLERID") || "g";
    const [alice, bob] = [await t.client(), await t.client()];
    await alice.exchange(`MODE ${alice.nick} +${mode}`, `ACCEPT ${bob.nick}`);
    await bob.exchange(`PRIVMSG ${alice.nick} :hello`);
    (await alice.settle()).one("PRIVMSG", alice.nick, "hello");
  }),
  callerid.should("ACCEPT * lists by 281 and ends with 282", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    await alice.exchange(`ACCEPT ${bob.nick}`);
    const replies = await alice.exchange("ACCEPT *");
    t.check(replies.one("281").raw.includes(bob.nick), "281 does not name the accepted nick");
    replies.one("282", alice.nick);
  }),
  callerid.should("ACCEPT -nick takes the leave back", async (t) => {
    const mode = t.facts.isupport.value("CALLERID") || "g";
    const [alice, bob] = [await t.client(), await t.client()];
    await alice.exchange(`MODE ${alice.nick} +${mode}`, `ACCEPT ${bob.nick}`, `ACCEPT -${bob.nick}`);
    await bob.exchange(`PRIVMSG ${alice.nick} :hello`);
    (await alice.settle()).none("PRIVMSG");
  }),
];
