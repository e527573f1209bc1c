import { expect, test } from "vitest";
import wordFilter from "../../src/features/word-filter.ts";
import { testPlugin } from "../../src/testing.ts";

test("words are masked in channels with +w, in any case and form, and nowhere else", async () => {
  await using irc = await testPlugin(wordFilter, { options: { words: ["darn", "hec*", "größe"] } });
  const [alice, bob] = await irc.inChannel("#room", "alice", "bob");
  const heard = async (text: string) => {
    await alice.ask(`PRIVMSG #room :${text}`);
    return (await bob.lines()).map((line) => line.split(" :")[1]);
  };
  expect(await heard("darn")).toEqual(["darn"]);
  await alice.ask("MODE #room +w");
  await bob.lines();
  expect(await heard("Darn, what the HECK!")).toEqual(["****, what the ****!"]);
  expect(await heard("darning socks, GRÖSSE größe")).toEqual(["darning socks, GRÖSSE *****"]);
  await alice.ask("PRIVMSG bob :darn");
  expect(await bob.lines()).toEqual([":alice!alice@192.0.2.1 PRIVMSG bob :darn"]);
});

test("it refuses instead, and topics in any case; operators learn how often", async () => {
  await using irc = await testPlugin(wordFilter, {
    options: { words: ["darn"], action: "refuse", reason: "be nice", mode: "y" },
  });
  const [alice] = await irc.inChannel("#room", "alice");
  await alice.ask("MODE #room +y");
  expect(await alice.ask("PRIVMSG #room :darn")).toEqual([
    ":irc.test 404 alice #room :Cannot send to channel (be nice)",
  ]);
  expect(await alice.ask("TOPIC #room :darn it")).toEqual([":irc.test FAIL TOPIC REFUSED :be nice"]);
  const root = await irc.connect("root", { isOperator: true });
  expect(await root.ask("FILTERED")).toEqual([":irc.test NOTICE root :1 messages since it was loaded"]);
});

test("words that are patterns are words, and a long text costs little", async () => {
  const words = ["(a+)+$", "b*".repeat(10), ...Array.from({ length: 500 }, (_, at) => `word${at}`)];
  await using irc = await testPlugin(wordFilter, { options: { words }, budgetMs: 1000 });
  const [alice] = await irc.inChannel("#room", "alice");
  await alice.ask("MODE #room +w");
  await alice.ask(`PRIVMSG #room :${"a".repeat(300)}!`);
  expect(irc.plugins[0]).toMatchObject({ isOn: true, failures: 0 });
  await expect(testPlugin(wordFilter, { options: { words: ["two words"] } })).rejects.toThrow(
    "plugins[0] (word-filter): options.words.0: must be one word of 2 to 50 characters",
  );
});

test("what was said is not changed into a word that is not welcome", async () => {
  await using irc = await testPlugin(wordFilter, {
    options: { words: ["darn"] },
    config: { history: { edits: true } },
  });
  const caps = "echo-message message-tags draft/message-edit";
  const alice = await irc.connect("alice", { caps });
  await alice.ask("JOIN #room", "MODE #room +w");
  const [said = ""] = await alice.ask("PRIVMSG #room :fine");
  const id = /msgid=([^; ]+)/.exec(said)?.[1] ?? "";
  const [edited] = await alice.ask(`@draft/target-msgid=${id};draft/edit-text=darn EDIT #room`);
  expect(edited).toContain("draft/edit-text=****");
  expect(edited).not.toContain("darn");
});
