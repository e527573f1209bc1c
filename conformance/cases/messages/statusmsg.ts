import { clause } from "../../suite/case.ts";
import { isupportLetter } from "../../suite/needs.ts";

const status = clause("modern-irc: STATUSMSG Parameter", isupportLetter("STATUSMSG", "@"));

/** Speaking to those with a status. */
export const statusmsgCases = [
  status.must("@#channel reaches the operators and nobody else", async (t) => {
    const { room, op } = await t.room();
    const [bob, carl] = [await t.joined(room), await t.joined(room)];
    await op.exchange(`MODE ${room} +v ${carl.nick}`);
    await t.settleAll();
    await bob.exchange(`PRIVMSG @${room} :help`);
    (await op.settle()).one("PRIVMSG", `@${room}`, "help");
    (await carl.settle()).none("PRIVMSG");
  }),
  status.must(
    "+#channel reaches the voiced and the operators",
    async (t) => {
      const { room, op } = await t.room();
      const [bob, carl, dora] = [await t.joined(room), await t.joined(room), await t.joined(room)];
      await op.exchange(`MODE ${room} +vv ${bob.nick} ${carl.nick}`);
      await t.settleAll();
      await bob.exchange(`PRIVMSG +${room} :inner circle`);
      (await op.settle()).one("PRIVMSG", `+${room}`, "inner circle");
      (await carl.settle()).one("PRIVMSG", `+${room}`, "inner circle");
      (await dora.settle()).none("PRIVMSG");
    },
    isupportLetter("STATUSMSG", "+"),
  ),
  status.must("a notice to @#channel reaches the operators only", async (t) => {
    const { room, op } = await t.room();
    const [bob, carl] = [await t.joined(room), await t.joined(room)];
    await bob.exchange(`NOTICE @${room} :psst`);
    (await op.settle()).one("NOTICE", `@${room}`, "psst");
    (await carl.settle()).none("NOTICE");
  }),
  status.must("@#channel obeys +n like #channel", async (t) => {
    const { room, op } = await t.room("+n");
    const bob = await t.client();
    (await bob.exchange(`PRIVMSG @${room} :help`)).one("404", bob.nick);
    (await op.settle()).none("PRIVMSG");
  }),
];
