import { clause } from "../../suite/case.ts";
import { targets } from "../../suite/needs.ts";

const privmsg = clause("modern-irc: PRIVMSG message");
const away = clause("modern-irc: AWAY message");
const ctcp = clause("modern-irc: CTCP Message Registry");
const targmax = clause("modern-irc: TARGMAX Parameter", targets("PRIVMSG", 2));

/** Saying something. */
export const privmsgCases = [
  privmsg.must("a message to a nick arrives with the sender's full mask", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    await alice.exchange(`PRIVMSG ${bob.nick} :hello there`);
    const line = (await bob.settle()).one("PRIVMSG", bob.nick, "hello there");
    t.check(new RegExp(`^${alice.nick}![^@]+@.+$`).test(line.source), `the source is ${line.source}`);
  }),
  privmsg.must("a message to a nick written in other letters arrives", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    (await alice.exchange(`PRIVMSG ${bob.nick.toUpperCase()} :hello`)).none("401");
    (await bob.settle()).one("PRIVMSG", undefined, "hello");
  }),
  privmsg.must("a message to a channel arrives at every other member, once", async (t) => {
    const { room, op } = await t.room();
    const [bob, carl] = [await t.joined(room), await t.joined(room)];
    await op.exchange(`PRIVMSG ${room} :hello all`);
    (await bob.settle()).one("PRIVMSG", room, "hello all");
    (await carl.settle()).one("PRIVMSG", room, "hello all");
  }),
  privmsg.must("a message to a channel is not sent back to its author", async (t) => {
    const { room, op } = await t.room();
    await t.joined(room);
    (await op.exchange(`PRIVMSG ${room} :hello all`)).none("PRIVMSG");
  }),
  privmsg.must("who is outside does not hear what is said inside", async (t) => {
    const { room, op } = await t.room();
    const stranger = await t.client();
    await op.exchange(`PRIVMSG ${room} :between us`);
    (await stranger.settle()).none("PRIVMSG");
  }),
  privmsg.must("a message to oneself arrives", async (t) => {
    const alice = await t.client();
    (await alice.exchange(`PRIVMSG ${alice.nick} :note`)).one("PRIVMSG", alice.nick, "note");
  }),
  privmsg.must("a nick that does not exist is answered by 401", async (t) => {
    const alice = await t.client();
    const nobody = t.nick();
    (await alice.exchange(`PRIVMSG ${nobody} :hello`)).one("401", alice.nick, nobody);
  }),
  privmsg.must("a channel that does not exist is answered by an error with its name", async (t) => {
    const alice = await t.client();
    const room = t.channel();
    (await alice.exchange(`PRIVMSG ${room} :hello`)).anyOf(["401", "403", "404"], alice.nick, room);
  }),
  privmsg.must("PRIVMSG without anything is answered by 411", async (t) => {
    const alice = await t.client();
    (await alice.exchange("PRIVMSG")).anyOf(["411", "461"], alice.nick);
  }),
  privmsg.must("PRIVMSG without text is answered by 412", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    (await alice.exchange(`PRIVMSG ${bob.nick}`)).anyOf(["412", "461"], alice.nick);
    (await bob.settle()).none("PRIVMSG");
  }),
  privmsg.must("an empty text is answered by 412", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    (await alice.exchange(`PRIVMSG ${bob.nick} :`)).one("412", alice.nick);
    (await bob.settle()).none("PRIVMSG");
  }),
  privmsg.must("spaces inside, before and after the text are kept", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    await alice.exchange(`PRIVMSG ${bob.nick} :  two  spaces  `);
    (await bob.settle()).one("PRIVMSG", bob.nick, "  two  spaces  ");
  }),
  privmsg.must("formatting codes are relayed as they are", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    const text = "\x02bold\x02 \x1ditalic\x1d \x0304,01red\x0f plain";
    await alice.exchange(`PRIVMSG ${bob.nick} :${text}`);
    (await bob.settle()).one("PRIVMSG", bob.nick, text);
  }),
  ctcp.must("a CTCP request is relayed as it is", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    (await alice.exchange(`PRIVMSG ${bob.nick} :\x01PING 12 34\x01`)).none("NOTICE");
    (await bob.settle()).one("PRIVMSG", bob.nick, "\x01PING 12 34\x01");
  }),
  away.should("a message to who is away is answered by 301 with the away text", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    await bob.exchange("AWAY :out to lunch");
    (await alice.exchange(`PRIVMSG ${bob.nick} :hello`)).one("301", alice.nick, bob.nick, "out to lunch");
    (await bob.settle()).one("PRIVMSG", bob.nick, "hello");
  }),
  away.should("a message to a channel is not answered by 301", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    await bob.exchange("AWAY :out to lunch");
    (await op.exchange(`PRIVMSG ${room} :hello`)).none("301");
  }),
  targmax.must("several targets each get the message", async (t) => {
    const [alice, bob, carl] = [await t.client(), await t.client(), await t.client()];
    await alice.exchange(`PRIVMSG ${bob.nick},${carl.nick} :to both`);
    (await bob.settle()).one("PRIVMSG", bob.nick, "to both");
    (await carl.settle()).one("PRIVMSG", carl.nick, "to both");
  }),
  targmax.must("a target that does not exist does not stop the others", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    const nobody = t.nick();
    (await alice.exchange(`PRIVMSG ${nobody},${bob.nick} :hello`)).one("401", alice.nick, nobody);
    (await bob.settle()).one("PRIVMSG", bob.nick, "hello");
  }),
  targmax.must("more targets than TARGMAX are refused or dropped", async (t) => {
    const most = t.facts.isupport.targetsOf("PRIVMSG");
    if (most > 30) t.skip(`the limit is ${most}: too many to try`);
    const [alice, bob] = [await t.client(), await t.client()];
    const crowd = Array.from({ length: most }, () => t.nick());
    await alice.exchange(`PRIVMSG ${crowd.join(",")},${bob.nick} :hello`);
    (await bob.settle()).none("PRIVMSG");
  }),
  clause("rfc2812: 3.3.1 Private messages ($mask)").must(
    "a message to $$* is for operators only",
    async (t) => {
      const [alice, bob] = [await t.client(), await t.client()];
      const replies = await alice.exchange("PRIVMSG $$* :to the whole world");
      t.check(
        replies.list.some((line) => /^[45]\d\d$/.test(line.command)),
        "there was no error",
      );
      (await bob.settle()).none("PRIVMSG");
    },
  ),
];
