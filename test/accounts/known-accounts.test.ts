import { expect, test } from "vitest";
import { hashAppPassword } from "../../src/accounts/app-password.ts";
import { makeCredentials } from "../../src/accounts/credentials.ts";
import { KnownAccounts } from "../../src/accounts/known-accounts.ts";
import { PasswordChecks } from "../../src/accounts/password-checks.ts";
import { needsRehash } from "../../src/accounts/password-hash.ts";
import type { AccountConfig } from "../../src/config/schema.ts";
import { type Casemapping, createNames } from "../../src/protocol/names.ts";
import { memoryStore } from "../../src/store/memory-store.ts";
import type { AccountRow } from "../../src/store/port/accounts.ts";
import { openDatabase } from "../../src/store/sqlite/database.ts";
import type { StoreAreas } from "../../src/store/store.ts";
import type { AccountKey } from "../../src/world/account.ts";
import { cheapHash } from "../kit/cheap-hash.ts";
import { account } from "../store/contract/rows.ts";
import { freshFile } from "../store/sqlite/files.ts";
import { describeAccounts, type HeldAccount } from "./accounts-contract.ts";

const written = (name: string, other: Partial<AccountConfig> = {}): AccountConfig => ({
  ...{ name, password: "sesame", certfps: [], suspended: false },
  ...other,
});

interface Setting {
  readonly store?: StoreAreas;
  readonly listed?: () => readonly AccountConfig[];
  readonly areOthers?: () => boolean;
  readonly casemapping?: Casemapping;
}

function open({ casemapping = "ascii", ...setting }: Setting = {}) {
  const names = createNames({ casemapping, utf8Nicks: false, nickLength: 30, channelLength: 64 });
  const store = setting.store ?? memoryStore();
  const failures: unknown[] = [];
  const accounts = new KnownAccounts({
    store,
    listed: () => [],
    areOthers: () => true,
    isKnownSuspended: (key) => key === "eve",
    passwords: new PasswordChecks(),
    keyOf: (name) => names.fold(name) as AccountKey,
    now: () => 5,
    failed: (error) => failures.push(error),
    ...setting,
  });
  return { accounts, store, failures };
}

describeAccounts("of the configuration", (held) => {
  const listed = held.map(({ name, password = "", certfps, status }) =>
    written(name, { password, certfps, suspended: status === "suspended" }),
  );
  return open({ listed: () => listed, areOthers: () => false }).accounts;
});

async function filled(store: StoreAreas, held: readonly HeldAccount[]) {
  for (const { name, password: passwordHash, status, certfps } of held) {
    const row = account(name, { folded: name.toLowerCase(), passwordHash, status });
    await store.accounts.create(row);
    for (const fingerprint of certfps)
      await store.certificates.add({ fingerprint, account: row.folded, label: "", at: 1 });
  }
  return open({ store, areOthers: () => held.length > 0 }).accounts;
}

describeAccounts("of a store in memory", (held) => filled(memoryStore(), held));

describeAccounts("of a store on disk", async (held) =>
  filled((await openDatabase({ file: freshFile(), busyTimeout: 0 })).areas, held),
);

test("another list takes effect at once", async () => {
  let listed = [written("alice")];
  const { accounts } = open({ listed: () => listed, areOthers: () => false });
  expect(await accounts.find("alice")).toBeDefined();
  listed = [written("bob")];
  expect(await accounts.find("alice")).toBeUndefined();
  expect(await accounts.find("bob")).toBeDefined();
  listed = [];
  expect(accounts.available).toBe(false);
});

test.each([
  [["sesame", "swordfish"], true],
  [["sesame", "$scrypt$N=2,r=1,p=1$AAAAAAAA$AAAA"], false],
  [["$argon2id$v=19$m=256,t=2,p=1$AAAA$AAAA"], false],
  [[], true],
])("with the configured passwords %j, whether SCRAM is for everybody is %s", (passwords, does) => {
  const listed = passwords.map((password, at) => written(`a${at}`, { password }));
  expect(open({ listed: () => listed }).accounts.knowsScram).toBe(does);
});

test.each([
  ["ascii", "zo[", "zo{", false],
  ["rfc1459", "zo[", "zo{", true],
  ["ascii", "Zoé", "ZOÉ", false],
  ["utf8", "Zoé", "ZOÉ", true],
] as const)(
  "under %s, whether %s is found as %s is the network's to say",
  async (casemapping, name, as, isFound) => {
    const { accounts } = open({ listed: () => [written(name)], casemapping });
    expect((await accounts.find(as)) !== undefined).toBe(isFound);
  },
);

const phone = { account: "alice", device: "phone", createdAt: 1, lastUsedAt: undefined } as const;

