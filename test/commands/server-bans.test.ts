import { expect, test } from "vitest";
import { memoryStore } from "../../src/store/memory-store.ts";
import { openBans } from "../kit/bans.ts";
import { inTrouble } from "../kit/trouble.ts";

const trouble = "Nothing can be stored right now: try again later";

test.each([
  ["KLINE bob@* :spam", "KLINE"],
  ["UNKLINE carol@*", "UNKLINE"],
  ["UBAN ADD kline bob@* :spam", "UBAN"],
  ["UBAN DEL kline carol@*", "UBAN"],
])("%s says so when the store does not take it, and nothing is changed", async (line, command) => {
  const store = memoryStore();
  let isFull = false;
  const { network, root, bob } = openBans(
    {},
    { store: { ...store, bans: inTrouble(store.bans, () => isFull) } },
  );
  await root.answer("KLINE %carol@* :spam");
  isFull = true;
  expect(await root.answer(line)).toEqual([`:irc.test 400 root ${command} :${trouble}`]);
  expect(bob.ended).toBe(false);
  expect([...network.node.world.bans.list()].map(({ mask }) => mask)).toEqual(["carol@*"]);
  isFull = false;
  await root.answer(line);
  expect([...network.node.world.bans.list()]).toHaveLength(line.includes("bob") ? 2 : 0);
});
