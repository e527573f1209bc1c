import { clause } from "../../suite/case.ts";

const nickClause = clause("modern-irc: NICK message");
const user = clause("modern-irc: USER message");
const pass = clause("modern-irc: PASS message");
const early = clause("modern-irc: ERR_NOTREGISTERED (451)");

/** What goes wrong before registration is complete, and that the connection survives it. */
export const registrationErrors = [
  nickClause.must("a nick in use is refused with 433 to *, and another one may follow", async (t) => {
    const alice = await t.client();
    const client = await t.connection();
    client.send(`NICK ${alice.nick}`);
    await client.expect("433", "*", alice.nick);
    client.send(`NICK ${t.nick()}`, "USER conf 0 * :Conformance");
    await client.expect("001");
  }),
  nickClause.must("an impossible nick is refused with 432 to *, and another one may follow", async (t) => {
    const client = await t.connection();
    client.send("NICK a!b");
    await client.expect("432", "*", "a!b");
    client.send(`NICK ${t.nick()}`, "USER conf 0 * :Conformance");
    await client.expect("001");
  }),
  nickClause.must("NICK without a nick is answered by 431", async (t) => {
    const client = await t.connection();
    client.send("NICK");
    await client.expectAny("431", "461");
  }),
  nickClause.must("a nick claimed by a connection that went away is free again", async (t) => {
    const client = await t.connection();
    const nick = t.nick();
    client.send(`NICK ${nick}`, "QUIT");
    await client.ending();
    t.equal((await t.client({ nick })).nick, nick, "the nick of the next client");
  }),
  nickClause.must("a connection that has only sent NICK is no user yet", async (t) => {
    const client = await t.connection();
    const nick = t.nick();
    client.send("NICK", `NICK ${nick}`);
    await client.expectAny("431", "461");
    const replies = await (await t.client()).exchange(`WHOIS ${nick}`);
    replies.none("311");
  }),
  user.must("USER with too few parameters is answered by 461", async (t) => {
    const client = await t.connection();
    client.send(`NICK ${t.nick()}`, "USER conf");
    await client.expect("461", undefined, "USER");
  }),
  user.should("USER with an empty username is answered by 461", async (t) => {
    const client = await t.connection();
    client.send(`NICK ${t.nick()}`, "USER  0 * :");
    await client.expectAny("461", "468");
  }),
  user.must("USER after registration is answered by 462", async (t) => {
    const alice = await t.client();
    (await alice.exchange("USER other 0 * :Somebody Else")).one("462", alice.nick);
  }),
  user.must("USER after registration changes nothing", async (t) => {
    const alice = await t.client({ realname: "First Name" });
    const replies = await alice.exchange("USER other 0 * :Somebody Else", `WHOIS ${alice.nick}`);
    t.equal(replies.one("311").params.at(-1), "First Name", "the realname");
  }),
  user.must("a realname keeps its spaces", async (t) => {
    const alice = await t.client({ realname: "Alice  of the  Spaces" });
    const replies = await alice.exchange(`WHOIS ${alice.nick}`);
    t.equal(replies.one("311").params.at(-1), "Alice  of the  Spaces", "the realname");
  }),
  user.must("a username longer than USERLEN is silently cut", async (t) => {
    const length = t.facts.isupport.number("USERLEN", 0);
    if (length === 0) t.skip("005 does not advertise USERLEN");
    const alice = await t.client({ user: "u".repeat(length + 5) });
    const name = (await alice.exchange(`WHOIS ${alice.nick}`)).one("311").params[2] ?? "";
    t.check(name.length <= length && /^~?u+$/.test(name), `the username became ${name}`);
  }),
  pass.must("PASS after registration is answered by 462", async (t) => {
    const alice = await t.client();
    (await alice.exchange("PASS secret")).one("462", alice.nick);
  }),
  pass.must("PASS without a password is answered by 461", async (t) => {
    const client = await t.connection();
    client.send("PASS");
    await client.expect("461", undefined, "PASS");
  }),
  early.must("a command before registration is answered by 451", async (t) => {
    const client = await t.connection();
    client.send(`JOIN ${t.channel()}`);
    await client.expect("451");
  }),
  early.should("a numeric before registration is sent to *", async (t) => {
    const client = await t.connection();
    client.send("LUSERS");
    t.equal((await client.expect("451")).params[0], "*", "the first parameter");
  }),
  early.must("a command before registration has no effect", async (t) => {
    const { room, op } = await t.room();
    const client = await t.connection();
    client.send(`JOIN ${room}`, `PRIVMSG ${room} :hello`);
    await client.expect("451");
    t.equal((await op.settle()).list.length, 0, "the number of lines the room saw");
  }),
];
