import { lastOf } from "../../client/line.ts";
import { tagOf } from "../../client/tags.ts";
import { clause } from "../../suite/case.ts";
import { cap } from "../../suite/needs.ts";

const time = clause("ircv3: server-time", cap("server-time"));
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:(?:[0-5]\d|60)\.\d{3}Z$/;

/** When it happened. */
export const serverTime = [
  time.must("the time of a message is in UTC, with milliseconds and Z", async (t) => {
    const [alice, bob] = [await t.client(), await t.client({ caps: ["server-time"] })];
    await alice.exchange(`PRIVMSG ${bob.nick} :hello`);
    const value = tagOf((await bob.settle()).one("PRIVMSG"), "time") ?? t.skip("messages have no time");
    t.check(TIME.test(value) && !Number.isNaN(Date.parse(value.replace(":60.", ":59."))), `it is ${value}`);
  }),
  time.should("what others do has its time", async (t) => {
    const { room, op } = await t.room("", { caps: ["server-time"] });
    const bob = await t.joined(room);
    await bob.exchange(`PRIVMSG ${room} :hello`, `NOTICE ${room} :hello`, `PART ${room}`);
    const heard = await op.settle();
    const timeless = ["PRIVMSG", "NOTICE", "PART"].filter(
      (verb) => !TIME.test(tagOf(heard.one(verb), "time") ?? ""),
    );
    t.equal(timeless, [], "the lines without a time");
  }),
  time.must("who has given the capability up gets no time any more", async (t) => {
    const [alice, bob] = [await t.client(), await t.client({ caps: ["server-time"] })];
    (await bob.exchange("CAP REQ :-server-time")).one("CAP", bob.nick, "ACK");
    await alice.exchange(`PRIVMSG ${bob.nick} :hello`);
    t.equal(tagOf((await bob.settle()).one("PRIVMSG"), "time"), undefined, "the time");
  }),
  time.should("who offers server-time offers echo-message", async (t) => {
    const alice = await t.client();
    const offer = (await alice.exchange("CAP LS 302")).all("CAP", undefined, "LS").map(lastOf).join(" ");
    t.check(/(^| )echo-message( |=|$)/.test(offer), `the offer is ${offer}`);
  }),
];
