import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

test("RENAME gives a channel another name, with all that is true of it", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.inChannel("#room", "alice", "bob");
  alice?.send("CAP REQ :draft/channel-rename", "TOPIC #room :plans", "MODE #room +b x!*@*");
  alice?.read();
  expect(alice?.ask("RENAME #room #hall :more space")).toEqual([
    ":alice!alice@192.0.2.2 RENAME #room #hall :more space",
  ]);
  expect(alice?.numerics("TOPIC #room")).toEqual(["403 #room :No such channel"]);
  expect(alice?.numerics("TOPIC #hall")[0]).toBe("332 #hall :plans");
  expect(alice?.numerics("MODE #hall b")[0]).toMatch(/^367 #hall x!\*@\* /);
  expect(bob?.numerics("NAMES #hall")[0]).toBe("353 = #hall :@alice bob");
});

test("RENAME is for operators of the channel, and only to a name that is free", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.inChannel("#room", "alice", "bob");
  alice?.send("JOIN #other");
  alice?.read();
  expect(bob?.numerics("RENAME #room #hall")).toEqual(["482 #room :You're not channel operator"]);
  expect(alice?.ask("RENAME #room #OTHER", "RENAME #room hall")).toEqual([
    ":irc.test FAIL RENAME CHANNEL_NAME_IN_USE #room #OTHER :Channel already exists",
    ":irc.test FAIL RENAME CANNOT_RENAME #room hall :That is no name for a channel",
  ]);
});
