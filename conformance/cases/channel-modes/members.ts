import { lastOf } from "../../client/line.ts";
import type { Case } from "../../suite/case.ts";
import { clause } from "../../suite/case.ts";
import { chanMode } from "../../suite/needs.ts";

const prefixes = clause("modern-irc: Channel Membership Prefixes");
const moderated = clause("modern-irc: Voice Prefix");

/** Modes that give a member a status. */
export const memberModes = [
  prefixes.must("+o makes an operator, who may then set modes", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    (await op.exchange(`MODE ${room} +o ${bob.nick}`)).one("MODE", room, "+o", bob.nick);
    await bob.settle();
    (await bob.exchange(`MODE ${room} +m`)).one("MODE", room, "+m");
  }),
  prefixes.must("-o takes the rights away again", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    await op.exchange(`MODE ${room} +o ${bob.nick}`, `MODE ${room} -o ${bob.nick}`);
    await bob.settle();
    (await bob.exchange(`MODE ${room} +m`)).one("482", bob.nick, room);
  }),
  prefixes.must("a status for who is not in the channel is answered by 441", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.client();
    const replies = await op.exchange(`MODE ${room} +o ${bob.nick}`);
    replies.one("441", op.nick, bob.nick, room);
    replies.none("MODE");
  }),
  prefixes.must("a status for nobody is answered by 401", async (t) => {
    const { room, op } = await t.room();
    const nobody = t.nick();
    (await op.exchange(`MODE ${room} +v ${nobody}`)).anyOf(["401", "441"], op.nick, nobody);
  }),
  prefixes.must("a member without rights cannot give a status", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    (await bob.exchange(`MODE ${room} +o ${bob.nick}`)).one("482", bob.nick, room);
    (await op.settle()).none("MODE");
  }),
  moderated.must("+v lets a member speak in a moderated channel", async (t) => {
    const { room, op } = await t.room("+m");
    const bob = await t.joined(room);
    await op.exchange(`MODE ${room} +v ${bob.nick}`);
    await bob.exchange(`PRIVMSG ${room} :may I?`);
    (await op.settle()).one("PRIVMSG", room, "may I?");
  }),
  shown("o", "@"),
  shown("v", "+"),
  shown("h", "%"),
];

function shown(letter: string, sign: string): Case {
  return prefixes.must(
    `+${letter} puts ${sign} before the nick in NAMES, WHO and WHOIS`,
    async (t) => {
      const { room, op } = await t.room();
      const bob = await t.joined(room);
      await op.exchange(`MODE ${room} +${letter} ${bob.nick}`);
      const replies = await op.exchange(`NAMES ${room}`, `WHO ${room}`, `WHOIS ${bob.nick}`);
      const names = replies.all("353").flatMap((line) => lastOf(line).split(" "));
      t.check(names.includes(`${sign}${bob.nick}`), `NAMES shows ${names.join(" ")}`);
      const who = replies.all("352").find((line) => line.params[5] === bob.nick);
      t.check(who?.params[6]?.includes(sign) === true, `WHO shows ${who?.params[6]}`);
      t.check(
        lastOf(replies.one("319")).trim() === `${sign}${room}`,
        `WHOIS shows ${lastOf(replies.one("319"))}`,
      );
    },
    chanMode(letter),
  );
}
