import { expect, test } from "vitest";
import type { TestClient } from "../kit/client.ts";
import { limitsIn } from "../kit/limits.ts";
import { TestNetwork } from "../kit/network.ts";

const caps = "draft/channel-flood-limits batch";

/** #room, its operator, and others who read CHANLIMITS, a minute after one another. */
function crowdOf(count: number): {
  readonly network: TestNetwork;
  readonly alice: TestClient;
  readonly crowd: readonly TestClient[];
} {
  const network = new TestNetwork({ unlimited: true });
  const alice = network.connect("alice");
  alice.send("JOIN #room");
  const crowd = Array.from({ length: count }, (_, index) => {
    const client = network.connect(`eve${index}`, { caps });
    client.send("JOIN #room");
    network.now += 60_000;
    return client;
  });
  for (const client of [alice, ...crowd]) client.read();
  return { network, alice, crowd };
}

function manyLimits(scope: (index: number) => string): readonly string[] {
  return Array.from({ length: 64 }, (_, index) => `CHANLIMITS #room ${scope(index)}:x.example/${index}=1/9`);
}

const batchesIn = (lines: readonly string[]) => lines.filter((line) => line.includes(" BATCH +"));

test("as many limits as there may be are written once, however many members are told of them", () => {
  const { alice, crowd } = crowdOf(20);
  alice.send(...manyLimits(() => "user"));
  const [first = [], ...others] = crowd.map((client) => batchesIn(client.read()));
  expect(first.length).toBeGreaterThan(1);
  // What a batch is called is never said again: who gets the same name was owed the same bytes.
  for (const other of others) expect(other).toEqual(first);
});

test("so they are for those who are new no more at one time", () => {
  const { network, alice, crowd } = crowdOf(1);
  const twins = ["fay", "gil"].map((nick) => network.connect(nick, { caps }));
  for (const twin of twins) twin.send("JOIN #room");
  alice.send(...manyLimits((index) => `user-new=${60 + (index % 2)}`));
  for (const client of [...crowd, ...twins]) client.read();
  network.advance(62_000);
  const [fay = [], gil = []] = twins.map((twin) => twin.read().filter((line) => line.includes(" BATCH +")));
  expect(fay.length).toBeGreaterThan(0);
  expect(fay).toEqual(gil);
});

test("members who are told at once are each told what holds for them", () => {
  const { alice, crowd } = crowdOf(3);
  const [old, voiced, fresh] = crowd;
  alice.send("MODE #room +v eve1");
  for (const client of crowd) client.read();
  alice.send("CHANLIMITS #room user:nick=9/60 user-unvoiced:nick=5/60 user-new=70:nick=1/60");
  expect([old, voiced, fresh].map((client) => limitsIn(client?.read() ?? []))).toEqual([
    ["user:nick=5/60"],
    ["user:nick=9/60"],
    ["user:nick=1/60"],
  ]);
});
