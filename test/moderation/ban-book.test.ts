import { expect, test } from "vitest";
import { BanBook } from "../../src/moderation/ban-book.ts";
import { memoryStore } from "../../src/store/memory-store.ts";
import type { ServerBan } from "../../src/world/server-ban.ts";
import { TestNetwork } from "../kit/network.ts";

function openBook(store = memoryStore()) {
  const network = new TestNetwork();
  const { world, log } = network.node;
  const origin = { node: "irc.test", epoch: "t", session: undefined, line: 0 };
  const append = (request: Parameters<typeof log.append>[1]) => log.append(origin, request);
  return { book: new BanBook({ store, world, append, now: () => network.now }), store, world, network };
}

const ban = (mask: string, expiresAt?: number): ServerBan => ({
  ...{
    kind: "kline",
    mask,
    soft: true,
    reason: "why",
    privateReason: "hidden",
    by: "root",
    at: 1,
    expiresAt,
  },
});

test("what is set is kept and known, until it is ended", async () => {
  const { book, store, world } = openBook();
  await book.set(ban("*@a.example"));
  expect([...world.bans.list()]).toEqual([ban("*@a.example")]);
  expect(await book.remove("kline", "*@A.EXAMPLE")).toBe(true);
  expect([world.bans.size, await store.bans.list({ kind: "", folded: "" }, 9)]).toEqual([0, []]);
  expect(await book.remove("kline", "*@a.example")).toBe(false);
});

test("a start has the network know all there are", async () => {
  const first = openBook();
  for (let number = 0; number < 1_001; number += 1) await first.book.set(ban(`*@host${number}.example`));
  const second = openBook(first.store);
  await second.book.load();
  expect(second.world.bans.size).toBe(1_001);
  expect(second.world.bans.get("kline", "*@host7.example")).toEqual(ban("*@host7.example"));
});

test("what is over is swept out", async () => {
  const { book, store, world, network } = openBook();
  await book.set(ban("*@a.example", network.now + 1_000));
  await book.set(ban("*@b.example"));
  network.advance(1_000);
  await book.sweep();
  expect([...world.bans.list()].map(({ mask }) => mask)).toEqual(["*@b.example"]);
  expect(await store.bans.list({ kind: "", folded: "" }, 9)).toHaveLength(1);
});
