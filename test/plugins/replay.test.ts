import { expect, test } from "vitest";
import { definePlugin } from "../../src/plugins/define-plugin.ts";
import { restore } from "../../src/world/restore.ts";
import { TestNetwork } from "../kit/network.ts";

const plugin = definePlugin({
  name: "shaper",
  description: "alters and refuses",
  setup(api) {
    api.mode({ letter: "y", does: "says it backwards" });
    api.service({ nick: "Shaper", help: "Shapes." });
    api.before("message-sent", ({ text }, { channel }) => {
      if (text === "no") return { refuse: "not that" };
      return channel?.modes.includes("y") ? { text: [...text].reverse().join("") } : undefined;
    });
    api.before("joined", ({ name }) => (name === "#shut" ? { refuse: "it is shut" } : undefined));
    api.after("topic-set", ({ name }) => api.say(name, "a new topic!"));
  },
});

test("a log with a plugin's modes, verdicts and acts makes the same world and the same lines without it", async () => {
  const network = new TestNetwork(
    { unlimited: true, plugins: [{ path: "shaper" }] },
    { findPlugin: async () => ({ exported: plugin, hash: "1" }) },
  );
  await network.node.load();
  const [alice, bob] = network.inChannel("#room", "alice", "bob");
  alice?.send("MODE #room +y", "TOPIC #room :here", "PRIVMSG #room :abc", "PRIVMSG #room,bob :no");
  bob?.send("JOIN #shut,#open", "NICK Shaper", "PRIVMSG #room,#open :xyz");
  await network.until(() => network.node.plugins.waiting === 0);
  network.config = { ...network.config, plugins: [] };
  await network.node.rehash();
  const records = [...network.node.engine.snapshot()];

  const said: string[] = [];
  const replayed = new TestNetwork(
    { unlimited: true },
    {
      epoch: "other",
      happened: (change) => {
        if (change.type === "message-sent")
          said.push(`${change.by.nick} ${change.target.name} ${change.text}`);
      },
    },
  );
  const seqs = replayed.entries.length;
  for (const entry of network.entries) replayed.node.engine.apply(entry);
  expect(seqs).toBe(1);
  expect([...replayed.node.engine.snapshot()]).toEqual(records);
  expect(said).toEqual(["alice #room cba", "Shaper #room a new topic!", "bob #room zyx", "bob #open xyz"]);
  expect(replayed.node.world.channelByName("#shut")).toBeUndefined();
  expect(replayed.node.world.channelByName("#room")?.flags).toBe("nt");
});

test("a snapshot that is taken while the plugin is loaded knows its modes", async () => {
  const network = new TestNetwork(
    { unlimited: true, plugins: [{ path: "shaper" }] },
    { findPlugin: async () => ({ exported: plugin, hash: "1" }) },
  );
  await network.node.load();
  const [alice] = network.inChannel("#room", "alice");
  alice?.send("MODE #room +y");
  const world = restore(network.node.engine.snapshot());
  expect(world.settings.extensions?.[0]).toMatchObject({ plugin: "shaper", nicks: ["Shaper"] });
  expect(world.channelByName("#room")?.flags).toBe("nty");
});
