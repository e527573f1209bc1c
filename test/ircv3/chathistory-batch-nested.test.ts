import { describe, expect, test } from "vitest";
import { capableRoom } from "../kit/capable-room.ts";
import type { TestClient } from "../kit/client.ts";
import { TestNetwork } from "../kit/network.ts";
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

describe("what is said on joining, with the history of the channel", () => {
  /** #a, with more to read than fits at once, and #b with a line; who joins both reads slowly. */
  function joinBoth(caps: string, line: string) {
    const network = new TestNetwork({
      unlimited: true,
      history: { onJoin: 100 },
      connections: { sendq: 4096 },
    });
    const [alice] = network.inChannel("#a", "alice");
    alice?.send("JOIN #b", "PRIVMSG #b :short");
    for (let at = 0; at < 40; at += 1) alice?.send(`PRIVMSG #a :${"long ".repeat(20)}`);
    const reader = network.connect("reader", { caps });
    reader.reading = false;
    reader.send(line);
    const lines: string[] = [];
    while (!reader.reading || reader.session.outbox.behind > 0) {
      reader.resumeReading();
      lines.push(...reader.read());
    }
    return lines.map(tagged);
  }

  test("is no part of the history of a channel joined before, which is still being read", () => {
    const lines = joinBoth("batch server-time", "JOIN #a,#b");
    const refs = lines.flatMap(({ line }) => / BATCH \+(\S+) chathistory/.exec(line)?.[1] ?? []);
    const inBatch = (ref: string | undefined) => lines.filter(({ tags }) => tags["batch"] === ref);
    expect(refs).toHaveLength(2);
    expect(inBatch(refs[0]).filter(({ line }) => !line.includes("PRIVMSG #a"))).toEqual([]);
    expect(inBatch(refs[0])).toHaveLength(40);
    expect(inBatch(refs[1]).map(({ line }) => line)).toEqual([expect.stringMatching(/PRIVMSG #b :short$/)]);
    expect(inBatch(undefined).filter(({ line }) => / (JOIN|366) .*#b/.test(line))).toHaveLength(2);
  });

  test("is one answer to a labelled JOIN: both histories are batches in it", () => {
    const lines = joinBoth("batch server-time labeled-response", "@label=j JOIN #a,#b");
    const [outer, ...refs] = lines.flatMap(({ line }) => / BATCH \+(\S+)/.exec(line)?.[1] ?? []);
    expect(lines[0]?.tags).toEqual({ label: "j" });
    expect(lines.at(-1)).toEqual({ tags: {}, line: `:irc.test BATCH -${outer}` });
    const within = lines.slice(1, -1);
    expect(refs).toHaveLength(2);
    expect(
      within.filter(({ tags, line }) => (tags["batch"] === outer) === line.includes(" PRIVMSG ")),
    ).toEqual([]);
    for (const ref of refs) expect(within.some(({ tags }) => tags["batch"] === ref)).toBe(true);
  });
});
