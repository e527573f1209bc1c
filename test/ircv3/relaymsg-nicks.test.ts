import { describe, expect, test } from "vitest";
import { capableRoom } from "../kit/capable-room.ts";

const relayRoom = () => capableRoom({ alice: "draft/relaymsg" });

describe("a nick may be relayed under", () => {
  test.each(["dan/discord", "d/", "üñí/matrix", "dan=x/y", "-dan/x", "9/x", "d/a/n"])(
    "if it is %s",
    (nick) => {
      const { alice, bob } = relayRoom();
      expect(alice.ask(`RELAYMSG #room ${nick} :hi`)).toEqual([]);
      expect(bob.read()).toEqual([`:${nick}!alice@192.0.2.2 PRIVMSG #room :hi`]);
    },
  );
});

describe("a nick may not be relayed under", () => {
  // "Servers MUST also sanitize or reject nicks that contain reserved IRC characters [...] and whitespace."
  const reserved = [..."!+%@&#$:'\"?*,.~"];

  test.each(reserved.flatMap((char) => [`da${char}n/x`, `dan/x${char}`]))(
    "with what is reserved: %s",
    (nick) => {
      const { alice, bob } = relayRoom();
      expect(alice.ask(`RELAYMSG #room ${nick} :hi`)).toEqual([
        `:irc.test FAIL RELAYMSG INVALID_NICK ${nick} :The nick has characters in it that it may not have`,
      ]);
      expect(bob.read()).toEqual([]);
    },
  );

  test.each([
    ["a control character", "dan\x03/x"],
    ["BEL", "dan\x07/x"],
    ["DEL", "dan\x7f/x"],
    ["a tab", "dan\t/x"],
    ["a no-break space", "dan\u00a0/x"],
    ["an override of direction", "dan\u202e/x"],
    ["a zero-width joiner", "dan\u200d/x"],
    ["a line separator", "dan\u2028/x"],
  ])("with %s", (_, nick) => {
    const { alice, bob } = relayRoom();
    expect(alice.ask(`RELAYMSG #room ${nick} :hi`)).toEqual([
      expect.stringMatching(/^:irc.test FAIL RELAYMSG INVALID_NICK /),
    ]);
    expect(bob.read()).toEqual([]);
  });

  test("with a carriage return: the line is refused as a whole", () => {
    const { alice, bob } = relayRoom();
    alice.sendBytes(Buffer.from("RELAYMSG #room dan\r/x :hi\r\n"));
    expect(alice.read().join()).toContain("A carriage return stands inside the line");
    expect(bob.read()).toEqual([]);
  });

  test.each([
    ["has no separator", "dan"],
    ["is that of somebody", "bob"],
    ["is that of somebody in another case", "BOB"],
    ["is that of a service", "NickServ"],
    ["is nothing besides the separator", "/"],
    ["begins with it", "/dan"],
    ["is too long", `${"n".repeat(30)}/x`],
  ])("that %s", (_, nick) => {
    // "if given one MUST be present in spoofed nicknames"
    const { alice, carol } = relayRoom();
    expect(alice.ask(`RELAYMSG #room ${nick} :hi`)).toEqual([
      expect.stringMatching(`^:irc.test FAIL RELAYMSG INVALID_NICK ${nick} :`),
    ]);
    expect(carol.read()).toEqual([]);
  });

  test("that anybody could have: nobody's nick has a separator in it", () => {
    // "These characters aren't allowed in normal nicknames"
    const { bob } = relayRoom();
    expect(bob.numerics("NICK dan/x")).toEqual(["432 dan/x :Erroneous nickname"]);
  });
});
