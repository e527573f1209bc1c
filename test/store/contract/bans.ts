import { describe, expect, test } from "vitest";
import type { OpenStore } from "./rows.ts";

const ban = (kind: string, mask: string, others: object = {}) => ({
  ...{ kind, folded: mask.toLowerCase(), mask, soft: false, reason: "why", privateReason: undefined },
  ...{ by: "root", at: 2 ** 41, expiresAt: undefined, ...others },
});

/** What holds for bans of the whole network. */
export function describeBans(open: OpenStore): void {
  describe("bans", () => {
    test("are listed as they were set, page by page, each kind by itself", async () => {
      const { bans } = await open();
      const all = [
        ban("dline", "10.0.0.0/8"),
        ban("kline", "*@A", { soft: true, privateReason: "ü\n", expiresAt: 2 ** 42 }),
        ban("kline", "*@b"),
      ];
      for (const one of [...all].reverse()) await bans.set(one);
      expect(await bans.list({ kind: "", folded: "" }, 2)).toEqual(all.slice(0, 2));
      expect(await bans.list(all[1] ?? ban("", ""), 2)).toEqual(all.slice(2));
    });

    test("take the place of one of their kind and mask", async () => {
      const { bans } = await open();
      await bans.set(ban("kline", "*@a", { reason: "old", expiresAt: 1 }));
      await bans.set(ban("kline", "*@A", { reason: "new" }));
      expect(await bans.list({ kind: "", folded: "" }, 9)).toEqual([ban("kline", "*@A", { reason: "new" })]);
    });

    test("end once", async () => {
      const { bans } = await open();
      await bans.set(ban("kline", "*@a"));
      expect(await bans.remove("dline", "*@a")).toBe(false);
      expect(await bans.remove("kline", "*@a")).toBe(true);
      expect(await bans.remove("kline", "*@a")).toBe(false);
    });
  });
}
