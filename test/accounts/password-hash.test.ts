import { describe, expect, test } from "vitest";
import {
  decoyHash,
  hashPassword,
  isPasswordHash,
  needsRehash,
  verifyPassword,
} from "../../src/accounts/password-hash.ts";

// A cheap hash of "swordfish", so that only the tests that need the real cost pay it.
const CHEAP = "$scrypt$N=16,r=1,p=1$AAAAAAAAAAAAAAAAAAAAAA==$";
// From the tests of the reference implementation: 256 KiB, two passes, "password" and "somesalt".
const ARGON2_REST = "c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
const ARGON2 = `$argon2id$v=19$m=256,t=2,p=1$${ARGON2_REST}`;

describe("a password hash", () => {
  test("is found again by its password and by no other", async () => {
    const hash = await hashPassword("swordfish");
    expect(hash).toMatch(/^\$scrypt\$N=32768,r=8,p=1\$[^$]+\$[^$]+$/);
    expect(isPasswordHash(hash)).toBe(true);
    expect(await verifyPassword("swordfish", hash)).toBe(true);
    expect(await verifyPassword("swordfisH", hash)).toBe(false);
  });

  test("is another one each time", async () => {
    expect(await hashPassword("x")).not.toBe(await hashPassword("x"));
  });

  test("to check against where there is none costs the same, and is another one each time", () => {
    expect(decoyHash()).toMatch(/^\$scrypt\$N=32768,r=8,p=1\$[^$]{24}\$[^$]{44}$/);
    expect(decoyHash()).not.toBe(decoyHash());
  });

  test.each([
    ["$scrypt$N=16,r=1,p=2$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAA==", "scrypt$N=16,r=1,p=2"],
    [ARGON2, "argon2id$v=19$m=256,t=2,p=1"],
    ["sesame", "scrypt$N=32768,r=8,p=1"],
    ["$argon2id$v=19$m=999999,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4", "scrypt"],
  ])("to check against may be as dear as another: %s", async (like, cost) => {
    const decoy = decoyHash(like);
    expect(decoy.startsWith(`$${cost}`)).toBe(true);
    expect(decoyHash(like)).not.toBe(decoy);
    expect(await verifyPassword("password", decoy)).toBe(false);
  });

  const rest = "AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAA==";
  test.each([
    [decoyHash(), false],
    [`$scrypt$N=65536,r=8,p=1$${rest}`, false],
    [`$scrypt$N=32768,r=8,p=3$${rest}`, false],
    [`$scrypt$N=16384,r=8,p=1$${rest}`, true],
    [`$scrypt$N=16384,r=8,p=4$${rest}`, true],
    [`$scrypt$N=32768,r=4,p=1$${rest}`, true],
    [`$argon2id$v=19$m=19456,t=2,p=1$${ARGON2_REST}`, false],
    [`$argon2id$v=19$m=65536,t=1,p=4$${ARGON2_REST}`, false],
    [`$argon2id$v=19$m=19456,t=1,p=1$${ARGON2_REST}`, true],
    [ARGON2, true],
    ["$argon2id$", true],
    ["$2b$10$AAAA", true],
    ["sesame", true],
    ["", true],
  ])("%s had better be made anew: %s", (stored, needs) => {
    expect(needsRehash(stored)).toBe(needs);
  });

  test("of argon2id is known by its password and by no other", async () => {
    expect(isPasswordHash(ARGON2)).toBe(true);
    expect(await verifyPassword("password", ARGON2)).toBe(true);
    expect(await verifyPassword("Password", ARGON2)).toBe(false);
  });

  test.each([
    "",
    "swordfish",
    "$scrypt$",
    `${CHEAP}short`,
    "$argon2id$",
    "$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$aGFzaGhhc2g",
    `$argon2id$v=19$m=262145,t=2,p=1$${ARGON2_REST}`,
    `$argon2id$v=19$m=256,t=17,p=1$${ARGON2_REST}`,
    `$argon2id$v=19$m=256,t=2,p=17$${ARGON2_REST}`,
    "$scrypt$N=15,r=1,p=1$AAAAAAAAAAA=$AAAAAAAAAAAAAAAAAAAAAA==",
    "$scrypt$N=16777216,r=8,p=1$AAAAAAAAAAA=$AAAAAAAAAAAAAAAAAAAAAA==",
    "$scrypt$N=16,r=0,p=1$AAAAAAAAAAA=$AAAAAAAAAAAAAAAAAAAAAA==",
  ])("is matched by nothing when it is none, or dearer than any machine bears: %s", async (hash) => {
    expect(await verifyPassword("swordfish", hash)).toBe(false);
  });
});
