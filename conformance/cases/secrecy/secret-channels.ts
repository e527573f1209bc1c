import type { Case, Level } from "../../suite/case.ts";
import { clause } from "../../suite/case.ts";

const secret = clause("modern-irc: Secret Channel Mode");

/** What an outsider learns of a secret channel: what it would learn of one that does not exist. */
export const secretChannels = [
  secret.must("LIST does not show it to an outsider", async (t) => {
    const { room } = await t.room("+s");
    const bob = await t.client();
    (await bob.exchange("LIST", `LIST ${room}`)).none("322", bob.nick, room);
  }),
  secret.must("LIST shows it to a member", async (t) => {
    const { room, op } = await t.room("+s");
    (await op.exchange("LIST")).one("322", op.nick, room);
  }),
  secret.must("NAMES without a channel does not show it to an outsider", async (t) => {
    const { room } = await t.room("+s");
    const bob = await t.client();
    (await bob.exchange("NAMES")).none("353", bob.nick, undefined, room);
  }),
  secret.must("WHOIS does not show it to an outsider", async (t) => {
    const { room, op } = await t.room("+s");
    const bob = await t.client();
    const channels = (await bob.exchange(`WHOIS ${op.nick}`)).all("319");
    t.check(!channels.some((line) => line.raw.includes(room)), "319 shows it");
  }),
  secret.must("WHOIS shows it to who is in it too", async (t) => {
    const { room, op } = await t.room("+s");
    const bob = await t.joined(room);
    t.check((await bob.exchange(`WHOIS ${op.nick}`)).one("319").raw.includes(room), "319 does not show it");
  }),
  asIfMissing("NAMES", "MUST", (room) => `NAMES ${room}`),
  asIfMissing("WHO", "SHOULD", (room) => `WHO ${room}`),
  asIfMissing("LIST with its name", "MUST", (room) => `LIST ${room}`),
  asIfMissing("TOPIC", "SHOULD", (room) => `TOPIC ${room}`),
  asIfMissing("MODE", "SHOULD", (room) => `MODE ${room}`),
  asIfMissing("the ban list", "SHOULD", (room) => `MODE ${room} +b`),
  secret.should("WHO of a nick does not name it", async (t) => {
    const { room, op } = await t.room("+s");
    const bob = await t.client();
    const rows = (await bob.exchange(`WHO ${op.nick}`)).all("352");
    t.check(!rows.some((row) => row.raw.includes(room)), "352 names it");
  }),
];

function asIfMissing(what: string, level: Level, ask: (room: string) => string): Case {
  const title = `an outsider is answered on ${what} as if the secret channel did not exist`;
  const define = level === "MUST" ? secret.must : secret.should;
  return define(title, async (t) => {
    const { room, op } = await t.room("+s");
    await op.exchange(`TOPIC ${room} :hidden`, `MODE ${room} +b hidden!*@*`);
    const [bob, missing] = [await t.client(), t.channel()];
    const secretly = (await bob.exchange(ask(room))).list.map((line) => line.raw.replaceAll(room, "#"));
    const openly = (await bob.exchange(ask(missing))).list.map((line) => line.raw.replaceAll(missing, "#"));
    t.equal(secretly, openly, "the answer");
  });
}
