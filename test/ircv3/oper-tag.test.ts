import { describe, expect, test } from "vitest";
import { capableRoom } from "../kit/capable-room.ts";
import { tagged } from "../kit/tagged.ts";

const caps = "draft/oper-tag away-notify setname invite-notify chghost";

/** The room where alice is an operator of the network. */
function operRoom() {
  const room = capableRoom({ bob: caps });
  room.network.makeOperator(room.alice);
  return room;
}

const operTags = (lines: readonly string[]) => lines.map((line) => tagged(line).tags["draft/oper"]);

describe("draft/oper", () => {
  test("is on everything that an operator does", () => {
    // "MUST be added by the ircd to all commands sent by a user (e.g. PRIVMSG, MODE, NOTICE, and all others)".
    const { network, alice, bob } = operRoom();
    network.now += 61_000;
    alice.send("PRIVMSG #room :hi", "NOTICE bob :hi", "MODE #room +k key", "TOPIC #room :x", "AWAY :gone");
    alice.send("SETNAME :Other", "INVITE dave #room", "NICK alicia", "KICK #room carol", "PART #room");
    alice.send("JOIN #room key", "QUIT");
    const lines = bob.read();
    expect(lines.map((line) => tagged(line).line.split(" ")[1])).toEqual([
      ...["PRIVMSG", "NOTICE", "MODE", "TOPIC", "AWAY", "SETNAME", "INVITE", "NICK", "KICK", "PART", "JOIN"],
      ...["AWAY", "QUIT"],
    ]);
    expect(operTags(lines)).toEqual(lines.map(() => true));
  });

  test("is on the numerics that an operator causes for others", () => {
    // "SHOULD be added to any numeric replies sent on behalf of the user".
    const { alice, bob } = operRoom();
    bob.ask("MODE bob +g");
    alice.send("PRIVMSG bob :hi");
    expect(bob.read()).toEqual([expect.stringMatching(/^@draft\/oper :irc.test 718 bob alice /)]);
  });

  test("does not say which operator: whose block it was is nobody's business", () => {
    // "The value of the tag, if specified, MUST identify the operator." It is not specified.
    const { alice, bob } = operRoom();
    alice.send("PRIVMSG #room :hi");
    expect(bob.read()).toEqual(["@draft/oper :alice!alice@192.0.2.2 PRIVMSG #room :hi"]);
  });

  test("is only there while one is an operator, and does not hide it with +H", () => {
    // "a user who is currently an IRC operator"; "MAY be configured to restrict visibility of this tag".
    const { network, alice, bob } = capableRoom({ bob: caps });
    const said = () => {
      alice.send("PRIVMSG #room :hi");
      return operTags(bob.read());
    };
    expect(said()).toEqual([undefined]);
    network.makeOperator(alice);
    expect(said()).toEqual([true]);
    alice.send("MODE alice +H");
    expect(said()).toEqual([undefined]);
    alice.send("MODE alice -H");
    expect(said()).toEqual([true]);
    alice.send("MODE alice -o");
    expect(said()).toEqual([undefined]);
  });

  test("is for who has asked for it, has no other name, and is not taken from a client", () => {
    const { alice, bob, carol } = operRoom();
    carol.ask("CAP REQ :message-tags account-tag server-time");
    alice.send("PRIVMSG #room :hi");
    expect(bob.read().join()).not.toMatch(/[@;]oper/);
    expect(operTags(carol.read())).toEqual([undefined]);
    carol.send("@draft/oper;oper PRIVMSG #room :me, too");
    expect(operTags(bob.read())).toEqual([undefined]);
  });
});
