import type { Need } from "../../suite/case.ts";
import { clause } from "../../suite/case.ts";

const mappingIs =
  (name: string): Need =>
  ({ isupport }) =>
    isupport.value("CASEMAPPING") === name ? undefined : `CASEMAPPING is ${isupport.value("CASEMAPPING")}`;
const mapping = clause("modern-irc: CASEMAPPING Parameter");

/** Names that differ in letters only. */
export const casemapping = [
  mapping.must("a channel written in other letters is the same channel", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.client();
    (await bob.exchange(`JOIN ${room.toUpperCase()}`)).one("JOIN");
    t.equal((await op.settle()).one("JOIN").nick, bob.nick, "who joined");
    await bob.exchange(`PRIVMSG ${room.toUpperCase()} :hello`);
    (await op.settle()).one("PRIVMSG", undefined, "hello");
  }),
  mapping.must("a channel keeps the letters of who created it", async (t) => {
    const { room } = await t.room();
    const bob = await t.client();
    (await bob.exchange(`JOIN ${room.toUpperCase()}`)).one("353", bob.nick, undefined, room);
  }),
  mapping.must("WHOIS finds a nick in other letters and shows its own", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    (await bob.exchange(`WHOIS ${alice.nick.toUpperCase()}`)).one("311", bob.nick, alice.nick);
  }),
  mapping.must(
    "with ascii, [ and { are different letters",
    async (t) => {
      const [alice, bob] = [await t.client(), await t.client()];
      const stem = t.nick();
      (await alice.exchange(`NICK ${stem}[`)).one("NICK", `${stem}[`);
      (await bob.exchange(`NICK ${stem}{`)).one("NICK", `${stem}{`);
    },
    mappingIs("ascii"),
  ),
  mapping.must(
    "with rfc1459, [ and { are the same letter",
    async (t) => {
      const [alice, bob] = [await t.client(), await t.client()];
      const stem = t.nick();
      (await alice.exchange(`NICK ${stem}[`)).one("NICK", `${stem}[`);
      (await bob.exchange(`NICK ${stem}{`)).one("433", bob.nick);
    },
    mappingIs("rfc1459"),
  ),
];
