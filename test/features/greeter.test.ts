import { expect, test } from "vitest";
import greeter from "../../src/features/greeter.ts";
import { testPlugin } from "../../src/testing.ts";

test("who joins is greeted, by name, once an hour", async () => {
  await using irc = await testPlugin(greeter, { options: { text: "Welcome to {channel}, {nick}!" } });
  const alice = await irc.connect("alice");
  const greeting = ":irc.test NOTICE alice :Welcome to #room, alice!";
  expect(await alice.ask("JOIN #room")).toContain(greeting);
  expect(await alice.ask("PART #room", "JOIN #room")).not.toContain(greeting);
  await irc.pass(3601);
  expect(await alice.ask("PART #room", "JOIN #room")).toContain(greeting);
});

test("aloud, in its channels alone, and what somebody is called is no pattern", async () => {
  await using irc = await testPlugin(greeter, {
    options: { text: "Hello {nick}", channels: ["#Room"], aloud: true },
  });
  const [, bob] = await irc.inChannel("#room", "alice", "bob");
  const carol = await irc.connect("{nick}");
  await carol.ask("JOIN #room", "JOIN #other");
  expect(await bob.lines()).toContain(":irc.test NOTICE #room :Hello {nick}");
  expect((await carol.ask("PART #other", "JOIN #other")).join()).not.toContain("Hello");
});
