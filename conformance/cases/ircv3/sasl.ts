import { lastOf } from "../../client/line.ts";
import type { RawClient } from "../../client/raw-client.ts";
import { clause } from "../../suite/case.ts";
import { authenticate, SASL_ENDS } from "../../suite/login.ts";
import { account, cap } from "../../suite/needs.ts";
import type { Scene } from "../../suite/scene.ts";

const command = clause("ircv3: sasl-3.1, The AUTHENTICATE command", cap("sasl"));
const login = clause("ircv3: sasl-3.1, The AUTHENTICATE command", account);
const numerics = clause("ircv3: sasl-3.1, Numerics used by this extension", account);
const mechanisms = clause("ircv3: sasl-3.2, Mechanism list in CAP LS", cap("sasl"));
const again = clause("ircv3: sasl-3.2, SASL Reauthentication", account);
const CHUNK = 400;

/** Logging in before registration. */
export const saslCases = [
  mechanisms.should(
    "the value of sasl in CAP LS 302 names the mechanisms, with commas between them",
    async (t) => {
      const alice = await t.client();
      const offer = (await alice.exchange("CAP LS 302")).all("CAP", undefined, "LS").map(lastOf).join(" ");
      t.check(/(^| )sasl=[A-Z0-9_-]+(,[A-Z0-9_-]+)*( |$)/.test(offer), `the offer is ${offer}`);
    },
  ),
  login.must("the server has nothing to say before the client's part of PLAIN", async (t) => {
    const client = await asking(t);
    client.send("AUTHENTICATE PLAIN");
    t.equal((await client.expectAny("AUTHENTICATE", ...SASL_ENDS)).params, ["+"], "the answer");
  }),
  login.must("the right password is answered by 900 with the account, then 903", async (t) => {
    const client = await asking(t);
    const end = await authenticate(client, t.account);
    t.equal(end.command, "903", "the end");
    const [, mask = "", name] = client.heard.find((line) => line.command === "900")?.params ?? [];
    t.check(/^[^!]+![^@]+@.+$/.test(mask), `the mask of 900 is ${mask}`);
    t.equal(name, t.account.name, "the account in 900");
  }),
  login.must("a login is in force once the client is registered", async (t) => {
    const alice = await t.loggedIn();
    const rows = (await alice.exchange(`WHOIS ${alice.nick}`)).all("330", alice.nick, alice.nick);
    t.equal(
      rows.map((line) => line.params[2]),
      [t.account.name],
      "the account in WHOIS",
    );
  }),
  numerics.must("a wrong password is answered by 904, and the client may try again", async (t) => {
    const client = await asking(t);
    const wrong = await authenticate(client, { ...t.account, password: `not${t.account.password}` });
    t.equal(wrong.command, "904", "the first end");
    t.check(!client.heard.some((line) => line.command === "900"), "900 came");
    t.equal((await authenticate(client, t.account)).command, "903", "the second end");
  }),
  numerics.must("an account that does not exist is answered as a wrong password is", async (t) => {
    const client = await asking(t);
    t.equal((await authenticate(client, { name: t.nick(), password: "x" })).command, "904", "the end");
  }),
  command.must("an unknown mechanism is answered by 904", async (t) => {
    const client = await asking(t);
    client.send("AUTHENTICATE NOSUCHMECHANISM");
    t.equal((await client.expectAny("AUTHENTICATE", ...SASL_ENDS)).command, "904", "the end");
  }),
  login.must("an asterisk aborts with 906", async (t) => {
    const client = await begun(t);
    client.send("AUTHENTICATE *");
    t.equal((await client.expectAny(...SASL_ENDS)).command, "906", "the end");
  }),
  numerics.must("a parameter of more than 400 bytes is answered by 905", async (t) => {
    const client = await begun(t);
    client.send(`AUTHENTICATE ${"A".repeat(CHUNK + 1)}`);
    t.equal((await client.expectAny(...SASL_ENDS)).command, "905", "the end");
  }),
  login.must("after a chunk of 400 bytes the server waits for the rest", async (t) => {
    const client = await begun(t);
    // It speaks for another: refused without counting as a guess.
    const long = Buffer.from(`another\0${"x".repeat(142)}\0${"y".repeat(149)}`).toString("base64");
    t.equal(long.length, CHUNK, "the length of the chunk");
    client.send(`AUTHENTICATE ${long}`, "CAP LIST");
    t.equal((await client.expectAny("CAP", ...SASL_ENDS)).command, "CAP", "what comes first");
    client.send("AUTHENTICATE +");
    t.equal((await client.expectAny(...SASL_ENDS)).command, "904", "the end");
  }),
  login.should("who registers in the middle of it is told 906 and not logged in", async (t) => {
    const client = await begun(t);
    client.send("CAP END");
    await client.expect("001");
    t.check(
      client.heard.some((line) => line.command === "906"),
      "906 did not come before 001",
    );
    t.check(!client.heard.some((line) => line.command === "900"), "900 came");
  }),
  command.must("AUTHENTICATE without the capability leads to nothing", async (t) => {
    const client = await t.connection();
    client.send("CAP REQ :cap-notify", "AUTHENTICATE PLAIN", "CAP LIST");
    await client.expect("CAP", undefined, "LIST");
    t.check(!client.heard.some((line) => line.command === "AUTHENTICATE"), "the server went along");
  }),
  again.must("who is logged in may log in again, or is answered by 907", async (t) => {
    const client = await asking(t);
    await authenticate(client, t.account);
    const { command: end } = await authenticate(client, t.account);
    t.check(end === "903" || end === "907", `the answer is ${end}`);
  }),
];

/** A connection that has the capability and introduced itself, and is not registered yet. */
async function asking(t: Scene): Promise<RawClient> {
  const client = await t.connection();
  client.send("CAP REQ :sasl", `NICK ${t.nick()}`, "USER conf 0 * :Conformance Suite");
  await client.expect("CAP", undefined, "ACK");
  return client;
}

/** As `asking`, in the middle of PLAIN. */
async function begun(t: Scene): Promise<RawClient> {
  const client = await asking(t);
  client.send("AUTHENTICATE PLAIN");
  await client.expect("AUTHENTICATE", "+");
  return client;
}
