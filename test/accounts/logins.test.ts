import { hash } from "@node-rs/argon2";
import { expect, test } from "vitest";
import type { Accounts, StoredAccount } from "../../src/accounts/accounts.ts";
import { hashAppPassword } from "../../src/accounts/app-password.ts";
import { LoginAttempts } from "../../src/accounts/login-attempts.ts";
import { type LoginClaim, Logins } from "../../src/accounts/logins.ts";
import { PasswordChecks } from "../../src/accounts/password-checks.ts";
import { CountingHasher, testHash } from "../kit/counting-hasher.ts";
import { HeldAccounts } from "../kit/held-accounts.ts";

type PasswordClaim = Extract<LoginClaim, { type: "password" }>;

const fold = (name: string) => name.toLowerCase();

/** Accounts of every status, all with the password "sesame", and with the certificate "fp-" and their name. */
class TestAccounts extends HeldAccounts {
  constructor() {
    super([
      { name: "Alice", password: testHash("sesame"), status: "active" },
      { name: "plain", password: "sesame", status: "active" },
      { name: "suspended", password: testHash("sesame"), status: "suspended" },
      { name: "unverified", password: testHash("sesame"), status: "unverified" },
    ]);
  }
}

/** Accounts out of reach. */
class AbsentAccounts extends TestAccounts {
  readonly #cause: Error;

  constructor(cause: Error) {
    super();
    this.#cause = cause;
  }

