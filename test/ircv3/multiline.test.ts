import { describe, expect, test } from "vitest";
import { capableRoom } from "../kit/capable-room.ts";
import { forceAccount } from "../kit/force.ts";
import { TestNetwork } from "../kit/network.ts";
import { saySeveral } from "../kit/several-lines.ts";
import { tagged } from "../kit/tagged.ts";

const caps = "batch draft/multiline message-tags";
const by = ":alice!alice@192.0.2.2";

/** The room where all but carol and dave know messages of several lines. */
const lineRoom = (modes = "", more = "") =>
  capableRoom({ alice: `${caps} ${more}`, bob: `${caps} ${more}` }, modes);

describe("draft/multiline", () => {
  test("is offered with its limits as they are configured", () => {
    // "MUST be advertised by servers with a REQUIRED value".
    const words = (client = new TestNetwork().open()) => client.ask("CAP LS 302").join(" ").split(/[ :]/);
    expect(words()).toContain("draft/multiline=max-bytes=4096,max-lines=32");
    const other = new TestNetwork({ limits: { multilineBytes: 9000, multilineLines: 5 } }).open();
    expect(words(other)).toContain("draft/multiline=max-bytes=9000,max-lines=5");
  });
});

describe("a message of several lines", () => {
  test.each(["PRIVMSG", "NOTICE"] as const)("of %s comes as a batch, line by line as it was sent", (verb) => {
    // "Servers SHOULD maintain the line composition sent by the client".
    const { alice, bob } = lineRoom();
    saySeveral(alice, "#room", ["hello", "", "how is ", "+everyone?"], { verb, tags: "+draft/reply=x" });
    const lines = bob.read().map(tagged);
    const ref = lines[0]?.line.split("+")[1]?.split(" ")[0];
    expect(lines).toEqual([
      {
        tags: { msgid: expect.any(String), "+draft/reply": "x" },
        line: `${by} BATCH +${ref} draft/multiline #room`,
      },
      { tags: { batch: ref }, line: `${by} ${verb} #room :hello` },
      { tags: { batch: ref }, line: `${by} ${verb} #room :` },
      { tags: { batch: ref }, line: `${by} ${verb} #room :how is ` },
      { tags: { batch: ref, "draft/multiline-concat": true }, line: `${by} ${verb} #room :everyone?` },
      { tags: {}, line: `${by} BATCH -${ref}` },
    ]);
    expect(ref).toMatch(/^[A-Za-z0-9-]+$/);
  });

  test("is delivered when it is complete, and not before", () => {
    // "wait until the full batch has been received before processing the message".
    const { alice, bob, carol } = lineRoom();
    alice.send(
      "BATCH +1 draft/multiline #room",
      "@batch=1 PRIVMSG #room :one",
      "@batch=1 PRIVMSG #room :two",
    );
    expect([...bob.read(), ...carol.read()]).toEqual([]);
    alice.send("BATCH -1");
    expect([bob.read().length, carol.read().length]).toEqual([4, 2]);
  });

  test("may have one line only, commands in any case, and blank lines anywhere", () => {
    // "Servers MUST NOT reject blank lines other than in the following cases".
    const { alice, bob } = lineRoom();
    expect(alice.ask("batch +A draft/multiline #room", "@batch=A privmsg #room hi", "Batch -A")).toEqual([]);
    expect(bob.read()[1]).toMatch(/ PRIVMSG #room :hi$/);
    expect(saySeveral(alice, "#room", ["", "", "in the middle", ""])).toEqual([]);
    expect(bob.read()).toHaveLength(6);
  });

  test("goes to a user, to operators, and to oneself", () => {
    const { alice, bob, carol } = lineRoom();
    alice.send("MODE #room +o bob");
    for (const client of [bob, carol]) client.read();
    saySeveral(alice, "bob", ["one", "two"]);
    expect(bob.read()[0]).toContain(" draft/multiline bob");
    saySeveral(bob, "@#room", ["one", "two"]);
    expect(alice.read().map((line) => tagged(line).line.split(" ").slice(1, 3))).toEqual([
      ["BATCH", expect.stringMatching(/^\+/)],
      ["PRIVMSG", "@#room"],
      ["PRIVMSG", "@#room"],
      ["BATCH", expect.stringMatching(/^-/)],
    ]);
    expect(carol.read()).toEqual([]);
    expect(saySeveral(alice, "alice", ["one", "two"])).toHaveLength(4);
  });

  test("comes back with echo-message: the same batch that others read", () => {
    const { alice, bob } = lineRoom("", "echo-message");
    const echo = saySeveral(alice, "#room", ["one", "two"]);
    expect(echo).toHaveLength(4);
    expect(bob.read()).toEqual(echo);
  });

  test("has the tags of the server on the line that opens it", () => {
    const { network, alice, bob } = lineRoom("", "server-time account-tag draft/oper-tag");
    forceAccount(network, "alice", "Alice");
    network.makeOperator(alice);
    saySeveral(alice, "#room", ["one", "two"]);
    const [open, ...rest] = bob.read().map((line) => Object.keys(tagged(line).tags).sort());
    expect(open).toEqual(["account", "draft/oper", "msgid", "time"]);
    expect(rest).toEqual([["batch"], ["batch"], []]);
  });

  test("is one in the history, too", () => {
    const { alice, bob } = lineRoom("", "server-time");
    saySeveral(alice, "#room", ["one", "", "two ", "+three"]);
    const sent = bob.read().map(tagged);
    const again = bob.ask("HISTORY #room").map(tagged).slice(1, -1);
    expect(again.map(({ line }) => line.replace(/BATCH ([+-])\S+/, "$1"))).toEqual(
      sent.map(({ line }) => line.replace(/BATCH ([+-])\S+/, "$1")),
    );
    expect(again[0]?.tags["msgid"]).toBe(sent[0]?.tags["msgid"]);
  });
});
