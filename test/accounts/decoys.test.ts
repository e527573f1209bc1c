import { expect, test } from "vitest";
import { Decoys } from "../../src/accounts/decoys.ts";

const rest = "AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAA==";
const scrypt = `$scrypt$N=16,r=1,p=1$${rest}`;
const argon2 = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
const secret = Buffer.alloc(32, 1);
const costOf = (hash: string) => hash.split("$").slice(0, -2).join("$");
const names = Array.from({ length: 50 }, (_, at) => `nobody${at}`);

/** The costs of the decoys for many names. */
const costs = (decoys: Decoys) => new Set(names.map((name) => costOf(decoys.decoy(name))));

test("where no hash has been seen, a decoy is as dear as today's", () => {
  expect(costs(new Decoys(secret))).toEqual(new Set(["$scrypt$N=32768,r=8,p=1"]));
});

test("decoys are as dear as what has been seen, and neither plain text nor strange hashes count", () => {
  const decoys = new Decoys(secret);
  for (const seen of ["sesame", "", argon2, argon2]) decoys.seen(seen);
  expect(costs(decoys)).toEqual(new Set([costOf(argon2)]));
  expect(decoys.decoy("nobody")).not.toBe(argon2);
});

test("where accounts differ in cost, so do names, each always in its own way", () => {
  const decoys = new Decoys(secret);
  for (const seen of [scrypt, argon2]) decoys.seen(seen);
  expect(costs(decoys)).toEqual(new Set([costOf(scrypt), costOf(argon2)]));
  for (const name of names) expect(decoys.decoy(name)).toBe(decoys.decoy(name));
  const others = new Decoys(Buffer.alloc(32, 2));
  for (const seen of [scrypt, argon2]) others.seen(seen);
  const chosen = (from: Decoys) => names.map((name) => costOf(from.decoy(name)));
  expect(chosen(others)).not.toEqual(chosen(decoys));
});

test("only so many costs are remembered", () => {
  const decoys = new Decoys(secret);
  for (let p = 1; p <= 20; p += 1) decoys.seen(`$scrypt$N=16,r=1,p=${p}$${rest}`);
  expect(costs(decoys).size).toBeLessThanOrEqual(8);
});
