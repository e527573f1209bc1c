import { clause } from "../../suite/case.ts";

const away = clause("modern-irc: AWAY message");

/** Being away. */
export const awayCases = [
  away.must("AWAY with a text is answered by 306", async (t) => {
    const alice = await t.client();
    (await alice.exchange("AWAY :gone fishing")).one("306", alice.nick);
  }),
  away.must("AWAY without a text is answered by 305", async (t) => {
    const alice = await t.client();
    await alice.exchange("AWAY :gone fishing");
    (await alice.exchange("AWAY")).one("305", alice.nick);
  }),
  away.must("AWAY with an empty text is answered by 305", async (t) => {
    const alice = await t.client();
    await alice.exchange("AWAY :gone fishing");
    (await alice.exchange("AWAY :")).one("305", alice.nick);
  }),
  away.should("WHOIS shows the away text by 301", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    await alice.exchange("AWAY :gone fishing");
    (await bob.exchange(`WHOIS ${alice.nick}`)).one("301", bob.nick, alice.nick, "gone fishing");
  }),
  away.should("WHO shows G for who is away and H for who is not", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    await bob.exchange("AWAY :gone fishing");
    const rows = (await op.exchange(`WHO ${room}`)).all("352");
    const flagsOf = (nick: string) => rows.find((row) => row.params[5] === nick)?.params[6]?.[0];
    t.equal([flagsOf(bob.nick), flagsOf(op.nick)], ["G", "H"], "the first flags");
  }),
  away.should("USERHOST shows - for who is away and + for who is not", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    await alice.exchange("AWAY :gone fishing");
    const answer = (await bob.exchange(`USERHOST ${alice.nick} ${bob.nick}`)).one("302").params.at(-1) ?? "";
    t.check(answer.includes(`${alice.nick}=-`) && answer.includes(`${bob.nick}=+`), `302 says ${answer}`);
  }),
  away.must("who is back is not away for anybody", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    await alice.exchange("AWAY :gone fishing", "AWAY");
    (await bob.exchange(`PRIVMSG ${alice.nick} :hello`, `WHOIS ${alice.nick}`)).none("301");
  }),
  clause("modern-irc: AWAYLEN Parameter").must("an away text longer than AWAYLEN is cut to it", async (t) => {
    const most = t.facts.isupport.number("AWAYLEN", 0);
    if (most === 0 || most > 440) t.skip("005 has no AWAYLEN that fits a line");
    const [alice, bob] = [await t.client(), await t.client()];
    await alice.exchange(`AWAY :${"x".repeat(most + 5)}`);
    const length = (await bob.exchange(`WHOIS ${alice.nick}`)).one("301").params.at(-1)?.length ?? 0;
    t.check(length <= most && length > 0, `the away text has ${length} characters`);
  }),
];
