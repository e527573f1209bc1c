import { describe, expect, test } from "vitest";
import { account, type OpenStore } from "./rows.ts";

/** What holds for accounts and what opens them. */
export function describeAccountAreas(open: OpenStore): void {
  describe("accounts", () => {
    test("are found as they were made", async () => {
      const { accounts } = await open();
      const alice = account("Alice", {
        email: "a@example.net",
        status: "unverified",
        verification: { hash: "h", expiresAt: 2 ** 41 },
        scram: { salt: "c2FsdA==", iterations: 4096, storedKey: "a2V5", serverKey: "aw==" },
        settings: { enforce: ["strict", 1, null, true], "ü\n": { deep: "\u{1f600}" } },
      });
      await accounts.create(alice);
      expect(await accounts.find("alice")).toEqual(alice);
      expect(await accounts.find("Alice")).toBeUndefined();
    });

    test("have a name nobody else has, be it as a nick", async () => {
      const { accounts, nicks } = await open();
      await accounts.create(account("Alice"));
      await nicks.add({ folded: "ally", nick: "Ally", account: "alice", at: 2 });
      await expect(accounts.create(account("ALICE"))).rejects.toMatchObject({ code: "TAKEN" });
      await expect(accounts.create(account("ally"))).rejects.toMatchObject({ code: "TAKEN" });
      expect(await accounts.find("ally")).toBeUndefined();
    });

    test("of two who want one name at once, one gets it", async () => {
      const { accounts } = await open();
      const all = Array.from({ length: 20 }, (_, at) => account("Alice", { createdAt: at }));
      const ends = await Promise.allSettled(all.map((one) => accounts.create(one)));
      expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      expect(await accounts.find("alice")).toMatchObject({ createdAt: 0 });
    });

    test("change in what is given, and lose what is given as undefined", async () => {
      const { accounts } = await open();
      const alice = account("Alice", { email: "a@example.net", verification: { hash: "h", expiresAt: 9 } });
      await accounts.create(alice);
      expect(await accounts.update("alice", { verification: undefined, lastSeenAt: 7 })).toBe(true);
      expect(await accounts.find("alice")).toEqual({ ...alice, verification: undefined, lastSeenAt: 7 });
      const scram = { salt: "c2FsdA==", iterations: 4096, storedKey: "a2V5", serverKey: "aw==" };
      await accounts.update("alice", { passwordHash: "other", scram });
      expect(await accounts.find("alice")).toMatchObject({ passwordHash: "other", scram });
      await accounts.update("alice", { scram: undefined });
      expect((await accounts.find("alice"))?.scram).toBeUndefined();
      expect(await accounts.update("alice", {})).toBe(true);
      expect(await accounts.update("bob", { name: "Bob" })).toBe(false);
      expect(await accounts.update("bob", {})).toBe(false);
    });

    test("are listed page by page", async () => {
      const { accounts } = await open();
      for (const name of ["c", "a", "B", "d"]) await accounts.create(account(name));
      const keys = async (after: string, limit: number) =>
        (await accounts.list(after, limit)).map(({ folded }) => folded);
      expect(await keys("", 3)).toEqual(["a", "b", "c"]);
      expect(await keys("c", 3)).toEqual(["d"]);
      expect(await keys("d", 3)).toEqual([]);
    });

    test("that were never verified go when their time is over, with their nicks", async () => {
      const { accounts, nicks } = await open();
      await accounts.create(
        account("old", { status: "unverified", verification: { hash: "h", expiresAt: 10 } }),
      );
      await accounts.create(
        account("new", { status: "unverified", verification: { hash: "h", expiresAt: 30 } }),
      );
      await accounts.create(account("done", { verification: { hash: "h", expiresAt: 10 } }));
      expect(await accounts.expireUnverified(20)).toEqual(["old"]);
      expect((await accounts.list("", 9)).map(({ folded }) => folded)).toEqual(["done", "new"]);
      expect(await nicks.owner("old")).toBeUndefined();
    });
  });

  describe("nicks", () => {
    test("lead to their account; its own name cannot be let go", async () => {
      const { accounts, nicks } = await open();
      const ally = { folded: "ally", nick: "Ally", account: "alice", at: 2 };
      await accounts.create(account("Alice"));
      await nicks.add(ally);
      expect(await nicks.of("alice")).toEqual([
        { folded: "alice", nick: "Alice", account: "alice", at: 1 },
        ally,
      ]);
      expect((await nicks.owner("ally"))?.name).toBe("Alice");
      expect((await nicks.list("", 9)).map(({ folded }) => folded)).toEqual(["alice", "ally"]);
      expect(await nicks.list("alice", 1)).toEqual([ally]);
      expect(await nicks.remove("alice", "alice")).toBe(false);
      expect(await nicks.remove("bob", "ally")).toBe(false);
      expect(await nicks.remove("alice", "ally")).toBe(true);
      expect(await nicks.owner("ally")).toBeUndefined();
    });

    test("belong to an account that is there", async () => {
      const { nicks } = await open();
      const orphan = { folded: "x", nick: "x", account: "nobody", at: 1 };
      await expect(nicks.add(orphan)).rejects.toMatchObject({ code: "MISSING" });
    });
  });

  describe("certificates", () => {
    test("open one account each", async () => {
      const { accounts, certificates } = await open();
      await accounts.create(account("Alice"));
      await accounts.create(account("Bob"));
      const row = { fingerprint: "ab".repeat(32), account: "alice", label: "laptop", at: 3 };
      await certificates.add(row);
      await expect(certificates.add({ ...row, account: "bob" })).rejects.toMatchObject({ code: "TAKEN" });
      const another = { ...row, fingerprint: "cd", account: "nobody" };
      await expect(certificates.add(another)).rejects.toMatchObject({ code: "MISSING" });
      expect(await certificates.of("alice")).toEqual([row]);
      expect((await certificates.owner(row.fingerprint))?.folded).toBe("alice");
      expect(await certificates.remove("bob", row.fingerprint)).toBe(false);
      expect(await certificates.remove("alice", row.fingerprint)).toBe(true);
      expect(await certificates.owner(row.fingerprint)).toBeUndefined();
    });
  });

  describe("app passwords", () => {
    test("are one for each device", async () => {
      const { accounts, appPasswords } = await open();
      await accounts.create(account("Alice"));
      const row = { account: "alice", device: "phone", hash: "h", createdAt: 4, lastUsedAt: undefined };
      await appPasswords.add(row);
      await expect(appPasswords.add(row)).rejects.toMatchObject({ code: "TAKEN" });
      await expect(appPasswords.add({ ...row, account: "x" })).rejects.toMatchObject({ code: "MISSING" });
      expect(await appPasswords.used("alice", "phone", 9)).toBe(true);
      expect(await appPasswords.used("alice", "tablet", 9)).toBe(false);
      expect(await appPasswords.of("alice")).toEqual([{ ...row, lastUsedAt: 9 }]);
      expect(await appPasswords.remove("alice", "phone")).toBe(true);
      expect(await appPasswords.remove("alice", "phone")).toBe(false);
    });
  });
}
