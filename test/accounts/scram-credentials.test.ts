import { expect, test } from "vitest";
import { PasswordChecks } from "../../src/accounts/password-checks.ts";
import {
  deriveScram,
  makeScramCredentials,
  scramIterations,
  serverSignature,
} from "../../src/accounts/scram-credentials.ts";

// RFC 7677 3.
const salt = "W22ZaJ0SNY7soEsUEjb6gQ==";
const nonce = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
const message = `n=user,r=rOprNGfwEbeRWgbNEkqO,r=${nonce},s=${salt},i=4096,c=biws,r=${nonce}`;
const proof = "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";

test("the proof of the RFC's example is right, and answered with its signature", async () => {
  const credentials = await deriveScram("pencil", salt, 4096);
  expect(serverSignature(credentials, message, proof)).toBe("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
});

test.each([
  ["another message", `${message},x=1`, proof],
  ["another proof", message, `A${proof.slice(1)}`],
  ["no proof", message, ""],
  ["half a proof", message, proof.slice(0, 20)],
  ["a longer proof", message, Buffer.alloc(64).toString("base64")],
  ["no base64", message, "!".repeat(44)],
])("with %s there is no signature", async (_, said, given) => {
  const credentials = await deriveScram("pencil", salt, 4096);
  expect(serverSignature(credentials, said, given)).toBeUndefined();
});

test("credentials that are none let nobody in, and do not throw", () => {
  const broken = { salt: "", iterations: 1, storedKey: "AAAA", serverKey: "" };
  expect(serverSignature(broken, message, proof)).toBeUndefined();
});

test("what is kept for a password has a salt of its own, today's cost, and nothing of the password", async () => {
  const passwords = new PasswordChecks();
  const [one, other] = await Promise.all(["pencil", "pencil"].map((p) => makeScramCredentials(p, passwords)));
  if (typeof one !== "object" || typeof other !== "object") throw new Error("not made");
  expect(one.iterations).toBe(scramIterations);
  expect(Buffer.from(one.salt, "base64")).toHaveLength(16);
  expect(one.salt).not.toBe(other.salt);
  expect(one.storedKey).not.toBe(other.storedKey);
  expect(one).toEqual(await deriveScram("pencil", one.salt, scramIterations));
  expect(JSON.stringify(one)).not.toContain("pencil");
});

test("a password is prepared, and one that cannot be is impossible", async () => {
  const passwords = new PasswordChecks();
  const made = await makeScramCredentials("I\u00adX", passwords);
  if (typeof made !== "object") throw new Error("not made");
  expect(made).toEqual(await deriveScram("IX", made.salt, scramIterations));
  expect(await makeScramCredentials("a\u0007", passwords)).toBe("impossible");
});

test("they are made in the queue of all password work", async () => {
  const passwords = new PasswordChecks({ atOnce: 0, mostWaiting: 0 });
  expect(await makeScramCredentials("pencil", passwords)).toBe("busy");
});