  override find(): Promise<never> {
    return Promise.reject(this.#cause);
  }

  override findByCertfp(): Promise<never> {
    return Promise.reject(this.#cause);
  }
}

function open(accounts: Accounts = new TestAccounts()) {
  const hasher = new CountingHasher();
  const passwords = new PasswordChecks({ verify: hasher.verify });
  const clock = { now: 0 };
  const failures: unknown[] = [];
  const logins = new Logins({
    accounts,
    passwords,
    attempts: new LoginAttempts({ now: () => clock.now }),
    fold,
    failed: (error) => failures.push(error),
  });
  const logIn = (claim: Partial<Omit<PasswordClaim, "type">> = {}, isAwaited?: () => boolean) =>
    logins.logIn(
      { type: "password", account: "alice", password: "sesame", address: "192.0.2.1", ...claim },
      isAwaited,
    );
  return { logins, logIn, hasher, passwords, clock, failures };
}

test.each([
  ["the right password", "alice", "sesame", { account: "Alice" }],
  ["the right password, kept in plain text", "PLAIN", "sesame", { account: "plain" }],
  ["a wrong password", "alice", "Sesame", { refused: "wrong" }],
  ["a hash for a password", "alice", testHash("sesame"), { refused: "wrong" }],
  ["an unknown account", "nobody", "sesame", { refused: "wrong" }],
  ["no password", "alice", "", { refused: "wrong" }],
  ["a suspended account and the right password", "suspended", "sesame", { refused: "locked" }],
  ["a suspended account and a wrong password", "suspended", "x", { refused: "wrong" }],
  ["an unverified account and the right password", "unverified", "sesame", { refused: "locked" }],
  ["an unverified account and a wrong password", "unverified", "x", { refused: "wrong" }],
] as const)("a login with %s is judged", async (_, account, password, verdict) => {
  expect(await open().logIn({ account, password })).toEqual(verdict);
});

test.each(["alice", "plain", "suspended", "unverified", "nobody"])(
  "a wrong password for %s costs one hash, whether there is such an account or not",
  async (account) => {
    const accounts = new TestAccounts();
    const { logIn, hasher } = open(accounts);
    expect(await logIn({ account, password: "x" })).toEqual({ refused: "wrong" });
    expect(hasher.checked).toHaveLength(1);
    expect(accounts.finds).toBe(1);
  },
);

test("an unknown account is checked against a hash of the usual cost, always the same", async () => {
  const { logIn, hasher } = open();
  await logIn({ account: "nobody" });
  await logIn({ account: "somebody" });
  const hashes = hasher.checked.map(({ hash }) => hash);
  expect(hashes[0]).toMatch(/^\$scrypt\$N=32768,r=8,p=1\$/);
  expect(new Set(hashes).size).toBe(1);
});

test("no password opens an account that there is not", async () => {
  const passwords = new PasswordChecks({ verify: async () => true });
  const attempts = new LoginAttempts({ now: () => 0 });
  const logins = new Logins({ accounts: new TestAccounts(), passwords, attempts, fold, failed: () => {} });
  const claim = { type: "password", account: "nobody", password: "sesame", address: "192.0.2.1" } as const;
  expect(await logins.logIn(claim)).toEqual({ refused: "wrong" });
});

test("who tries too often from one place is refused without hashing, right password or not", async () => {
  const { logIn, hasher, clock } = open();
  for (let at = 0; at < 5; at += 1) await logIn({ account: `nobody${at}` });
  expect(await logIn()).toEqual({ refused: "too-often" });
  expect(hasher.checked).toHaveLength(5);
  clock.now += 60_000;
  expect(await logIn()).toEqual({ account: "Alice" });
});

test.each([
  ["an account", ["alice", "ALICE"]],
  ["an account, from whatever device,", ["alice@phone", "ALICE/desk"]],
  ["an unknown account", ["nobody", "NOBODY"]],
])("%s that is tried too often, in whatever spelling, is refused without hashing", async (_, spellings) => {
  const { logIn, hasher } = open();
  const tries = Array.from({ length: 40 }, (_, at) =>
    logIn({ account: spellings[at % 2] ?? "", password: "x", address: `192.0.2.${at}` }),
  );
  const verdicts = await Promise.all(tries);
  expect(verdicts.filter((verdict) => "refused" in verdict && verdict.refused === "too-often")).toHaveLength(
    10,
  );
  expect(hasher.checked).toHaveLength(30);
});

test("who logs in rightly may do so as often as they like", async () => {
  const { logIn } = open();
  for (let at = 0; at < 50; at += 1) expect(await logIn()).toEqual({ account: "Alice" });
});

test("of a thousand at once from everywhere, two are hashed at a time and the queue is bounded", async () => {
  const { logIn, hasher, passwords } = open();
  let longest = 0;
  const tries = Array.from({ length: 1_000 }, (_, at) =>
    logIn({ account: `nobody${at}`, address: `10.0.${at >> 8}.${at & 255}` }).finally(() => {
      longest = Math.max(longest, passwords.waiting);
    }),
  );
  const verdicts = await Promise.all(tries);
  expect(hasher.mostAtOnce).toBe(2);
  expect(longest).toBe(256);
  expect(hasher.checked).toHaveLength(258);
  expect(verdicts.filter((verdict) => "refused" in verdict && verdict.refused === "too-often")).toHaveLength(
    742,
  );
});

test("who is gone costs no hash", async () => {
  const { logIn, hasher } = open();
  await logIn({}, () => false);
  expect(hasher.checked).toHaveLength(0);
});

test("a store out of reach is unavailable, and whoever runs the server learns why", async () => {
  const cause = new Error("connection refused");
  const { logins, logIn, failures } = open(new AbsentAccounts(cause));
  expect(await logIn()).toEqual({ refused: "unavailable" });
  expect(
    await logins.logIn({ type: "certificate", certfp: "fp-alice", account: undefined, address: "::1" }),
  ).toEqual({ refused: "unavailable" });
  expect(await logins.scramChallenge("alice")).toBeUndefined();
  expect(failures).toEqual([cause, cause, cause]);
});

test.each([
  ["fp-alice", undefined, { account: "Alice" }],
  ["fp-alice", "ALICE", { account: "Alice" }],
  ["fp-alice", "plain", { refused: "wrong" }],
  ["fp-alice", "nobody", { refused: "wrong" }],
  ["fp-nobody", undefined, { refused: "wrong" }],
  ["fp-nobody", "alice", { refused: "wrong" }],
  ["fp-suspended", undefined, { refused: "locked" }],
  ["fp-unverified", "unverified", { refused: "locked" }],
  ["fp-suspended", "alice", { refused: "wrong" }],
] as const)("the certificate %s as %s is judged, without hashing", async (certfp, account, verdict) => {
  const { logins, hasher } = open();
  expect(await logins.logIn({ type: "certificate", certfp, account, address: "::1" })).toEqual(verdict);
  expect(hasher.checked).toEqual([]);
});

test("who tries too often is refused, by whatever means", async () => {
  const { logins, logIn } = open();
  const wrong = {
    type: "certificate",
    certfp: "fp-nobody",
    account: undefined,
    address: "192.0.2.1",
  } as const;
  for (let at = 0; at < 5; at += 1) expect(await logins.logIn(wrong)).toEqual({ refused: "wrong" });
  expect(await logins.logIn({ ...wrong, certfp: "fp-alice" })).toEqual({ refused: "too-often" });
  expect(await logIn()).toEqual({ refused: "too-often" });
  expect(await logIn({ address: "192.0.2.2" })).toEqual({ account: "Alice" });
});

test("who names an account is counted as having tried it, by whatever means", async () => {
  const { logins, logIn } = open();
  for (let at = 0; at < 30; at += 1) {
    const address = `192.0.2.${at}`;
    await logins.logIn({ type: "certificate", certfp: "fp-nobody", account: "ALICE", address });
  }
  expect(await logIn({ address: "198.51.100.1" })).toEqual({ refused: "too-often" });
});

test("without an issuer no token is good for anything", async () => {
  const token = { type: "bearer", token: "e30.e30.", account: undefined, address: "::1" } as const;
  expect(await open().logins.logIn(token)).toEqual({ refused: "wrong" });
});

const cheapArgon2 = (password: string) => hash(password, { memoryCost: 8, timeCost: 1, parallelism: 1 });

test("where hashes are of argon2id, an unknown account is checked against one as dear", async () => {
  const accounts = new TestAccounts();
  accounts.held = [{ name: "alice", password: await cheapArgon2("sesame"), status: "active" }];
  const { logIn, hasher } = open(accounts);
  await logIn({ password: "x" });
  await logIn({ account: "nobody" });
  expect(hasher.checked.map((check) => check.hash.split("$").slice(0, 4))).toEqual(
    Array(2).fill(["", "argon2id", "v=19", "m=8,t=1,p=1"]),
  );
});

test("where there are no accounts, nothing is hashed", async () => {
  const accounts = new TestAccounts();
  accounts.available = false;
  const { logIn, hasher } = open(accounts);
  expect(await logIn()).toEqual({ refused: "unavailable" });
  expect(hasher.checked).toHaveLength(0);
});

test.each([
  ["suspended", (alice) => [{ ...alice, status: "suspended" }], "locked"],
  ["given another password", (alice) => [{ ...alice, password: testHash("new") }], "wrong"],
  ["removed", () => [], "wrong"],
] as [string, (alice: StoredAccount) => StoredAccount[], string][])(
  "an account %s while its password is checked lets nobody in",
  async (_, change, refused) => {
    const accounts = new TestAccounts();
    const { logIn, hasher } = open(accounts);
    hasher.meanwhile = () => {
      accounts.held = accounts.held.slice(0, 1).flatMap(change);
    };
    expect(await logIn()).toEqual({ refused });
  },
);

test("an account whose password is hashed anew meanwhile lets its owner in", async () => {
  const accounts = new TestAccounts();
  const hasher = new CountingHasher();
  const again = "$other$sesame";
  const verify = async (password: string, hash: string) =>
    hash === again || (await hasher.verify(password, hash));
  const passwords = new PasswordChecks({ verify });
  hasher.meanwhile = () => accounts.change("Alice", { password: again });
  const attempts = new LoginAttempts({ now: () => 0 });
  const logins = new Logins({ accounts, passwords, attempts, fold, failed: () => {} });
  const claim = { type: "password", account: "alice", password: "sesame", address: "192.0.2.1" } as const;
  expect(await logins.logIn(claim)).toMatchObject({ account: "Alice" });
});

const devices = ["phone", "tablet"].map((device) => ({ device, hash: hashAppPassword(`of my ${device}`) }));

function openWithDevices(status: StoredAccount["status"] = "active") {
  const accounts = new TestAccounts();
  accounts.change("Alice", { appPasswords: devices, status });
  return { ...open(accounts), accounts };
}

test("the password of a device logs in, without hashing, and the accounts are told whose it was", async () => {
  const { logIn, hasher, accounts } = openWithDevices();
  expect(await logIn({ password: "of my tablet" })).toEqual({ account: "Alice", device: "tablet" });
  expect(hasher.checked).toEqual([]);
  expect(accounts.logins).toMatchObject([{ account: { name: "Alice" }, device: "tablet" }]);
});

test("with devices a wrong password costs one hash, as without, and the right one still opens", async () => {
  const { logIn, hasher } = openWithDevices();
  expect(await logIn({ password: devices[0]?.hash ?? "" })).toEqual({ refused: "wrong" });
  expect(hasher.checked).toHaveLength(1);
  expect(await logIn()).toEqual({ account: "Alice" });
  expect(await logIn({ account: "plain", password: "of my phone" })).toEqual({ refused: "wrong" });
});

test.each(["suspended", "unverified"] as const)(
  "the device of an account that is %s opens nothing",
  async (status) => {
    expect(await openWithDevices(status).logIn({ password: "of my phone" })).toEqual({ refused: "locked" });
  },
);

test("an account without a password is opened by none, at the cost of one hash", async () => {
  const accounts = new TestAccounts();
  accounts.change("Alice", { password: undefined });
  const { logIn, hasher } = open(accounts);
  expect(await logIn({ password: "undefined" })).toEqual({ refused: "wrong" });
  expect(hasher.checked).toHaveLength(1);
});
