import { expect, test } from "vitest";
import { History } from "../../src/history/history.ts";
import { latest } from "../../src/history/page.ts";
import { Pages } from "../../src/history/pages.ts";
import { Recent } from "../../src/history/recent.ts";
import type { Change } from "../../src/world/changes.ts";
import type { UserId } from "../../src/world/ids.ts";
import { TestNetwork } from "../kit/network.ts";

function say(network: TestNetwork, nick: string, channel: string, text: string): Change {
  const { world } = network.node;
  const user = world.userByNick(nick);
  if (!user) throw new Error(`${nick} is not there`);
  const target = {
    to: "channel",
    channel: world.names.foldChannel(channel),
    name: channel,
    status: undefined,
  } as const;
  const { id: from, identity: by } = user;
  return { type: "message-sent", verb: "PRIVMSG", from, by, target, text, id: "e-1", at: network.now };
}

test("all of it is bounded: what was silent for longest is forgotten first", () => {
  const network = new TestNetwork();
  network.inChannel("#a", "alice");
  const { world } = network.node;
  const alice = world.userByNick("alice");
  const history = new History(world, undefined, new Recent(world, 3));
  const pages = new Pages(world, history, undefined);
  network.inChannel("#b", "bob");
  for (const [nick, channel] of [
    ["alice", "#a"],
    ["bob", "#b"],
    ["alice", "#a"],
    ["bob", "#b"],
  ] as const) {
    history.record(say(network, nick, channel, "hi"));
  }
  const bob = world.userByNick("bob");
  const [a, b] = [world.channelByName("#a"), world.channelByName("#b")];
  if (!alice || !bob || !a || !b) throw new Error("they left");
  expect(pages.page(a, alice, latest(10))).toMatchObject({ said: [] });
  expect(pages.page(b, bob, latest(10))).toMatchObject({ said: [{}, {}] });
});

test("of who was kicked only the last are remembered, however often that happens", () => {
  const network = new TestNetwork();
  network.inChannel("#a", "alice");
  const { world } = network.node;
  const history = new History(world);
  const pages = new Pages(world, history, undefined);
  const [alice, channel] = [world.userByNick("alice"), world.channelByName("#a")];
  if (!alice || !channel) throw new Error("she left");
  history.record(say(network, "alice", "#a", "hi"));
  const kick = (user: UserId, nick: string) =>
    history.record({
      ...{ type: "kicked", channel: channel.key, name: "#a", user, nick, account: undefined },
      ...{ by: alice.identity, reason: "", shownTo: "all", at: network.now },
    });
  kick(alice.id, "alice");
  expect(pages.page(channel, alice, latest(10))).toMatchObject({ said: [] });
  for (let at = 0; at < 600; at += 1) kick(`other${at}` as UserId, `n${at}`);
  expect(pages.page(channel, alice, latest(10))).toMatchObject({ said: [{}] });
});
