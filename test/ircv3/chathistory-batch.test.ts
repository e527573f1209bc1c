import { describe, expect, test } from "vitest";
import { capableRoom } from "../kit/capable-room.ts";
import type { TestClient } from "../kit/client.ts";
import { tagged } from "../kit/tagged.ts";

const multiline = "message-tags batch draft/multiline server-time";

/** Says lines in #room as one message. */
function sayLines(client: TestClient, ...lines: readonly string[]): void {
  const inner = lines.map((line) => `@batch=1 PRIVMSG #room :${line}`);
  client.send("BATCH +1 draft/multiline #room", ...inner, "BATCH -1");
}

describe("a message of several lines in a chathistory batch", () => {
  test("is a batch within it: its first and last line belong to the outer one, the others to it", () => {
    // batch.md: start and end of a nested batch both have the tag of the batch around it.
    const { alice, bob } = capableRoom({ alice: multiline, bob: multiline });
    sayLines(alice, "one", "two");
    bob.read();
    const lines = bob.ask("HISTORY #room").map(tagged);
    const outer = lines[0]?.line.match(/ BATCH \+(\S+) chathistory #room$/)?.[1];
    const inner = lines[1]?.line.match(/ BATCH \+(\S+) draft\/multiline #room$/)?.[1];
    expect(lines.map(({ tags }) => tags["batch"])).toEqual([
      undefined,
      outer,
      inner,
      inner,
      outer,
      undefined,
    ]);
    expect(outer).not.toBe(inner);
  });

  test("comes line by line to who knows no such batch, each line in the outer one, whatever it says", () => {
    const { alice, carol } = capableRoom({ alice: multiline, carol: "batch server-time" });
    sayLines(alice, "one", "two", "three BATCH -1");
    carol.read();
    const [open, ...lines] = carol.ask("HISTORY #room").map(tagged);
    const ref = open?.line.split(" +")[1]?.split(" ")[0];
    expect(lines.map(({ tags, line }) => [tags["batch"], line.split(" :")[1]])).toEqual([
      [ref, "one"],
      [ref, "two"],
      [ref, "three BATCH -1"],
      [undefined, undefined],
    ]);
  });
});
