import { expect, test } from "vitest";
import channelStats from "../../src/features/channel-stats.ts";
import { memoryStore } from "../../src/store/memory-store.ts";
import { testPlugin } from "../../src/testing.ts";

test("lines, words and speakers are counted, follow a channel that is renamed, and last", async () => {
  const store = memoryStore();
  {
    await using irc = await testPlugin(channelStats, { store, options: { top: 1 } });
    const [alice, bob] = await irc.inChannel("#room", "alice", "bob");
    await alice.ask("PRIVMSG #room :one two  three", "PRIVMSG #room :four", "NOTICE #room :not this");
    await bob.ask("PRIVMSG #room :five", "PRIVMSG @#room :not this");
    expect(await bob.ask("CHANSTATS #ROOM")).toEqual([
      ":irc.test NOTICE bob :#ROOM: 3 lines, 5 words, 2 speakers",
      ":irc.test NOTICE bob :1. alice: 2",
    ]);
    await alice.ask("RENAME #room #hall");
    expect((await bob.ask("CHANSTATS #hall"))[0]).toContain("3 lines");
  }
  await using irc = await testPlugin(channelStats, { store });
  const [carol] = await irc.inChannel("#hall", "carol");
  expect((await carol.ask("CHANSTATS #hall"))[0]).toContain("#hall: 3 lines, 5 words, 2 speakers");
});

test("of a channel one is not in it tells what it tells of one that is not there", async () => {
  await using irc = await testPlugin(channelStats);
  const [alice] = await irc.inChannel("#secret", "alice");
  await alice.ask("MODE #secret +s", "PRIVMSG #secret :hush");
  const bob = await irc.connect("bob");
  expect(await bob.ask("CHANSTATS #secret")).toEqual([
    ":irc.test NOTICE bob :There is nothing to tell of #secret",
  ]);
  expect(await bob.ask("CHANSTATS #none")).toEqual([
    ":irc.test NOTICE bob :There is nothing to tell of #none",
  ]);
});
