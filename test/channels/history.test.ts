import { expect, test } from "vitest";
import type { TestClient } from "../kit/client.ts";
import { connectLoggedIn, networkOf } from "../kit/own-room.ts";

/** What was said before #room was registered, after, and when carol was in it. */
async function talkUnder(setting: string) {
  const network = await networkOf(["alice"]);
  const alice = connectLoggedIn(network, "alice");
  const carol = network.connect("carol");
  alice.send("JOIN #room", "PRIVMSG #room :before");
  network.now += 1000;
  await alice.answer("CS REGISTER #room");
  network.now += 1000;
  alice.send("PRIVMSG #room :after");
  await alice.answer(`CS SET #room ${setting}`);
  network.now += 1000;
  carol.send("JOIN #room");
  network.now += 1000;
  alice.send("PRIVMSG #room :beside");
  return { network, alice, carol };
}

async function read(client: TestClient): Promise<string[]> {
  const lines = await client.answer("HISTORY #room");
  return ["before", "after", "beside"].filter((word) => lines.some((line) => line.includes(word)));
}

test.each([
  ["all", ["before", "after", "beside"]],
  ["since-registration", ["after", "beside"]],
  ["since-join", ["beside"]],
  ["none", []],
])("HISTORY %s is what a member may read", async (policy, words) => {
  const { carol } = await talkUnder(`HISTORY ${policy}`);
  expect(await read(carol)).toEqual(words);
});

test("RETENTION is for how long it may be read", async () => {
  const { network, alice, carol } = await talkUnder("RETENTION 1h");
  expect(await read(carol)).toEqual(["before", "after", "beside"]);
  network.now += 3_600_000;
  alice.send("PRIVMSG #room :beside");
  expect(await read(carol)).toEqual(["beside"]);
});
