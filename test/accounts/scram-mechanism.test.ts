import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StoredAccount } from "../../src/accounts/accounts.ts";
import { LoginAttempts } from "../../src/accounts/login-attempts.ts";
import { Logins } from "../../src/accounts/logins.ts";
import { PasswordChecks } from "../../src/accounts/password-checks.ts";
import { deriveScram } from "../../src/accounts/scram-credentials.ts";
import { scramMechanism } from "../../src/accounts/scram-mechanism.ts";
import { testHash } from "../kit/counting-hasher.ts";
import { HeldAccounts } from "../kit/held-accounts.ts";
import { SaslClient, scramFinal } from "../kit/sasl-client.ts";

// RFC 7677 3.
const example = {
  clientFirst: "n,,n=user,r=rOprNGfwEbeRWgbNEkqO",
  serverFirst: "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
  clientFinal:
    "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
  serverFinal: "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
};
const serverNonce = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
const scram = await deriveScram("pencil", "W22ZaJ0SNY7soEsUEjb6gQ==", 4096);
const failed = "ERR_SASLFAIL";

const kept = (name: string, fields: Partial<StoredAccount> = {}): StoredAccount => ({
  name,
  password: testHash("pencil"),
  scram,
  status: "active",
  ...fields,
});

function open() {
  const accounts = new HeldAccounts([
    kept("user"),
    kept("suspended", { status: "suspended" }),
    kept("unverified", { status: "unverified" }),
    kept("a,b=c"),
    kept("fi"),
    { name: "plain", password: "pencil", status: "active" },
    { name: "hashed", password: testHash("pencil"), status: "active" },
  ]);
  const passwords = new PasswordChecks();
  const logins = new Logins({
    accounts,
    passwords,
    attempts: new LoginAttempts({ now: () => 0 }),
    fold: accounts.fold,
    failed: (error) => {
      throw error;
    },
  });
  const challenge = (account: string) => logins.scramChallenge(account);
  let nonces = 0;
  const fixed = scramMechanism({ challenge, nonce: () => serverNonce });
  const fresh = scramMechanism({ challenge, nonce: () => `fresh${nonces++}` });
  const connect = (mechanism = fresh, address?: string) => new SaslClient(logins, mechanism, address);
  return { accounts, connect, fixed };
}

/** An exchange with this name and password: what is answered to the proof, and to the empty message after it. */
async function logIn(name: string, password: string, header = "n,,") {
  const client = open().connect();
  const bare = `n=${name},r=abc`;
  const first = await client.say(header + bare);
  const final = scramFinal(password, bare, first, header);
  const answer = await client.say(final.text);
  return { first, answer, isProven: answer === final.serverFinal, end: await client.send("+") };
}

