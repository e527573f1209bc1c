import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

test("RELAYMSG says something under a nick from elsewhere, and all can tell", () => {
  const network = new TestNetwork();
  const [bot, bob] = network.inChannel("#room", "bot", "bob");
  bot?.send("CAP REQ :draft/relaymsg");
  bot?.read();
  expect(bot?.ask("RELAYMSG #room carol/x :hello")).toEqual([]);
  expect(bob?.read()).toEqual([":carol/x!bot@192.0.2.2 PRIVMSG #room :hello"]);
});

test("RELAYMSG is for who asked for it and is an operator of the channel", () => {
  const network = new TestNetwork();
  const [bot, bob] = network.inChannel("#room", "bot", "bob");
  expect(bot?.ask("RELAYMSG #room carol/x :hello")).toEqual([
    ":irc.test FAIL RELAYMSG NOT_ENABLED :Ask for the draft/relaymsg capability first",
  ]);
  bob?.send("CAP REQ :draft/relaymsg");
  expect(bob?.numerics("RELAYMSG #room carol/x :hello")).toEqual(["482 #room :You're not channel operator"]);
});
