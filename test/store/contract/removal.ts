import { describe, expect, test } from "vitest";
import type { Store } from "../../../src/store/store.ts";
import { account, channel, message, type OpenStore, record, told } from "./rows.ts";

/** What holds for what is taken out: one message, old ones, a target, all of an account. */
export function describeRemoval(open: OpenStore): void {
  const texts = async (store: Store, target = "#a") =>
    ((await store.messages.page(target, { type: "latest" }, 99)) ?? []).map(({ id }) => id).join(" ");
  const found = async (store: Store, words: string, target = "#a") =>
    (await store.messages.search({ targets: [target], words, limit: 99 })).map(({ id }) => id).join(" ");
  const reaction = { id: "r1", message: "m1", by: "bob", account: "bob", value: "👍", at: 5 };

  describe("redacting", () => {
    test("takes a message out with its search row and its reactions", async () => {
      const store = await open();
      await record(store, message(1, "secret word"), message(2, "other word"));
      await store.reactions.add(reaction);
      expect(await store.messages.redact("#b", "m1")).toBeUndefined();
      expect(await store.messages.redact("#a", "m1")).toEqual(told(message(1, "secret word")));
      expect(await store.messages.redact("#a", "m1")).toBeUndefined();
      expect(await store.messages.find("#a", "m1")).toBeUndefined();
      expect(await texts(store)).toBe("m2");
      expect(await found(store, "word")).toBe("m2");
      expect(await store.reactions.to(["m1"])).toEqual([]);
    });

    test("takes what was nothing but a reaction to it, and leaves what has words", async () => {
      const store = await open();
      const answer = message(3, "so do I", { id: "r2" });
      await record(store, message(1), message(2, "", { id: "r1", kind: "TAGMSG" }), answer);
      await store.reactions.add(reaction);
      await store.reactions.add({ ...reaction, id: "r2", by: "carol" });
      await store.messages.redact("#a", "m1");
      expect(await texts(store)).toBe("r2");
      expect(await store.reactions.to(["m1"])).toEqual([]);
      expect(await store.messages.count()).toBe(1);
    });

    test("of the message that brought a reaction takes the reaction", async () => {
      const store = await open();
      await record(store, message(1), message(2, "", { id: "r1", kind: "TAGMSG" }));
      await store.reactions.add(reaction);
      await store.messages.redact("#a", "r1");
      expect(await store.reactions.to(["m1"])).toEqual([]);
      expect(await texts(store)).toBe("m1");
    });
  });

  describe("renaming", () => {
    test("moves history and markers to another key, where nothing of before is left", async () => {
      const store = await open();
      const { markers, messages } = store;
      await record(store, message(1, "old words"), message(2, "of a stranger", { target: "#new" }));
      await markers.move({ account: "alice", target: "#a", at: 5 });
      await markers.move({ account: "bob", target: "#new", at: 7 });
      await messages.rename("#a", "#new");
      expect((await messages.page("#new", { type: "latest" }, 9))?.map(({ text }) => text)).toEqual([
        "old words",
      ]);
      expect(await messages.page("#a", { type: "latest" }, 9)).toEqual([]);
      expect((await messages.search({ targets: ["#new"], words: "words", limit: 9 }))[0]).toMatchObject({
        id: "m1",
        target: "#new",
      });
      expect(await markers.find("alice", "#new")).toBe(5);
      expect(await markers.find("alice", "#a")).toBeUndefined();
      expect(await markers.find("bob", "#new")).toBeUndefined();
    });

    test("is done once: to ask for it again, or with one key, does nothing", async () => {
      const store = await open();
      await record(store, message(1));
      await store.messages.rename("#a", "#a");
      expect(await texts(store)).toBe("m1");
      await store.markers.move({ account: "alice", target: "#a", at: 5 });
      for (let time = 0; time < 2; time += 1) await store.messages.rename("#a", "#new");
      expect(await store.messages.page("#new", { type: "latest" }, 9)).toHaveLength(1);
      expect(await store.markers.find("alice", "#new")).toBe(5);
    });

    test("moves markers where nothing was said", async () => {
      const { markers, messages } = await open();
      await markers.move({ account: "alice", target: "#a", at: 5 });
      await messages.rename("#a", "#new");
      expect(await markers.find("alice", "#new")).toBe(5);
    });
  });

  describe("editing", () => {
    test("puts another text in place, for search, too", async () => {
      const store = await open();
      await record(store, message(1, "old text"));
      const change = { text: "New text", payload: { edited: 1 }, folded: "new text" };
      expect(await store.messages.edit("#b", "m1", change)).toBe(false);
      expect(await store.messages.edit("#a", "m1", change)).toBe(true);
      expect(await store.messages.find("#a", "m1")).toMatchObject({
        text: "New text",
        payload: { edited: 1 },
      });
      expect([await found(store, "old"), await found(store, "new text")]).toEqual(["", "m1"]);
    });
  });

  describe("expiry", () => {
    const opened = async () => {
      const store = await open();
      await record(store, ...Array.from({ length: 9 }, (_, at) => message(at + 1, "word")));
      await record(store, message(10, "word", { target: "#b" }));
      return store;
    };

    test("removes by age, as many as asked at a time", async () => {
      const store = await opened();
      expect(await store.messages.expire("#a", { before: 50, most: 3 })).toBe(3);
      expect(await store.messages.expire("#a", { before: 50, most: 3 })).toBe(1);
      expect(await store.messages.expire("#a", { before: 50, most: 3 })).toBe(0);
      expect([await texts(store), await found(store, "word")]).toEqual(["m5 m6 m7 m8 m9", "m5 m6 m7 m8 m9"]);
      expect(await texts(store, "#b")).toBe("m10");
    });

    test("removes by count", async () => {
      const store = await opened();
      expect(await store.messages.expire("#a", { keep: 2, most: 99 })).toBe(7);
      expect(await store.messages.expire("#a", { keep: 2, most: 99 })).toBe(0);
      expect([await texts(store), await found(store, "word")]).toEqual(["m8 m9", "m8 m9"]);
      expect(await store.messages.expire("#none", { keep: 0, most: 9 })).toBe(0);
    });

    test("removes by both", async () => {
      const store = await opened();
      expect(await store.messages.expire("#a", { before: 30, keep: 5, most: 99 })).toBe(4);
      expect(await texts(store)).toBe("m5 m6 m7 m8 m9");
    });

    test("knows which targets there are", async () => {
      const store = await opened();
      expect(await store.messages.targetKeys("", 9)).toEqual(["#a", "#b"]);
      expect(await store.messages.targetKeys("#a", 9)).toEqual(["#b"]);
      expect(await store.messages.targetKeys("", 1)).toEqual(["#a"]);
    });
  });

  describe("forgetting", () => {
    test("ends the history of a target at once, and who comes next begins anew", async () => {
      const store = await open();
      await record(store, message(1, "word", { parties: ["alice"] }), message(2, "word", { target: "#b" }));
      await store.reactions.add(reaction);
      await store.messages.forget("#a");
      expect([await texts(store), await found(store, "word")]).toEqual(["", ""]);
      expect(await store.messages.find("#a", "m1")).toBeUndefined();
      const targets = { targets: ["#a"], party: "alice", from: 0, to: 99, limit: 9 };
      expect(await store.messages.targets(targets)).toEqual([]);
      await record(store, message(3, "word"));
      expect(await texts(store)).toBe("m3");
      while ((await store.messages.sweep(1)) > 0);
      expect([await texts(store), await found(store, "word")]).toEqual(["m3", "m3"]);
      expect(await texts(store, "#b")).toBe("m2");
      expect(await store.reactions.to(["m1"])).toEqual([]);
      expect(await store.messages.targetKeys("", 9)).toEqual(["#a", "#b"]);
    });
  });

  describe("people", () => {
    const opened = async () => {
      const store = await open();
      for (const name of ["Alice", "Bob"]) {
        const key = name.toLowerCase();
        await store.accounts.create(account(name));
        await store.nicks.add({ folded: `${key}2`, nick: `${name}2`, account: key, at: 2 });
        await store.certificates.add({ fingerprint: key, account: key, label: "", at: 3 });
        const device = { device: "d", hash: "h", createdAt: 1, lastUsedAt: undefined };
        await store.appPasswords.add({ ...device, account: key });
        await store.channels.register(channel(`#${key}`, { founder: key }));
        await store.stays.put({ account: key, stay: { nick: key } });
        await store.markers.move({ account: key, target: "#a", at: 4 });
        await store.held.put({ id: name.length, account: key, message: { text: name } });
        await store.metadata.set({ scope: "account", owner: key, key: "url", value: "u", visibility: "*" });
      }
      await store.roles.set({ channel: "#bob", account: "alice", role: "op", by: "bob", at: 1 });
      await record(
        store,
        message(1, "word by alice"),
        message(2, "word by bob", { account: "bob" }),
        message(3, "private", { account: "bob", target: "alice bob", parties: ["alice", "bob"] }),
        message(4, "private", { account: "bob", target: "bob carol", parties: ["bob", "carol"] }),
        message(5, "word by alice"),
      );
      await store.reactions.add({ ...reaction, message: "m2", by: "alice", account: "alice" });
      return store;
    };

    test("get all that is kept of them", async () => {
      const { people } = await opened();
      const all = await people.record("alice");
      expect(all).toMatchObject({
        account: account("Alice"),
        channels: ["#alice"],
        roles: [{ channel: "#bob" }],
        stay: { nick: "alice" },
        reactions: [{ id: "r1" }],
        markers: [{ target: "#a", at: 4 }],
        metadata: [{ key: "url" }],
        held: [{ message: { text: "Alice" } }],
      });
      expect(all.nicks.map(({ nick }) => nick)).toEqual(["Alice", "Alice2"]);
      expect([all.certificates.length, all.appPasswords.length]).toEqual([1, 1]);
      const first = await people.messages("alice", { seq: 0, n: 0 }, 1);
      expect(first.map(({ id }) => id)).toEqual(["m1"]);
      const rest = await people.messages("alice", { seq: 1, n: 0 }, 9);
      expect(rest.map(({ id }) => id)).toEqual(["m5"]);
    });

    test("are erased from every table, and nobody else is", async () => {
      const store = await opened();
      const bob = await store.people.record("bob");
      while ((await store.people.erase("alice", 1)) > 0);
      while ((await store.messages.sweep(99)) > 0);
      expect(await store.people.record("alice")).toEqual({
        account: undefined,
        ...{ nicks: [], certificates: [], appPasswords: [], channels: [], roles: [] },
        ...{ reactions: [], markers: [], metadata: [], held: [], stay: undefined },
      });
      expect(await store.people.messages("alice", { seq: 0, n: 0 }, 9)).toEqual([]);
      expect([await texts(store), await found(store, "word")]).toEqual(["m2", "m2"]);
      expect(await store.channels.find("#alice")).toMatchObject({ founder: undefined });
      expect(await store.people.record("bob")).toEqual(bob);
      expect(await texts(store, "bob carol")).toBe("m4");
    });

    test("leave nothing to read to who comes next under their name", async () => {
      const store = await opened();
      while ((await store.people.erase("alice", 99)) > 0);
      await store.accounts.create(account("Alice"));
      expect(await texts(store, "alice bob")).toBe("");
      expect(
        await store.messages.targets({ targets: [], party: "alice", from: 0, to: 99, limit: 9 }),
      ).toEqual([]);
    });
  });
}
