import { expect, test } from "vitest";
import { channelOf } from "../kit/force.ts";
import { TestNetwork } from "../kit/network.ts";
import { openOwnRoom } from "../kit/own-room.ts";

test("a registered channel has its plugin's mode after a restart, and has lost it where the plugin is gone", async () => {
  const { network, alice } = await openOwnRoom();
  network.config = {
    ...network.config,
    plugins: [{ use: "word-filter", options: { words: ["darn"] } }],
  };
  await network.node.rehash();
  expect(alice.ask("MODE #room +w").at(-1)).toMatch(/ MODE #room \+w$/);
  await network.node.finish();
  const { store, config } = network;

  const next = new TestNetwork(config, { store });
  await next.node.load();
  expect(channelOf(next, "#room").flags).toContain("w");
  const without = new TestNetwork({ ...config, plugins: [] }, { store });
  await without.node.load();
  expect(channelOf(without, "#room").flags).not.toContain("w");
});
