import { describe, expect, test } from "vitest";
import { capableRoom } from "../kit/capable-room.ts";
import { tagged } from "../kit/tagged.ts";

const caps = "message-tags away-notify setname chghost invite-notify echo-message";

/** The room where alice is a bot. */
function botRoom() {
  const room = capableRoom({ alice: caps, bob: caps });
  room.alice.ask("MODE alice +B");
  room.bob.read();
  return room;
}

describe("a bot", () => {
  test("is what one is by the mode that 005 names", () => {
    const { alice } = capableRoom({});
    expect(alice.ask("VERSION").join(" ").split(" ")).toContain("BOT=B");
    expect(alice.ask("MODE alice +B")).toEqual([":alice!alice@192.0.2.2 MODE alice :+B"]);
    expect(alice.numerics("MODE alice")).toEqual([expect.stringMatching(/^221 \+\S*B/)]);
  });

  test("has 335 in WHOIS and the flag in WHO, and who is none has neither", () => {
    const { bob } = botRoom();
    expect(bob.numerics("WHOIS alice").filter((line) => line.startsWith("335"))).toEqual([
      expect.stringMatching(/^335 alice :\S/),
    ]);
    expect(bob.numerics("WHOIS carol").filter((line) => line.startsWith("335"))).toEqual([]);
    const flags = new Map(
      bob.numerics("WHO #room").flatMap((line) => {
        const [numeric, , , , , nick = "", flag = ""] = line.split(" ");
        return numeric === "352" ? [[nick, flag] as const] : [];
      }),
    );
    expect(flags.get("alice")).toMatch(/^H.*B/);
    expect(flags.get("carol")).not.toContain("B");
  });
});

describe("the bot tag", () => {
  test("is on everything that a bot does, without a value", () => {
    // "SHOULD be added by the server to all commands sent by a bot"; "MUST NOT send this tag with a value".
    const { network, alice, bob } = botRoom();
    network.now += 61_000;
    alice.send("PRIVMSG #room :hi", "NOTICE bob :hi", "TAGMSG #room", "MODE #room +k key", "TOPIC #room :x");
    alice.send("AWAY :gone", "SETNAME :Other", "INVITE dave #room", "NICK alicia", "KICK #room carol");
    alice.send("PART #room", "JOIN #room key", "QUIT");
    const lines = bob.read().map(tagged);
    expect(lines.map(({ line }) => line.split(" ")[1])).toEqual([
      ...[
        "PRIVMSG",
        "NOTICE",
        "TAGMSG",
        "MODE",
        "TOPIC",
        "AWAY",
        "SETNAME",
        "INVITE",
        "NICK",
        "KICK",
        "PART",
      ],
      ...["JOIN", "AWAY", "QUIT"],
    ]);
    for (const { tags, line } of lines) expect(tags["bot"], line).toBe(true);
  });

  test("is on the numerics that a bot causes for others", () => {
    // "SHOULD also be added by the ircd to all numerics directly caused by the bot".
    const { alice, bob } = botRoom();
    bob.ask("MODE bob +g");
    alice.send("PRIVMSG bob :hi");
    expect(bob.read()).toEqual([expect.stringMatching(/^@bot :irc.test 718 bob alice /)]);
  });

  test("is on nothing of others, and gone once one is no bot any more", () => {
    const { alice, bob, carol } = botRoom();
    carol.send("PRIVMSG #room :hi");
    alice.send("MODE alice -B", "PRIVMSG #room :hi");
    expect(bob.read().map((line) => tagged(line).tags["bot"])).toEqual([undefined, undefined]);
  });

  test("is for who has asked for message-tags alone, and not taken from a client", () => {
    // "MUST only be sent to users who have requested the message-tags capability".
    const { alice, bob, carol } = botRoom();
    carol.ask("CAP REQ :account-tag server-time batch");
    alice.send("PRIVMSG #room :hi");
    bob.read();
    expect(carol.read().map((line) => tagged(line).tags["bot"])).toEqual([undefined]);
    alice.read();
    bob.send("@bot PRIVMSG #room :hi");
    expect(alice.read().map((line) => tagged(line).tags["bot"])).toEqual([undefined]);
  });
});
