import { describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { capableRoom } from "../kit/capable-room.ts";
import { tagged } from "../kit/tagged.ts";

const caps = "message-tags batch draft/multiline draft/relaymsg";

const denying = (...clientTagDeny: readonly string[]) =>
  capableRoom({ alice: caps, bob: caps }, "", { clientTagDeny });

/** The client-only tags of the lines, by their names. */
const names = (lines: readonly string[]) =>
  lines.map((line) => Object.keys(tagged(line).tags).filter((name) => name.startsWith("+")));

describe("CLIENTTAGDENY", () => {
  test.each([
    [["typing", "example.org/x"], "CLIENTTAGDENY=typing,example.org/x"],
    [["*", "-reply", "-example.org/x"], "CLIENTTAGDENY=*,-reply,-example.org/x"],
  ])("tells of %j in 005", (denied, token) => {
    const { alice } = denying(...denied);
    expect(alice.ask("VERSION").join(" ").split(" ")).toContain(token);
  });

  test("is not there where nothing is denied", () => {
    expect(denying().alice.ask("VERSION").join()).not.toContain("CLIENTTAGDENY");
  });

  test("cannot be configured with the asterisk anywhere but first", () => {
    // "When used, this MUST be the first item in the list."
    expect(() => loadConfig({ flags: { clientTagDeny: ["typing", "*"] } })).toThrow(
      /must have \* in the first/,
    );
  });

  test("is told again when it changes, and is in force then", async () => {
    const { network, alice, bob } = denying("typing");
    network.makeOperator(alice);
    network.config = { ...network.config, clientTagDeny: [] };
    await alice.answer("REHASH");
    expect(bob.read().join()).toContain("-CLIENTTAGDENY");
    alice.send("@+typing=active TAGMSG #room");
    expect(names(bob.read())).toEqual([["+typing"]]);
  });
});

describe("a tag that is denied", () => {
  test.each([
    [["a"], ["+b", "+A", "+c/a"]],
    [["*"], []],
    [["*", "-b"], ["+b"]],
    [["*", "-b", "-c/a", "b"], ["+c/a"]],
    [
      ["c/a", "A"],
      ["+a", "+b"],
    ],
    [["-a"], ["+a", "+b", "+A", "+c/a"]],
  ])("by %j is dropped, and the message it is on is not: %j are left", (denied, left) => {
    // "blocking tags will not necessarily block the message that the tag is attached to".
    const { alice, bob } = denying(...denied);
    alice.send("@+a=1;+b=2;+A=3;+c/a=4 PRIVMSG #room :hi");
    const lines = bob.read();
    expect(names(lines)).toEqual([left]);
    expect(lines).toEqual([expect.stringMatching(/ PRIVMSG #room :hi$/)]);
  });

  test("is dropped from NOTICE, TAGMSG, a message of several lines, RELAYMSG and the history", () => {
    const { alice, bob } = denying("a");
    bob.ask("CAP REQ :server-time");
    alice.send("@+a;+b NOTICE #room :x", "@+a;+b TAGMSG bob", "@+a;+b RELAYMSG #room x/y :z");
    expect(names(bob.read())).toEqual([["+b"], ["+b"], ["+b"]]);
    alice.send("@+a;+b BATCH +1 draft/multiline #room", "@batch=1 PRIVMSG #room :one", "BATCH -1");
    expect(names(bob.read())).toEqual([["+b"], [], []]);
    expect(bob.ask("HISTORY #room").join()).not.toContain("+a");
  });

  test("leaves a TAGMSG that had no other without any", () => {
    const { alice, bob } = denying("typing");
    alice.send("@+typing=active TAGMSG #room");
    expect(names(bob.read())).toEqual([[]]);
  });
});
