import { describe, expect, test } from "vitest";
import { capableRoom } from "../kit/capable-room.ts";
import type { TestClient } from "../kit/client.ts";
import { tagged } from "../kit/tagged.ts";

const multiline = "message-tags batch draft/multiline server-time";

/** Says two lines in #room as one message, the second of them this one. */
function sayLines(client: TestClient, second: string): void {
  client.send("BATCH +1 draft/multiline #room", "@batch=1 PRIVMSG #room :one");
  client.send(`@batch=1 PRIVMSG #room :${second}`, "BATCH -1");
}

describe("a message of several lines in a chathistory batch", () => {
  test("is a batch within it: its first and last line belong to the outer one, the others to it", () => {
    // batch.md: start and end of a nested batch both have the tag of the batch around it.
    const { alice, bob } = capableRoom({ alice: multiline, bob: multiline });
    sayLines(alice, "two");
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
});
