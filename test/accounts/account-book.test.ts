import { expect, test } from "vitest";
import { AccountBook } from "../../src/accounts/account-book.ts";
import { memoryStore } from "../../src/store/memory-store.ts";
import { TestNetwork } from "../kit/network.ts";

function openBook() {
  const { node, ...network } = new TestNetwork();
  const { world } = node;
  const store = memoryStore();
  const origin = { node: "irc.test", epoch: "t", session: undefined, line: 0 };
  const parts = { store, world, now: () => network.now };
  const book = new AccountBook({ ...parts, append: (request) => node.log.append(origin, request) });
  return { book, store, world };
}

const alice = {
  name: "Alice",
  passwordHash: "a secret hash",
  email: "alice@example.net",
  status: "active",
  verification: undefined,
  settings: { enforce: "strict" },
} as const;

test("what is made is known to the network, without what nobody may know", async () => {
  const { book, world } = openBook();
  await book.create(alice);
  const known = world.accountNamed("ALICE");
  expect(known).toMatchObject({ name: "Alice", status: "active", settings: { enforce: "strict" } });
  expect(JSON.stringify(known)).not.toMatch(/secret|example/);
  expect(world.ownerOfNick(world.names.foldNick("aLice"))).toBe(known);
});

test("what is somebody's is not made, and nothing changes", async () => {
  const { book, world } = openBook();
  await book.create(alice);
  const known = world.accountNamed("alice");
  await expect(book.create({ ...alice, name: "ALICE" })).rejects.toMatchObject({ code: "TAKEN" });
  expect(world.accountNamed("alice")).toBe(known);
});

test("what changes is known, and what is gone is not", async () => {
  const { book, store, world } = openBook();
  await book.create(alice);
  const key = book.keyOf("alice");
  expect(await book.update(key, { status: "suspended" })).toBe(true);
  expect(world.accountNamed("alice")?.status).toBe("suspended");
  await store.people.erase(key, 1000);
  await book.tell(key);
  expect(world.accountNamed("alice")).toBeUndefined();
  expect(world.ownerOfNick(world.names.foldNick("alice"))).toBeUndefined();
  expect(await book.update(key, { status: "active" })).toBe(false);
});

test("a start has the network know all there are, page after page, each with its nicks", async () => {
  const { book, store, world } = openBook();
  const { name, ...others } = alice;
  for (let number = 0; number < 1_001; number += 1) {
    const folded = `a${number}`;
    await store.accounts.create({
      ...others,
      name: folded.toUpperCase(),
      folded,
      createdAt: 1,
      lastSeenAt: 1,
    });
  }
  await store.nicks.add({ folded: name.toLowerCase(), nick: name, account: "a999", at: 2 });
  await book.load();
  expect(world.accounts.size).toBe(1_001);
  expect(world.ownerOfNick(world.names.foldNick("ALICE"))?.name).toBe("A999");
});
