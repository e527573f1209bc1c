import { expect, test } from "vitest";
import { ConfiguredAccounts } from "../../src/accounts/configured-accounts.ts";
import type { AccountConfig } from "../../src/config/schema.ts";
import { type Casemapping, createNames } from "../../src/protocol/names.ts";
import { describeAccounts } from "./accounts-contract.ts";

const foldOf = (casemapping: Casemapping) =>
  createNames({ casemapping, utf8Nicks: false, nickLength: 30, channelLength: 64 }).fold;

const written = (name: string): AccountConfig => ({
  name,
  password: "sesame",
  certfps: [],
  suspended: false,
});

describeAccounts("of the configuration", (held) => {
  const listed = held.map(({ name, password, certfps, status }) => ({
    name,
    password,
    certfps,
    suspended: status === "suspended",
  }));
  return new ConfiguredAccounts(() => listed, foldOf("ascii"));
});

test("another list takes effect at once", async () => {
  let listed = [written("alice")];
  const accounts = new ConfiguredAccounts(() => listed, foldOf("ascii"));
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
])("with the passwords %j, whether SCRAM is for everybody is %s", (passwords, does) => {
  const listed = passwords.map((password, at) => ({ ...written(`a${at}`), password }));
  expect(new ConfiguredAccounts(() => listed, foldOf("ascii")).knowsScram).toBe(does);
});

test.each([
  ["ascii", "zo[", "zo{", false],
  ["rfc1459", "zo[", "zo{", true],
  ["ascii", "Zoé", "ZOÉ", false],
  ["utf8", "Zoé", "ZOÉ", true],
] as const)(
  "under %s, whether %s is found as %s is the network's to say",
  async (mapping, name, as, isFound) => {
    const accounts = new ConfiguredAccounts(() => [written(name)], foldOf(mapping));
    expect((await accounts.find(as)) !== undefined).toBe(isFound);
  },
);
