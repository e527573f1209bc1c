import { describe, expect, test } from "vitest";
import { channel, message, type OpenStore, record } from "./rows.ts";

/** What holds for registered channels and roles in them. */
export function describeChannelAreas(open: OpenStore): void {
  const role = { channel: "#a", account: "alice", role: "op", by: "bob", at: 5 };

  describe("channels", () => {
    test("are found as they were registered, once", async () => {
      const { channels } = await open();
      const row = channel("#A", {
        topic: { text: "hello\n“you”", by: "Alice!a@host", at: 2 ** 41 },
        lists: { b: [{ mask: "*!*@x", by: "Bob", at: 3 }] },
        settings: { history: { keep: 100 } },
      });
      await channels.register(row);
      expect(await channels.find("#a")).toEqual(row);
      await expect(channels.register(channel("#a"))).rejects.toMatchObject({ code: "TAKEN" });
      expect(await channels.find("#A")).toBeUndefined();
    });

    test("change in what is given", async () => {
      const { channels } = await open();
      const row = channel("#A", { topic: { text: "t", by: "x", at: 1 } });
      await channels.register(row);
      expect(await channels.update("#a", { topic: undefined, modes: { n: true }, founder: "bob" })).toBe(
        true,
      );
      expect(await channels.find("#a")).toEqual({
        ...row,
        topic: undefined,
        modes: { n: true },
        founder: "bob",
      });
      expect(await channels.update("#b", { modes: "" })).toBe(false);
    });

    test("are listed page by page", async () => {
      const { channels } = await open();
      for (const name of ["#c", "#a", "#b"]) await channels.register(channel(name));
      expect((await channels.list("", 2)).map(({ folded }) => folded)).toEqual(["#a", "#b"]);
      expect((await channels.list("#b", 2)).map(({ folded }) => folded)).toEqual(["#c"]);
    });

    test("take roles and metadata along to another name, and leave history alone", async () => {
      const store = await open();
      const { channels, roles, messages, metadata, markers } = store;
      await channels.register(channel("#A"));
      await roles.set(role);
      await record(store, message(1), message(2, "of a stranger", { target: "#new" }));
      await metadata.set({ scope: "channel", owner: "#a", key: "url", value: "x", visibility: "*" });
      await markers.move({ account: "alice", target: "#a", at: 5 });
      await channels.rename("#a", { folded: "#new", name: "#New" });
      expect(await channels.find("#a")).toBeUndefined();
      expect(await channels.find("#new")).toMatchObject({ folded: "#new", name: "#New" });
      expect(await roles.in("#new")).toEqual([{ ...role, channel: "#new" }]);
      expect(await metadata.of({ scope: "channel", owner: "#new" })).toHaveLength(1);
      for (const key of ["#a", "#new"])
        expect(await messages.page(key, { type: "latest" }, 9)).toHaveLength(1);
      expect(await markers.find("alice", "#a")).toBe(5);
    });

    test("are renamed once: to ask for it again does nothing", async () => {
      const { channels, metadata } = await open();
      await channels.register(channel("#a"));
      await metadata.set({ scope: "channel", owner: "#a", key: "url", value: "x", visibility: "*" });
      for (let time = 0; time < 2; time += 1) await channels.rename("#a", { folded: "#new", name: "#New" });
      expect(await metadata.of({ scope: "channel", owner: "#new" })).toHaveLength(1);
    });

    test("do not take a name that is registered", async () => {
      const { channels } = await open();
      await channels.register(channel("#a"));
      await channels.register(channel("#b"));
      const renamed = channels.rename("#a", { folded: "#b", name: "#b" });
      await expect(renamed).rejects.toMatchObject({ code: "TAKEN" });
      expect(await channels.find("#a")).toBeDefined();
    });

    test("may be written in another way under the same name", async () => {
      const store = await open();
      await store.channels.register(channel("#abc"));
      await record(store, message(1, "x", { target: "#abc" }));
      await store.channels.rename("#abc", { folded: "#abc", name: "#ABC" });
      expect((await store.channels.find("#abc"))?.name).toBe("#ABC");
      expect(await store.messages.page("#abc", { type: "latest" }, 9)).toHaveLength(1);
    });

    test("lose roles and metadata when they are dropped", async () => {
      const { channels, roles, metadata } = await open();
      await channels.register(channel("#a"));
      await roles.set(role);
      await metadata.set({ scope: "channel", owner: "#a", key: "url", value: "x", visibility: "*" });
      expect(await channels.drop("#a")).toBe(true);
      expect(await channels.drop("#a")).toBe(false);
      await channels.register(channel("#a"));
      expect(await roles.in("#a")).toEqual([]);
      expect(await metadata.of({ scope: "channel", owner: "#a" })).toEqual([]);
    });
  });

  describe("roles", () => {
    test("are one for each account, in a channel that is there", async () => {
      const { channels, roles } = await open();
      await channels.register(channel("#a"));
      await channels.register(channel("#b"));
      await roles.set(role);
      await roles.set({ ...role, role: "voice" });
      await roles.set({ ...role, channel: "#b" });
      await roles.set({ ...role, account: "carol" });
      await expect(roles.set({ ...role, channel: "#no" })).rejects.toMatchObject({ code: "MISSING" });
      expect(await roles.in("#a")).toEqual([
        { ...role, role: "voice" },
        { ...role, account: "carol" },
      ]);
      expect((await roles.of("alice")).map((row) => row.channel)).toEqual(["#a", "#b"]);
      const first = await roles.list({ channel: "", account: "" }, 2);
      expect(first.map((row) => row.account)).toEqual(["alice", "carol"]);
      expect(await roles.list({ channel: "#a", account: "carol" }, 2)).toEqual([{ ...role, channel: "#b" }]);
      expect(await roles.remove("#a", "alice")).toBe(true);
      expect(await roles.remove("#a", "alice")).toBe(false);
    });
  });
}
