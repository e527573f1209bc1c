import { describe, expect, test } from "vitest";
import { capableRoom } from "../kit/capable-room.ts";
import { forceAccount } from "../kit/force.ts";
import { TestNetwork } from "../kit/network.ts";
import { tagged } from "../kit/tagged.ts";

const hostOfAlice = "alice@192.0.2.2";

/** Alice may relay in #room, bob knows what is relayed, carol does not. */
const relayRoom = (modes = "", caps = "draft/relaymsg") =>
  capableRoom({ alice: caps, bob: "draft/relaymsg" }, modes);

describe("draft/relaymsg", () => {
  test("has the separators as its value, and is not offered where relaying is off", () => {
    const lines = (relaymsg: boolean) => new TestNetwork({ relaymsg }).open().ask("CAP LS 302").join(" ");
    expect(lines(true)).toContain(" draft/relaymsg=/ ");
    expect(lines(false)).not.toContain("relaymsg");
    const off = new TestNetwork({ relaymsg: false }).connect("alice");
    expect(off.ask("CAP REQ :draft/relaymsg")).toEqual([":irc.test CAP alice NAK :draft/relaymsg"]);
  });
});

describe("RELAYMSG", () => {
  test("becomes a PRIVMSG of the nick from elsewhere, tagged with who relays for those who asked", () => {
    const { alice, bob, carol } = relayRoom();
    expect(alice.ask("RELAYMSG #room dan/discord :hello there")).toEqual([]);
    const line = `:dan/discord!${hostOfAlice} PRIVMSG #room :hello there`;
    expect(bob.read()).toEqual([`@draft/relaymsg=alice ${line}`]);
    // HOSTILE: "receivers can always tell": the others by user name and host.
    expect(carol.read()).toEqual([line]);
  });

  test("comes back to who relays with echo-message, tagged, and answers a label", () => {
    const { alice } = relayRoom("", "draft/relaymsg echo-message labeled-response batch");
    expect(alice.ask("@label=r RELAYMSG #room dan/d :hi")).toEqual([
      `@label=r;draft/relaymsg=alice :dan/d!${hostOfAlice} PRIVMSG #room :hi`,
    ]);
  });

  test("has an id of its own and the client's tags, but no account: the nick from elsewhere has none", () => {
    const { network, alice, bob } = relayRoom("", "draft/relaymsg message-tags");
    bob.ask("CAP REQ :message-tags account-tag draft/oper-tag");
    forceAccount(network, "alice", "Alice");
    network.makeOperator(alice);
    alice.send("@+draft/x=1;draft/relaymsg=bob;account=Mallory RELAYMSG #room dan/d :hi");
    expect(bob.read().map((line) => tagged(line).tags)).toEqual([
      { "draft/relaymsg": "alice", msgid: expect.any(String), "+draft/x": "1" },
    ]);
  });

  test("is kept in the history with its tag", () => {
    const { alice, bob } = relayRoom();
    bob.ask("CAP REQ :batch server-time");
    alice.send("RELAYMSG #room dan/d :hi");
    bob.read();
    const said = bob.ask("HISTORY #room").map(tagged)[1];
    expect(said?.tags["draft/relaymsg"]).toBe("alice");
    expect(said?.line).toBe(`:dan/d!${hostOfAlice} PRIVMSG #room :hi`);
  });

  test("has its formatting stripped by +S like anything that is said there", () => {
    const { alice, bob } = relayRoom("+S");
    alice.send("RELAYMSG #room dan/d :\x02bold\x02");
    expect(bob.read().map((line) => tagged(line).line)).toEqual([
      `:dan/d!${hostOfAlice} PRIVMSG #room :bold`,
    ]);
    expect(alice.numerics("RELAYMSG #room dan/d :\x02 \x02")).toEqual(["412 :No text to send"]);
  });

  test("is cut at a code point where it is too long", () => {
    const { alice, bob } = relayRoom();
    alice.send(`RELAYMSG #room dan/d :${"ü".repeat(240)}`);
    const [line = ""] = bob.read().map((text) => tagged(text).line);
    expect(Buffer.byteLength(line)).toBeGreaterThan(508);
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(510);
    expect(line).toMatch(/ :ü+$/);
  });
});

describe("RELAYMSG is refused", () => {
  test("to who has not asked for the capability, with a FAIL that has the label", () => {
    // "Clients MUST request the capability before using this command."
    const { alice, bob } = capableRoom({ alice: "labeled-response batch" });
    expect(alice.ask("@label=r RELAYMSG #room dan/d :hi")).toEqual([
      "@label=r :irc.test FAIL RELAYMSG NOT_ENABLED :Ask for the draft/relaymsg capability first",
    ]);
    expect(bob.read()).toEqual([]);
  });

  test.each(["", "+v", "+h"])("to a member who has %j and is no operator of the channel", (status) => {
    const { alice, bob, carol } = relayRoom();
    if (status !== "") alice.send(`MODE #room ${status} bob`);
    carol.read();
    expect(bob.numerics("RELAYMSG #room dan/d :hi")).toEqual(["482 #room :You're not channel operator"]);
    expect(carol.read()).toEqual([]);
  });

  test("to who is banned, once they are no operator any more", () => {
    const { alice, bob, carol } = relayRoom();
    alice.send("MODE #room +ob bob bob!*@*", "MODE #room -o bob");
    carol.read();
    expect(bob.numerics("RELAYMSG #room dan/d :hi")).toEqual(["482 #room :You're not channel operator"]);
    expect(carol.read()).toEqual([]);
  });

  test("from outside, and of a secret channel is said no more than that there is none", () => {
    const { alice, bob, dave } = relayRoom();
    dave.send("CAP REQ :draft/relaymsg");
    expect(dave.numerics("RELAYMSG #room dan/d :hi")).toEqual(["442 #room :You're not on that channel"]);
    alice.send("MODE #room +s");
    bob.read();
    expect(dave.numerics("RELAYMSG #room dan/d :hi", "RELAYMSG #none dan/d :hi")).toEqual([
      "403 #room :No such channel",
      "403 #none :No such channel",
    ]);
    expect(bob.read()).toEqual([]);
  });

  test("without a text, or without all its parameters", () => {
    const { alice, bob } = relayRoom();
    expect(alice.numerics("RELAYMSG #room dan/d :", "RELAYMSG #room dan/d", "RELAYMSG #room")).toEqual([
      "412 :No text to send",
      "461 RELAYMSG :Not enough parameters",
      "461 RELAYMSG :Not enough parameters",
    ]);
    expect(bob.read()).toEqual([]);
  });
});
