import { describe, expect, test } from "vitest";
import { capableRoom } from "../kit/capable-room.ts";
import { tagged } from "../kit/tagged.ts";

const caps = "message-tags echo-message batch server-time";

const idsOf = (lines: readonly string[]) => lines.map((line) => tagged(line).tags["msgid"]);

describe("the msgid tag", () => {
  test.each([
    "PRIVMSG #room :hi",
    "NOTICE #room :hi",
    "TAGMSG #room",
    "PRIVMSG @#room :hi",
    "NOTICE bob :hi",
  ])("is on %s, and may stand as a parameter", (line) => {
    // "MUST NOT start with a colon and MUST NOT contain any of SPACE, CR, LF".
    const { alice, bob } = capableRoom({ alice: caps, bob: caps });
    alice.send("MODE #room +o bob");
    bob.read();
    alice.send(line);
    expect(idsOf(bob.read())).toEqual([expect.stringMatching(/^[^:\s;\\][^\s;\\]*$/)]);
  });

  test("is the same for all who receive the message, who said it too", () => {
    const { alice, bob, carol } = capableRoom({ alice: caps, bob: caps, carol: "message-tags account-tag" });
    const [echo] = idsOf(alice.ask("PRIVMSG #room :hi"));
    expect(echo).toBeDefined();
    expect([idsOf(bob.read()), idsOf(carol.read())]).toEqual([[echo], [echo]]);
  });

  test("is another for each message, and for each target of one line", () => {
    // "any other message transmitted on the entire network at any time MUST NOT share the same value".
    const { alice, bob } = capableRoom({ alice: caps, bob: caps });
    const ids = idsOf(alice.ask("PRIVMSG #room,bob,carol :hi", "PRIVMSG #room :hi", "TAGMSG #room,bob"));
    ids.push(...idsOf(bob.ask("PRIVMSG alice :hi", "NOTICE alice :hi")));
    expect(ids).toHaveLength(8);
    expect(new Set(ids.filter((id) => id !== undefined)).size).toBe(8);
  });

  test("is the same when the message is read again", () => {
    // "if a message is re-transmitted as-is, for example with chathistory, the ID SHOULD be reused".
    const { alice, bob } = capableRoom({ alice: caps, bob: caps });
    const sent = idsOf(alice.ask("PRIVMSG #room :one", "NOTICE #room :two", "PRIVMSG bob :three"));
    const inRoom = idsOf(bob.ask("HISTORY #room")).filter((id) => id !== undefined);
    const between = idsOf(bob.ask("HISTORY alice")).filter((id) => id !== undefined);
    expect([...inRoom, ...between]).toEqual(sent);
    expect(new Set(sent).size).toBe(3);
  });

  test("cannot be chosen by the client", () => {
    const { alice, bob } = capableRoom({ alice: caps, bob: caps });
    alice.send("@msgid=mine PRIVMSG #room :hi", "@msgid=mine TAGMSG #room");
    expect(idsOf(bob.read())).not.toContain("mine");
  });

  test("is only for who has asked for message-tags, from then on until they give it up", () => {
    // "the message-tags capability MUST be negotiated for servers wishing to use this tag".
    const { alice, bob, carol } = capableRoom({ carol: "server-time account-tag batch echo-message" });
    const read = () => [idsOf(bob.read()), idsOf(carol.read())];
    alice.send("PRIVMSG #room :one");
    expect(read()).toEqual([[undefined], [undefined]]);
    bob.ask("CAP REQ message-tags");
    alice.send("PRIVMSG #room :two");
    expect(read()).toEqual([[expect.any(String)], [undefined]]);
    bob.ask("CAP REQ -message-tags");
    alice.send("PRIVMSG #room :three");
    expect(read()).toEqual([[undefined], [undefined]]);
  });
});
