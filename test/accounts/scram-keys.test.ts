import { expect, test } from "vitest";
import type { StoredAccount } from "../../src/accounts/accounts.ts";
import { PasswordChecks } from "../../src/accounts/password-checks.ts";
import { deriveScram, scramIterations } from "../../src/accounts/scram-credentials.ts";
import { ScramKeys } from "../../src/accounts/scram-keys.ts";
import { testHash } from "../kit/counting-hasher.ts";

/** Counts what is worked on. */
class CountedChecks extends PasswordChecks {
  worked = 0;

  override async inTurn<T>(work: () => Promise<T>, isAwaited?: () => boolean): Promise<T | undefined> {
    this.worked += 1;
    return await super.inTurn(work, isAwaited);
  }
}

const secret = Buffer.alloc(32, 1);
const plain: StoredAccount = { name: "plain", password: "sesame", status: "active" };
const hashed: StoredAccount = { name: "hashed", password: testHash("sesame"), status: "active" };
const kept: StoredAccount = {
  ...hashed,
  name: "kept",
  scram: { salt: "AAAA", iterations: 4096, storedKey: "BBBB", serverKey: "CCCC" },
};

function open() {
  const passwords = new CountedChecks();
  return { passwords, keys: new ScramKeys(passwords, secret) };
}

test.each([
  ["an account in plain text", plain],
  ["an account of which a hash is kept", hashed],
  ["nobody", undefined],
])("the salt of %s is made up from the name, always the same, and of the usual form", (_, account) => {
  const { keys } = open();
  const challenge = keys.challenge("some", account);
  expect(challenge).toEqual(open().keys.challenge("some", undefined));
  expect(Buffer.from(challenge.salt, "base64")).toHaveLength(16);
  expect(challenge.iterations).toBe(scramIterations);
  expect(keys.challenge("other", account).salt).not.toBe(challenge.salt);
  const another = new ScramKeys(new PasswordChecks(), Buffer.alloc(32, 2));
  expect(another.challenge("some", account).salt).not.toBe(challenge.salt);
});

test("an account's own salt and cost are told", () => {
  expect(open().keys.challenge("kept", kept)).toMatchObject({ salt: "AAAA", iterations: 4096 });
});

test.each([
  ["plain text", plain],
  ["a hash", hashed],
  ["credentials of its own", kept],
  ["no account", undefined],
])("with %s, a name costs work the first time, and never again", async (_, account) => {
  const { keys, passwords } = open();
  const first = await keys.credentials("some", account);
  expect(await keys.credentials("some", account)).toBe(first);
  expect(passwords.worked).toBe(1);
});

test("plain text gives the keys it would make", async () => {
  const { keys } = open();
  const { salt } = keys.challenge("plain", plain);
  const expected = await deriveScram("sesame", salt, scramIterations);
  expect(await keys.credentials("plain", plain)).toEqual(expected);
});

test.each([
  ["another password", { ...plain, password: "swordfish" }],
  ["a hash", hashed],
  ["none, as the account is gone", undefined],
])("what was derived is of no use after %s", async (_, now) => {
  const { keys } = open();
  const before = await keys.credentials("plain", plain);
  expect(await keys.credentials("plain", now)).not.toEqual(before);
});

test("kept credentials are used as they are", async () => {
  expect(await open().keys.credentials("kept", kept)).toBe(kept.scram);
});

test("nobody's keys, and those of a password that cannot be prepared, are nobody's to know", async () => {
  const { keys } = open();
  const { salt } = keys.challenge("some", undefined);
  const odd: StoredAccount = { ...plain, password: "a\u0007" };
  const found = [await keys.credentials("some", undefined), await keys.credentials("some", odd)];
  for (const guess of ["", "undefined", "a\u0007"])
    expect(found).not.toContainEqual(await deriveScram(guess, salt, scramIterations));
});

test("too many waiting are told so, and nothing is remembered of them", async () => {
  const keys = new ScramKeys(new PasswordChecks({ atOnce: 0, mostWaiting: 0 }), secret);
  expect(await keys.credentials("plain", plain)).toBe("busy");
  expect(keys.remembered).toBe(0);
});

test("ever new names do not fill the memory", async () => {
  const keys = new ScramKeys(new PasswordChecks({ mostWaiting: 2_000 }), secret, 1);
  const names = Array.from({ length: 1_100 }, (_, at) => `nobody${at}`);
  await Promise.all(names.map((name) => keys.credentials(name, undefined)));
  expect(keys.remembered).toBe(1_000);
});
