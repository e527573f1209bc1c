import { clause } from "../../suite/case.ts";

const MESSAGES = 50;
const numbers = Array.from({ length: MESSAGES }, (_, at) => String(at));
const toChannel = clause("modern-irc: To A Channel");
const oneToOne = clause("modern-irc: One-to-one communication");

/** In which order things arrive. */
export const orderingCases = [
  toChannel.must("what one client says arrives complete and in order at every member", async (t) => {
    const { room, op } = await t.room();
    const [bob, carl] = [await t.joined(room), await t.joined(room)];
    await op.exchange(...numbers.map((number) => `PRIVMSG ${room} :${number}`));
    for (const client of [bob, carl]) {
      const heard = (await client.settle()).all("PRIVMSG", room).map((line) => line.params[1]);
      t.equal(heard, numbers, "the messages");
    }
  }),
  oneToOne.must("private messages arrive complete and in order", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    await alice.exchange(...numbers.map((number) => `PRIVMSG ${bob.nick} :${number}`));
    t.equal(
      (await bob.settle()).all("PRIVMSG").map((line) => line.params[1]),
      numbers,
      "the messages",
    );
  }),
  toChannel.must("members see messages of several authors in the same order", async (t) => {
    const { room, op } = await t.room();
    const [bob, carl, dora] = [await t.joined(room), await t.joined(room), await t.joined(room)];
    const lines = numbers.map((number) => `PRIVMSG ${room} :${number}`);
    await Promise.all([bob.exchange(...lines), carl.exchange(...lines)]);
    const [first, second] = [await op.settle(), await dora.settle()];
    t.equal(
      first.all("PRIVMSG").map((line) => line.raw),
      second.all("PRIVMSG").map((line) => line.raw),
      "what was heard",
    );
    t.equal(first.all("PRIVMSG").length, 2 * MESSAGES, "the number of messages");
  }),
  toChannel.must("a JOIN is seen before what the joiner says, and that before its PART", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.client();
    await bob.exchange(`JOIN ${room}`, `PRIVMSG ${room} :hello`, `PART ${room}`);
    (await op.settle()).order("JOIN", "PRIVMSG", "PART");
  }),
  toChannel.must("a message is shown under the nick its author had when it was sent", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    const next = t.nick();
    await bob.exchange(`PRIVMSG ${room} :before`, `NICK ${next}`, `PRIVMSG ${room} :after`);
    const heard = await op.settle();
    heard.order("PRIVMSG", "NICK");
    t.equal(
      [heard.one("PRIVMSG", room, "before").nick, heard.one("PRIVMSG", room, "after").nick],
      [bob.nick, next],
      "the nicks",
    );
  }),
];