/** Alice stands in the store, with a device and a certificate, and in the configuration as well. */
async function openBoth(row: Partial<AccountRow> = {}, config: Partial<AccountConfig> = {}) {
  const { db, areas } = await openDatabase({ file: freshFile(), busyTimeout: 0 });
  const opened = { ...open({ store: areas, listed: () => [written("ALICE", config)] }), db };
  await opened.store.accounts.create(account("Alice", { passwordHash: "$scrypt$old", ...row }));
  await opened.store.appPasswords.add({ ...phone, hash: hashAppPassword("x") });
  await opened.store.certificates.add({ fingerprint: "f".repeat(64), account: "alice", label: "", at: 1 });
  return opened;
}

test("of an account that both have, the configuration says the password and the store its devices", async () => {
  const { accounts } = await openBoth({ status: "unverified" });
  const both = {
    ...{ name: "ALICE", password: "sesame", status: "active" },
    appPasswords: [{ device: "phone", hash: hashAppPassword("x") }],
  };
  expect(await accounts.find("alice")).toEqual(both);
  expect(await accounts.findByCertfp("f".repeat(64))).toEqual(both);
});

test.each([
  ["store", { status: "suspended" }, {}],
  ["configuration", {}, { suspended: true }],
] as const)("what the %s has suspended is suspended", async (_, row, config) => {
  const { accounts } = await openBoth(row, config);
  expect(await accounts.find("alice")).toMatchObject({ status: "suspended" });
});

test("a configured account is found while the store is out of reach, others are not", async () => {
  const { accounts, db, store } = await openBoth();
  await db.destroy();
  const listed = () => [written("alice"), written("eve")];
  // What an operator has suspended stays so.
  expect(await open({ store, listed }).accounts.find("eve")).toMatchObject({ status: "suspended" });
  expect(await open({ store, listed }).accounts.find("alice")).toMatchObject({ status: "active" });
  expect(await accounts.find("alice")).toMatchObject({ name: "ALICE", password: "sesame" });
  await expect(accounts.find("bob")).rejects.toThrow();
});

async function seen(what: () => Promise<boolean>): Promise<void> {
  while (!(await what())) await new Promise((resolve) => setImmediate(resolve));
}

test("a login leaves when it was, and which device's password it was", async () => {
  const { accounts, store } = open();
  await store.accounts.create(account("Alice"));
  await store.appPasswords.add({ ...phone, hash: hashAppPassword("x") });
  const alice = await accounts.find("alice");
  if (!alice) throw new Error("there is no alice");
  accounts.loggedIn({ account: alice, password: "x", device: "phone" });
  await seen(async () => (await store.appPasswords.of("alice"))[0]?.lastUsedAt === 5);
  expect(await store.accounts.find("alice")).toMatchObject({ lastSeenAt: 5, passwordHash: "$scrypt$x" });
});

test("a login has a password hashed anew that is easier to guess than it should be, and gives SCRAM its part", async () => {
  const { accounts, store } = open();
  await store.accounts.create(account("Alice", { passwordHash: cheapHash("sesame") }));
  const alice = await accounts.find("alice");
  if (!alice) throw new Error("there is no alice");
  accounts.loggedIn({ account: alice, password: "sesame" });
  await seen(async () => (await store.accounts.find("alice"))?.scram !== undefined);
  const { passwordHash = "" } = (await store.accounts.find("alice")) ?? {};
  expect(needsRehash(passwordHash)).toBe(false);
  expect(await new PasswordChecks().verify("sesame", passwordHash)).toBe("right");
  // Once is enough.
  accounts.loggedIn({ account: alice, password: "sesame" });
  await new Promise((resolve) => setImmediate(resolve));
  expect((await store.accounts.find("alice"))?.passwordHash).toBe(passwordHash);
});

test("another password that is set while the old one is hashed anew stays", async () => {
  const { accounts, store } = open();
  await store.accounts.create(account("Alice", { passwordHash: cheapHash("sesame") }));
  const alice = await accounts.find("alice");
  if (!alice) throw new Error("there is no alice");
  const passwords = new PasswordChecks();
  accounts.loggedIn({ account: alice, password: "sesame" });
  const credentials = await makeCredentials("another", passwords);
  if (credentials === "busy") throw new Error("nobody else is here");
  await store.accounts.update("alice", credentials);
  for (let turn = 0; turn < 3; turn += 1) await makeCredentials("time passes", passwords);
  expect((await store.accounts.find("alice"))?.passwordHash).toBe(credentials.passwordHash);
});

test("what cannot be kept of a login is told, and keeps nobody out", async () => {
  const { accounts, db, failures } = await openBoth();
  const alice = await accounts.find("alice");
  if (!alice) throw new Error("there is no alice");
  await db.destroy();
  accounts.loggedIn({ account: alice, password: "sesame" });
  await seen(async () => failures.length === 1);
});
