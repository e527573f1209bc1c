import { expect, test } from "vitest";
import type { TestClient } from "../kit/client.ts";
import { TestNetwork } from "../kit/network.ts";
import { openRoom } from "../kit/room.ts";

const minute = 60_000;

/** #old with three members, #mid with two, #new with one, ten minutes apart; #mid has a topic. */
function threeChannels(): { network: TestNetwork; alice: TestClient } {
  const network = new TestNetwork({ unlimited: true });
  const [alice, bob, carol] = ["alice", "bob", "carol"].map((nick) => network.connect(nick));
  if (!alice || !bob || !carol) throw new Error("three clients were asked for");
  for (const client of [alice, bob, carol]) client.send("JOIN #old");
  network.now += 10 * minute;
  for (const client of [alice, bob]) client.send("JOIN #mid");
  network.now += 10 * minute;
  alice.send("JOIN #new", "TOPIC #mid :fresh words");
  network.now += 5 * minute;
  alice.read();
  return { network, alice };
}

function listed(client: TestClient, params: string): string[] {
  return client
    .numerics(`LIST ${params}`)
    .filter((line) => line.startsWith("322"))
    .map((line) => line.split(" ")[1] ?? "");
}

test("LIST shows every channel with its members and topic between 321 and 323", () => {
  const { alice } = threeChannels();
  expect(alice.numerics("LIST")).toEqual([
    "321 Channel :Users  Name",
    "322 #old 3 :",
    "322 #mid 2 :fresh words",
    "322 #new 1 :",
    "323 :End of /LIST",
  ]);
});

test.each([
  ["#mid,#none,#MID,#new", ["#mid", "#new"]],
  ["#*d", ["#old", "#mid"]],
  ["#*D,#n?w", ["#old", "#mid", "#new"]],
  ["!*d", ["#new"]],
  ["#*d,!#m*", ["#old"]],
  [">1", ["#old", "#mid"]],
  ["<3", ["#mid", "#new"]],
  [">1,<3", ["#mid"]],
  ["C>10", ["#old", "#mid"]],
  ["C<10", ["#new"]],
  ["c<16,C>5", ["#mid"]],
  ["T<6", ["#mid"]],
  ["T>6", []],
  ["#*d <3", ["#mid"]],
  ["#old,#mid >2", ["#old"]],
  [">99999999999999999999", []],
  ["<-1", []],
  ["C<NaN", []],
])("LIST %s shows %j", (params, channels) => {
  const { alice } = threeChannels();
  expect(listed(alice, params)).toEqual(channels);
});

test.each(["p", "s"])("a +%s channel is listed for its members only", (letter) => {
  const { bob, dave } = openRoom(`+${letter}`);
  expect(listed(bob, "")).toEqual(["#room"]);
  expect(listed(dave, "")).toEqual([]);
  expect(listed(dave, "#room")).toEqual([]);
  expect(listed(dave, "#r*")).toEqual([]);
});

test("a list too long for one reading goes on as the client reads, and leaves out what is hidden meanwhile", () => {
  const { network, alice } = openRoom("", {
    connections: { sendq: 4096 },
    limits: { channelsPerUser: 500 },
  });
  const dave = network.connect("erin");
  for (let n = 0; n < 400; n += 1) alice.send(`JOIN #many-${n}`);
  alice.read();
  dave.reading = false;
  dave.send("LIST #many-*", "PING after");
  for (let n = 350; n < 400; n += 1) alice.send(`MODE #many-${n} +s`);
  alice.read();
  const lines: string[] = [];
  for (let round = 0; round < 100; round += 1) {
    dave.resumeReading();
    lines.push(...dave.read());
  }
  expect(dave.ended).toBe(false);
  expect(lines.filter((line) => line.includes(" 322 "))).toHaveLength(350);
  expect(lines.at(-1)).toContain("PONG");
});
