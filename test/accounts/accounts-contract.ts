import { describe, expect, test } from "vitest";
import type { Accounts, StoredAccount } from "../../src/accounts/accounts.ts";

/** What every store of accounts must do; `open` gives one that folds ASCII and holds these accounts. */
export function describeAccounts(
  name: string,
  open: (held: readonly StoredAccount[]) => Accounts | Promise<Accounts>,
): void {
  const alice: StoredAccount = { name: "Alice", password: "$scrypt$a", status: "active" };
  const bob: StoredAccount = { name: "bob", password: "$scrypt$b", status: "suspended" };

  describe(`accounts ${name}`, () => {
    test.each(["Alice", "alice", "ALICE"])(
      "are found as %s, and named as their owner writes it",
      async (as) => {
        expect(await (await open([alice, bob])).find(as)).toEqual(alice);
      },
    );

    test("are found with their status", async () => {
      expect(await (await open([alice, bob])).find("Bob")).toEqual(bob);
    });

    test.each([
      "carol",
      "",
      "Alic",
      "Alice ",
      "%",
      "_lice",
      "*",
      "A*",
      "'",
      '"',
      "Alice\0",
      "__proto__",
      "constructor",
      "\ud800",
      "Álice",
      "x".repeat(10_000),
    ])("are not found by a name that is nobody's: %j", async (nobody) => {
      expect(await (await open([alice, bob])).find(nobody)).toBeUndefined();
    });

    test("are available if there are any", async () => {
      expect((await open([alice])).available).toBe(true);
      expect((await open([])).available).toBe(false);
    });

    test("keep apart names that differ beyond case", async () => {
      const accents = ["Zoe", "Zoé", "zo[", "zo{"].map((one) => ({ ...alice, name: one }));
      const accounts = await open(accents);
      for (const account of accents) expect(await accounts.find(account.name)).toEqual(account);
    });
  });
}
