import fc from "fast-check";
import { expect, test } from "vitest";
import { mechanismsFor, namesOf } from "../../src/accounts/mechanisms.ts";
import { chunksOf } from "../../src/accounts/sasl-chunks.ts";
import { SaslExchange } from "../../src/accounts/sasl-exchange.ts";

const certfp = "a1".repeat(32);
const scramChallenge = async () => ({ salt: "AAAA", iterations: 4096 });

test.each([
  [{ certfp: undefined, scramChallenge: undefined, bearer: false }, ["PLAIN"]],
  [{ certfp, scramChallenge: undefined, bearer: false }, ["EXTERNAL", "PLAIN"]],
  [{ certfp: undefined, scramChallenge, bearer: false }, ["SCRAM-SHA-256", "PLAIN"]],
  [{ certfp: undefined, scramChallenge: undefined, bearer: true }, ["PLAIN", "OAUTHBEARER", "IRCV3BEARER"]],
  [
    { certfp, scramChallenge, bearer: true },
    ["EXTERNAL", "SCRAM-SHA-256", "PLAIN", "OAUTHBEARER", "IRCV3BEARER"],
  ],
])("what a connection is offered depends on it and on the node: %j", (offer, names) => {
  expect(namesOf(mechanismsFor(offer))).toEqual(names);
});

test("SCRAM's nonce is printable, without commas, and another each time", async () => {
  const mechanisms = mechanismsFor({ certfp, scramChallenge, bearer: false });
  const ask = async () => {
    const exchange = SaslExchange.begin("SCRAM-SHA-256", mechanisms);
    const step = exchange?.receive(Buffer.from("n,,n=a,r=x").toString("base64"));
    const next = step?.type === "work" ? await step.next : undefined;
    return next?.type === "continue" ? Buffer.from(next.lines.join(""), "base64").toString() : "";
  };
  const [one, other] = [await ask(), await ask()];
  expect(one).toMatch(/^r=x[!-+\--~]{24},s=AAAA,i=4096$/);
  expect(one).not.toBe(other);
});

/** What a mechanism makes of its first response. */
function answer(mechanism: string, response: string | Uint8Array) {
  const exchange = SaslExchange.begin(mechanism, mechanismsFor({ certfp, scramChallenge, bearer: true }));
  const steps = chunksOf(Buffer.from(response)).map((chunk) => exchange?.receive(chunk));
  return steps.at(-1);
}

const failed = { type: "refused", numeric: "ERR_SASLFAIL" };
const logIn = (claim: object) => ({ type: "log-in", claim });

test.each([
  ["", undefined],
  ["alice", "alice"],
  ["Zoé", "Zoé"],
])("EXTERNAL as %j claims the certificate of the connection", (authzid, account) => {
  expect(answer("EXTERNAL", authzid)).toEqual(logIn({ type: "certificate", certfp, account }));
});

test.each([
  ["a NUL", "alice\0"],
  ["no UTF-8", Buffer.from([0xff])],
  ["256 bytes", "x".repeat(256)],
])("EXTERNAL with %s fails", (_, response) => {
  expect(answer("EXTERNAL", response)).toEqual(failed);
});

const bearer = (account?: string) => logIn({ type: "bearer", token: "a.b-_~+/c==", account });

test.each([
  ["n,,\x01auth=Bearer a.b-_~+/c==\x01\x01", undefined],
  ["y,,\x01auth=bearer  a.b-_~+/c==\x01\x01", undefined],
  [
    "n,a=alice,\x01host=irc.example.net\x01port=6697\x01auth=Bearer a.b-_~+/c==\x01qs=a b\r\n\x01\x01",
    "alice",
  ],
  ["n,a=a=2Cb,\x01auth=Bearer a.b-_~+/c==\x01\x01", "a,b"],
])("OAUTHBEARER takes %j", (message, account) => {
  expect(answer("OAUTHBEARER", message)).toEqual(bearer(account));
});

test.each([
  ["nothing", ""],
  ["a kvsep alone", "\x01"],
  ["no pairs", "n,,\x01\x01"],
  ["no end", "n,,\x01auth=Bearer abc\x01"],
  ["something after the end", "n,,\x01auth=Bearer abc\x01\x01x"],
  ["an end too many", "n,,\x01auth=Bearer abc\x01\x01\x01"],
  ["no header", "\x01auth=Bearer abc\x01\x01"],
  ["channel binding", "p=tls-unique,,\x01auth=Bearer abc\x01\x01"],
  ["text before the pairs", "n,,x\x01auth=Bearer abc\x01\x01"],
  ["two tokens", "n,,\x01auth=Bearer abc\x01auth=Bearer abd\x01\x01"],
  ["no token", "n,,\x01auth=Bearer \x01\x01"],
  ["another scheme", "n,,\x01auth=Basic abc\x01\x01"],
  ["two words", "n,,\x01auth=Bearer a b\x01\x01"],
  ["a key with digits", "n,,\x01k1=x\x01auth=Bearer abc\x01\x01"],
  ["a value beyond ASCII", "n,,\x01host=é\x01auth=Bearer abc\x01\x01"],
  ["a NUL", "n,,\x01auth=Bearer abc\0\x01\x01"],
  ["no UTF-8", Buffer.from("n,,\x01host=\xe9\x01auth=Bearer abc\x01\x01", "latin1")],
])("OAUTHBEARER with %s fails", (_, message) => {
  expect(answer("OAUTHBEARER", message)).toEqual(failed);
});

test.each([
  ["\0jwt\0a.b-_~+/c==", undefined],
  ["alice\0jwt\0a.b-_~+/c==", "alice"],
  ["\0oauth2\0a.b-_~+/c==", undefined],
])("IRCV3BEARER takes %j", (message, account) => {
  expect(answer("IRCV3BEARER", message)).toEqual(bearer(account));
});

test.each([
  ["nothing", ""],
  ["no type", "\0a.b.c"],
  ["an opaque token", "\0opaque\0abc"],
  ["a type in capitals", "\0JWT\0abc"],
  ["a type that is none", "\0constructor\0abc"],
  ["no token", "\0jwt\0"],
  ["a NUL in the token", "\0jwt\0a\0b"],
  ["a name of 256 bytes", `${"x".repeat(256)}\0jwt\0abc`],
  ["no UTF-8", Buffer.from("\0jwt\0\xff", "latin1")],
])("IRCV3BEARER with %s fails", (_, message) => {
  expect(answer("IRCV3BEARER", message)).toEqual(failed);
});

test("tokens may be as long as those of real issuers, and no longer than 12,000 bytes", () => {
  for (const name of ["OAUTHBEARER", "IRCV3BEARER"]) {
    const around = name === "OAUTHBEARER" ? ["n,,\x01auth=Bearer ", "\x01\x01"] : ["\0jwt\0", ""];
    const ofBytes = (bytes: number) => around.join("x".repeat(bytes - around.join("").length));
    expect(answer(name, ofBytes(12_000))).toMatchObject({ type: "log-in" });
    expect(answer(name, ofBytes(12_001))?.type).toBe("refused");
  }
});

test.each(["EXTERNAL", "SCRAM-SHA-256", "PLAIN", "OAUTHBEARER", "IRCV3BEARER"])(
  "%s takes any bytes without throwing",
  (name) => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 2_400 }),
      fc.string({ unit: "binary" }).map((text) => Buffer.from(text)),
    );
    fc.assert(
      fc.property(bytes, (response) => {
        expect(["log-in", "refused"]).toContain(answer(name, response)?.type);
      }),
    );
  },
);
