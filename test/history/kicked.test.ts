import { describe, expect, test } from "vitest";
import type { TestClient } from "../kit/client.ts";
import { LastingNetwork } from "../kit/lasting.ts";
import { makeAccount } from "../kit/make-account.ts";

// Who was put out of a channel reads nothing from before, and a restart is no way around that.

/** #a, which is alice's, after she has said something, put out these and said more. */
async function room(modes: string, ...members: readonly (readonly [nick: string, account?: string])[]) {
  const network = new LastingNetwork({ nicks: { protect: "off" } });
  for (const account of ["alice", "bob"]) await makeAccount(network, account);
  const alice = network.reader("alice", "alice");
  alice.ask("JOIN #a");
  await alice.answer("CS REGISTER #a", `MODE #a +${modes}`, "PRIVMSG #a :before");
  for (const [nick, account] of members) {
    network.reader(nick, account).ask("JOIN #a");
    alice.ask(`KICK #a ${nick} :out`);
  }
  network.now += 1000;
  alice.ask("PRIVMSG #a :after");
  return { network, alice };
}

async function restarted(network: LastingNetwork): Promise<LastingNetwork> {
  const next = await network.restarted();
  await next.node.load();
  return next;
}

/** What of it somebody reads, from memory and from the store, and what a search finds. */
async function reads(client: TestClient, channel = "#a"): Promise<string[]> {
  client.ask(`JOIN ${channel}`);
  const lines = await client.answer(
    `CHATHISTORY LATEST ${channel} * 50`,
    `CHATHISTORY BEFORE ${channel} timestamp=2099-01-01T00:00:00.000Z 50`,
    `SEARCH in=${channel}`,
  );
  return ["before", "after"].filter((word) => lines.some((line) => line.endsWith(`:${word}`)));
}

describe.each([
  ["openly", "n"],
  ["where operators alone saw it", "u"],
])("after a restart who was put out %s", (_, modes) => {
  test("reads nothing from before, as their account or under their nick", async () => {
    const { network } = await room(modes, ["bob", "bob"], ["carol"]);
    const next = await restarted(network);
    expect(await reads(next.reader("robert", "bob"))).toEqual(["after"]);
    expect(await reads(next.reader("carol"))).toEqual(["after"]);
    expect(await reads(next.reader("dave"))).toEqual(["before", "after"]);
  });

  test("does so after the next restart, too, and under another name of the channel", async () => {
    const { network, alice } = await room(modes, ["bob", "bob"]);
    alice.ask("CAP REQ draft/channel-rename");
    alice.ask("RENAME #a #b");
    const next = await restarted(await restarted(network));
    expect(await reads(next.reader("robert", "bob"), "#b")).toEqual(["after"]);
    expect(await reads(next.reader("carol"), "#b")).toEqual(["before", "after"]);
  });
});

test("it holds when the account of who did it is erased", async () => {
  const { network, alice } = await room("n");
  await makeAccount(network, "dave");
  const [dave, bob] = [network.reader("dave", "dave"), network.reader("bob", "bob")];
  for (const client of [dave, bob]) client.ask("JOIN #a");
  alice.ask("MODE #a +o dave");
  dave.ask("KICK #a bob");
  await network.node.finish();
  while ((await network.store.people.erase("dave", 10)) > 0);
  const next = await restarted(network);
  expect(await reads(next.reader("robert", "bob"))).toEqual([]);
  expect(await reads(next.reader("carol"))).toEqual(["before", "after"]);
});

test("nobody is shown the mark itself, nor finds it by its id", async () => {
  const { network } = await room("u", ["bob", "bob"]);
  const next = await restarted(network);
  const carol = next.reader("carol", undefined, "batch server-time draft/chathistory draft/event-playback");
  carol.ask("JOIN #a");
  const marks = await next.store.messages.page("#a", { type: "latest" }, 50, { kinds: ["KICKED"] });
  const [mark] = marks ?? [];
  if (!mark) throw new Error("there is no mark");
  expect((await carol.answer("CHATHISTORY LATEST #a * 50")).join("\n")).not.toMatch(/bob|KICK/);
  expect(await carol.answer(`CHATHISTORY AROUND #a msgid=${mark.id} 5`)).toEqual([
    expect.stringContaining("FAIL CHATHISTORY MESSAGE_ERROR"),
  ]);
});
