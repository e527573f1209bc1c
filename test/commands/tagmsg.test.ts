import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

test("TAGMSG brings tags to those who can read them, and is unknown to who cannot send them", () => {
  const network = new TestNetwork();
  const [alice, bob, carol] = network.inChannel("#room", "alice", "bob", "carol");
  for (const client of [alice, bob]) client?.send("CAP REQ :message-tags");
  alice?.read();
  bob?.read();
  expect(alice?.ask("@+typing=active TAGMSG #room")).toEqual([]);
  expect(bob?.read()).toEqual([
    expect.stringMatching(/;\+typing=active :alice!alice@192.0.2.2 TAGMSG #room$/),
  ]);
  expect(carol?.read()).toEqual([]);
  expect(carol?.numerics("TAGMSG #room")).toEqual(["421 TAGMSG :Unknown command"]);
});
