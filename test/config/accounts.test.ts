import fc from "fast-check";
import { expect, test } from "vitest";
import { sameNames } from "../../src/config/accounts.ts";
import { loadConfig } from "../../src/config/load.ts";
import type { ConfigInput } from "../../src/config/schema.ts";
import { createNames } from "../../src/protocol/names.ts";
import { refusal } from "../kit/refusal.ts";

const inPlace = (accounts: unknown) => refusal({ text: JSON.stringify({ accounts }), file: "ircd.yaml" });
const listed = (accounts: ConfigInput["accounts"]) => inPlace(accounts);

test.each(["alice", "Zoé", "[a]", "山田", "0day", "a.b-c_d", "~tilde", "x".repeat(63)])(
  "%s may be the name of an account",
  (name) => {
    expect(listed([{ name, password: "sesame" }])).toEqual([]);
  },
);

test.each([
  ["empty", ""],
  ["of two words", "two words"],
  ["that begins with a colon", ":alice"],
  ["that is part of a mask", "alice!a@host"],
  ["with a wildcard", "al?ce"],
  ["that means nobody", "*"],
  ["that means nobody in WHOX", "0"],
  ["that would be two in a list", "alice,bob"],
  ["that looks like a channel", "#alice"],
  ["with a line's end", "alice\r\nQUIT"],
  ["with a NUL", "alice\0"],
  ["with what nobody sees", "ali\u200bce"],
  ["with half a character", "ali\ud800ce"],
  ["with a strange space", "ali\u00a0ce"],
  ["of 64 characters", "x".repeat(64)],
])("an account has no name %s", (_, name) => {
  expect(listed([{ name, password: "sesame" }])).toHaveLength(1);
});

test.each([
  ["plain text", "correct horse battery staple", true],
  ["a dollar", "$100", true],
  ["a hash of genpasswd", "$scrypt$N=2,r=1,p=1$AAAA$AAAA", true],
  ["a hash of argon2id", "$argon2id$v=19$m=256,t=2,p=1$AAAA$AAAA", true],
  ["a hash that is not known", "$2b$10$AAAA", false],
  ["nothing", "", false],
  ["two lines", "one\ntwo", false],
])("whether %s may be an account's password", (_, password, may) => {
  expect(listed([{ name: "alice", password }]).length === 0).toBe(may);
});

test.each([
  ["alice", "Alice"],
  ["zo[", "ZO{"],
  ["Zoé", "ZOÉ"],
  ["Straße", "STRASSE"],
  ["ﬁ", "fi"],
])("%s and %s are not two accounts", (one, other) => {
  const accounts = [one, "bob", other].map((name) => ({ name, password: "sesame" }));
  expect(listed(accounts)).toEqual([
    expect.stringMatching(/accounts\[2\]\.name: is the same name as "[^"]+"$/),
  ]);
});

test.each(["ascii", "rfc1459", "utf8"] as const)("what %s takes for one name is refused", (casemapping) => {
  const { fold } = createNames({ casemapping, utf8Nicks: true, nickLength: 30, channelLength: 64 });
  const tricky = fc.constantFrom(..."aAzZ[]{}|\\~^ßẞſsSσςΣıİiIKKÅåÅﬁ［｛Ǆǆ", "\u0301", "\u0345");
  const letter = fc.oneof(tricky, fc.string({ unit: "binary", maxLength: 1 }));
  const name = fc.array(letter).map((letters) => letters.join(""));
  // All that fold alike are the same as their fold, so they are the same as each other.
  fc.assert(
    fc.property(name, (one) => {
      expect(sameNames([one, fold(one)])).toEqual([[1, one]]);
    }),
    { numRuns: 1_000 },
  );
});

test.each([
  ["a list's place", "alice:hunter2"],
  ["a list's place, in digits", 4711],
  ["an account's place", ["alice:hunter2"]],
  ["a password's place", [{ name: "alice", password: ["hunter2"] }]],
  ["a password's place, with the wrong signs", [{ name: "alice", password: "$hunter2$x" }]],
  ["a password's place, in digits", [{ name: "alice", password: 4711 }]],
])("a password in %s is not shown", (_, accounts) => {
  const lines = inPlace(accounts);
  expect(lines).toHaveLength(1);
  expect(lines.join()).not.toMatch(/hunter2|4711/);
});

const digits = "a1".repeat(32);
const colons = digits.toUpperCase().replace(/..(?!$)/g, "$&:");
const opened = (...certfps: readonly string[]) => ({ name: "alice", password: "sesame", certfps });

test("fingerprints are taken with colons or without, and kept without", () => {
  const config = loadConfig({ flags: { accounts: [opened(colons, "b2".repeat(32))] } });
  expect(config.accounts[0]?.certfps).toEqual([digits, "b2".repeat(32)]);
  expect(loadConfig({ flags: { accounts: [{ name: "bob", password: "x" }] } }).accounts[0]?.certfps).toEqual(
    [],
  );
});

test.each(["", "a1", digits.slice(1), `${digits}a1`, `${digits}:`, "g1".repeat(32), "a1".repeat(20)])(
  "%j is no fingerprint",
  (certfp) => {
    expect(listed([opened(certfp)])).toHaveLength(1);
  },
);

test("a certificate opens one account", () => {
  const bob = { name: "bob", password: "x", certfps: ["b2".repeat(32), colons] };
  expect(listed([opened(digits), bob])).toEqual([
    expect.stringMatching(/accounts\[1\]\.certfps\[1\]: opens "alice" already$/),
  ]);
  expect(listed([opened(digits, colons)])).toHaveLength(1);
});
