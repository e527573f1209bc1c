import { describe, expect, test } from "vitest";
import { standardReplies } from "../../src/protocol/standard-replies.ts";
import { capableRoom } from "../kit/capable-room.ts";

const caps = "standard-replies labeled-response batch setname draft/channel-rename draft/multiline";

describe("every standard reply of the server", () => {
  test.each(Object.entries(standardReplies))(
    "%s has type, command, code and a description",
    (name, template) => {
      // <type> <command> <code> [<context>...] <description>; proposal 569 has the subcommand before the code.
      const [type] = name.split("_");
      expect(template).toMatch(
        new RegExp(
          `^${type} (\\*|[A-Z]+|\\{command\\}|USERQUERY (OPEN|CLOSE|\\{subcommand\\})) [A-Z0-9_]+( \\{[a-z]+\\})* :\\S.*$`,
        ),
      );
      expect(["FAIL", "WARN", "NOTE"]).toContain(type);
    },
  );
});

describe("a standard reply", () => {
  test.each([
    ["SETNAME :", "FAIL SETNAME INVALID_REALNAME :"],
    ["RENAME #room #room,x", "FAIL RENAME CANNOT_RENAME #room #room,x :"],
    ["RELAYMSG #room a/b :x", "FAIL RELAYMSG NOT_ENABLED :"],
    ["BATCH -none", "FAIL BATCH INVALID_REFTAG none :"],
    ["batch +1 some/type", "FAIL BATCH UNKNOWN_TYPE 1 some/type :"],
  ])("names the command it is about, comes from the server and has the label: %s", (line, reply) => {
    // "This message SHOULD also be given a label, if one was provided by the client with the original command".
    const { alice } = capableRoom({ alice: caps });
    const answers = alice.ask(`@label=x ${line}`);
    expect(answers).toHaveLength(1);
    expect(answers[0]?.startsWith(`@label=x :irc.test ${reply}`), answers[0]).toBe(true);
    expect(answers[0]).toMatch(/ :\S.*\S$/);
  });

  test("that a specification asks for comes without the capability, too", () => {
    // "allows servers to send arbitrary standard replies other than ones enabled by a specific specification".
    const { alice } = capableRoom({ alice: "setname" });
    expect(alice.ask("SETNAME :")).toEqual([
      expect.stringMatching(/^:irc.test FAIL SETNAME INVALID_REALNAME :/),
    ]);
  });

  test("that none asks for takes the place of a notice for who has the capability", () => {
    // "RECOMMENDED that servers use standard replies instead of [...] server notices".
    const { alice, bob } = capableRoom({ alice: caps });
    for (const client of [alice, bob]) client.sendBytes(Buffer.from("PRIVMSG #room :a\rb\r\n"));
    expect(alice.read()).toEqual([expect.stringMatching(/^:irc.test FAIL \* INVALID_MESSAGE :\S/)]);
    expect(bob.read()).toEqual([expect.stringMatching(/^:irc.test NOTICE bob :/)]);
  });

  test("does not take the place of a numeric that is a standard", () => {
    // "SHOULD NOT replace standardised error numerics with standard replies".
    const { alice } = capableRoom({ alice: caps });
    expect(alice.numerics("FOO", "JOIN", "PRIVMSG nobody :x", "KILL bob")).toHaveLength(4);
  });

  test("has the asterisk where the command cannot be told, and its name where it can", () => {
    const { alice } = capableRoom({ alice: caps });
    alice.sendBytes(Buffer.from("@label=x PRIVMSG #room :\xff\r\n\xffFOO x\r\n", "latin1"));
    expect(alice.read()).toEqual([
      expect.stringMatching(/^@label=x :irc.test FAIL PRIVMSG INVALID_UTF8 :/),
      expect.stringMatching(/^:irc.test FAIL \* INVALID_UTF8 :/),
    ]);
  });
});
