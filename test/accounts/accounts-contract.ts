import { describe, expect, test } from "vitest";
import type { Accounts, StoredAccount } from "../../src/accounts/accounts.ts";

/** An account as a store is given it. */
export type HeldAccount = StoredAccount & { readonly certfps: readonly string[] };

/** What every store of accounts must do; `open` gives one that folds ASCII and holds these accounts. */
export function describeAccounts(
  name: string,
  open: (held: readonly HeldAccount[]) => Accounts | Promise<Accounts>,
): void {
  const stored: StoredAccount = { name: "Alice", password: "$scrypt$a", status: "active" };
  const alice: HeldAccount = { ...stored, certfps: ["a1".repeat(32), "b2".repeat(32)] };
  const bob: HeldAccount = { name: "bob", password: "$scrypt$b", status: "suspended", certfps: [] };

  describe(`accounts ${name}`, () => {
    test.each(["Alice", "alice", "ALICE"])(
      "are found as %s, and named as their owner writes it",
      async (as) => {
        expect(await (await open([alice, bob])).find(as)).toEqual(stored);
      },
    );

    test("are found with their status", async () => {
      const { certfps, ...rest } = bob;
      expect(await (await open([alice, bob])).find("Bob")).toEqual(rest);
    });

    test("are found by any of their certificates, whatever their status", async () => {
      const accounts = await open([{ ...bob, certfps: ["d4".repeat(32)] }, alice]);
      expect(await accounts.findByCertfp("a1".repeat(32))).toEqual(stored);
      expect(await accounts.findByCertfp("b2".repeat(32))).toEqual(stored);
      expect(await accounts.findByCertfp("d4".repeat(32))).toMatchObject({
        name: "bob",
        status: "suspended",
      });
    });

    test.each(["c3".repeat(32), "a1".repeat(31), "A1".repeat(32), "a1:".repeat(32), "", "*", "%", "Alice"])(
      "are not found by a certificate that is nobody's: %j",
      async (nobodys) => {
        expect(await (await open([alice, bob])).findByCertfp(nobodys)).toBeUndefined();
      },
    );

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
      const accents = ["Zoe", "Zoé", "zo[", "zo{"].map((one) => ({ ...stored, name: one }));
      const accounts = await open(accents.map((account) => ({ ...account, certfps: [] })));
      for (const account of accents) expect(await accounts.find(account.name)).toEqual(account);
    });
  });
}