describe("SCRAM", () => {
  test("is what RFC 7677 has it", async () => {
    const { connect, fixed } = open();
    const client = connect(fixed);
    expect(await client.say(example.clientFirst)).toBe(example.serverFirst);
    expect(await client.say(example.clientFinal)).toBe(example.serverFinal);
    expect(await client.send("+")).toBe("logged in as user");
    expect(await client.send("+")).toBe(failed);
  });

  test.each([
    ["user", "pencil", "n,,"],
    ["USER", "pencil", "n,,"],
    ["user", "pencil", "y,,"],
    ["user", "pencil", "n,a=user,"],
    ["plain", "pencil", "n,,"],
    ["a=2Cb=3Dc", "pencil", "n,a=a=2Cb=3Dc,"],
    ["ﬁ", "pencil", "n,,"],
    ["u\u00adser", "pencil", "n,,"],
  ])("lets in %s", async (name, password, header) => {
    const { isProven, end } = await logIn(name, password, header);
    expect(isProven).toBe(true);
    expect(end).toMatch(/^logged in as /);
  });

  test.each([
    ["a wrong password", "user", "Pencil", "wrong"],
    ["a wrong password in plain text", "plain", "Pencil", "wrong"],
    ["an unknown account", "nobody", "pencil", "wrong"],
    ["an account of which only a hash is kept", "hashed", "pencil", "wrong"],
    ["a suspended account", "suspended", "pencil", "locked"],
    ["a suspended account and a wrong password", "suspended", "x", "wrong"],
    ["an unverified account", "unverified", "pencil", "locked"],
  ])("does not let in %s, and shows no signature", async (_, name, password, refusal) => {
    const { answer, end } = await logIn(name, password);
    expect([answer, end]).toEqual([refusal, failed]);
  });

  test("tells an unknown name from none: the same salt at each asking, in the usual form", async () => {
    const { connect } = open();
    const ask = async (name: string) => /,(s=.*)$/.exec(await connect().say(`n,,n=${name},r=abc`))?.[1];
    expect(await ask("nobody")).toBe(await ask("NOBODY"));
    expect(await ask("nobody")).not.toBe(await ask("somebody"));
    for (const name of ["nobody", "plain", "hashed"])
      expect(await ask(name)).toMatch(/^s=[A-Za-z0-9+/]{22}==,i=16384$/);
  });

  test("says another nonce each time", async () => {
    const { connect } = open();
    const ask = () => connect().say("n,,n=user,r=abc");
    expect(await ask()).not.toBe(await ask());
  });

  test.each([
    ["nothing", ""],
    ["no header", "n=user,r=abc"],
    ["channel binding", "p=tls-unique,,n=user,r=abc"],
    ["channel binding by exporter", "p=tls-exporter,,n=user,r=abc"],
    ["another flag", "x,,n=user,r=abc"],
    ["a flag in capitals", "N,,n=user,r=abc"],
    ["one comma", "n,n=user,r=abc"],
    ["an empty authorization identity", "n,a=,n=user,r=abc"],
    ["somebody else's", "n,a=root,n=user,r=abc"],
    ["an extension that must be known", "n,,m=x,n=user,r=abc"],
    ["one that must be known, later", "n,,n=user,r=abc,m=x"],
    ["no name", "n,,n=,r=abc"],
    ["no nonce", "n,,n=user,r="],
    ["a nonce with a space", "n,,n=user,r=a c"],
    ["a nonce beyond ASCII", "n,,n=user,r=é"],
    ["a nonce of 257 signs", `n,,n=user,r=${"x".repeat(257)}`],
    ["the nonce first", "n,,r=abc,n=user"],
    ["two names", "n,,n=user,n=root,r=abc"],
    ["a name after the nonce", "n,,n=user,r=abc,n=root"],
    ["an iteration count", "n,,n=user,r=abc,i=2147483648"],
    ["a comma in the name", "n,,n=us,er,r=abc"],
    ["a lone = in the name", "n,,n=us=er,r=abc"],
    ["a code that is none", "n,,n=us=2Der,r=abc"],
    ["a code in small letters", "n,,n=us=2cer,r=abc"],
    ["a control character in the name", "n,,n=us\u0007er,r=abc"],
    ["a name of nothing anybody sees", "n,,n=\u00ad,r=abc"],
    ["a NUL", "n,,n=user\0,r=abc"],
    ["a line's end after it", "n,,n=user,r=abc\n"],
    ["a name of 256 bytes", `n,,n=${"x".repeat(256)},r=abc`],
    ["no UTF-8", Buffer.from("n,,n=us\xe9r,r=abc", "latin1")],
  ])("refuses a first message with %s", async (_, message) => {
    const { connect, accounts } = open();
    const client = connect();
    expect(await client.say(message)).toBe(failed);
    expect(accounts.finds).toBe(0);
    expect(await client.say("n,,n=user,r=abc")).toBe(failed);
  });

  test("passes over an extension it does not know, which the proof covers", async () => {
    const client = open().connect();
    const bare = "n=user,r=abc,x=hello";
    const final = scramFinal("pencil", bare, await client.say(`n,,${bare}`));
    expect(await client.say(final.text)).toBe(final.serverFinal);
  });

  test.each<readonly [string, (final: ReturnType<typeof scramFinal>) => string]>([
    ["no proof", ({ withoutProof }) => withoutProof],
    ["an empty proof", ({ withoutProof }) => `${withoutProof},p=`],
    ["a proof of other bytes", ({ withoutProof }) => `${withoutProof},p=${"A".repeat(43)}=`],
    ["a proof too long", ({ withoutProof, proof }) => `${withoutProof},p=AAAA${proof}`],
    ["the proof first", ({ withoutProof, proof }) => `p=${proof},${withoutProof}`],
    ["something after the proof", ({ text }) => `${text},x=1`],
    ["an extension the proof does not cover", ({ withoutProof, proof }) => `${withoutProof},x=1,p=${proof}`],
    ["one that must be known", ({ withoutProof, proof }) => `${withoutProof},m=1,p=${proof}`],
    ["another nonce", ({ text }) => text.replace("r=abc", "r=abd")],
    ["the client's nonce alone", ({ text }) => text.replace(/r=abc[^,]*/, "r=abc")],
    ["a longer nonce", ({ text }) => text.replace(/,r=([^,]*)/, ",r=$1x")],
    ["another binding", ({ text }) => text.replace("c=biws", "c=eSws")],
    ["the binding in plain", ({ text }) => text.replace("c=biws", "c=n,,")],
    ["no binding", ({ text }) => text.replace("c=biws,", "")],
    ["a binding of more", ({ text }) => text.replace("c=biws", "c=biwsAAAA")],
    ["nothing", () => ""],
    ["the first message again", () => "n,,n=user,r=abc"],
  ])("refuses a last message with %s", async (_, change) => {
    const client = open().connect();
    const bare = "n=user,r=abc";
    const final = scramFinal("pencil", bare, await client.say(`n,,${bare}`));
    expect([failed, "wrong"]).toContain(await client.say(change(final)));
    expect(await client.say(final.text)).toBe(failed);
  });

  test("refuses what was right in another exchange", async () => {
    const { connect } = open();
    const first = connect();
    const bare = "n=user,r=abc";
    const final = scramFinal("pencil", bare, await first.say(`n,,${bare}`));
    expect(await first.say(final.text)).toBe(final.serverFinal);
    const second = connect();
    await second.say(`n,,${bare}`);
    expect(await second.say(final.text)).toBe(failed);
  });

  test("refuses a proof for a header that somebody has changed on its way", async () => {
    const client = open().connect();
    const bare = "n=user,r=abc";
    const serverFirst = await client.say(`n,,${bare}`);
    expect(await client.say(scramFinal("pencil", bare, serverFirst, "y,,").text)).toBe(failed);
  });

  test.each<readonly [string, Partial<StoredAccount>, string]>([
    ["suspended", { status: "suspended" }, "locked"],
    ["given another password", { scram: { ...scram, storedKey: `A${scram.storedKey.slice(1)}` } }, "wrong"],
  ])("does not let in who is %s before the last answer", async (_, fields, refusal) => {
    const { connect, accounts } = open();
    const client = connect();
    const bare = "n=user,r=abc";
    const final = scramFinal("pencil", bare, await client.say(`n,,${bare}`));
    expect(await client.say(final.text)).toBe(final.serverFinal);
    accounts.change("user", fields);
    expect(await client.send("+")).toBe(refusal);
  });

  test("does not let in who says more after the signature", async () => {
    const { connect, fixed } = open();
    const client = connect(fixed);
    await client.say(example.clientFirst);
    await client.say(example.clientFinal);
    expect(await client.say("more")).toBe(failed);
  });

  test("is as slow to guess by as PLAIN: the sixth in a minute is refused", async () => {
    const { connect } = open();
    const attempt = async () => {
      const client = connect();
      const bare = "n=user,r=abc";
      return await client.say(scramFinal("x", bare, await client.say(`n,,${bare}`)).text);
    };
    for (let at = 0; at < 5; at += 1) expect(await attempt()).toBe("wrong");
    expect(await attempt()).toBe("too-often");
  });

  test("is unavailable where nobody can log in", async () => {
    const { connect, accounts } = open();
    accounts.available = false;
    expect(await connect().say("n,,n=user,r=abc")).toBe("unavailable");
  });

  test("takes any bytes, in either place, without throwing or letting in", async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.string({ unit: "binary" }).map((text) => Buffer.from(text)),
      fc.constantFrom("n,,n=user,r=abc", "c=biws,r=abc,p=", "n,,", ",,,=").map((text) => Buffer.from(text)),
    );
    const run = fc.asyncProperty(fc.array(bytes, { maxLength: 4 }), async (messages) => {
      const client = open().connect();
      for (const message of messages) expect(await client.say(message)).toMatch(/^(?:ERR_|r=abcfresh)/);
    });
    await fc.assert(run);
  });
});
