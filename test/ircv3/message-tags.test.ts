import { describe, expect, test } from "vitest";
import { capableRoom } from "../kit/capable-room.ts";
import { tagged } from "../kit/tagged.ts";

const tags = "message-tags";

/** What bob reads of tags that alice puts on a PRIVMSG, as they stand in the line, the id aside. */
function relayed(text: string): string {
  const { alice, bob } = capableRoom({ alice: tags, bob: tags });
  alice.send(`@${text} PRIVMSG #room :x`);
  const [line = ""] = bob.read();
  return line
    .replace(/^@msgid=\S+?(;| )/, "")
    .replace(/:alice!.*/, "")
    .trim();
}

describe("client-only tags", () => {
  test.each(["PRIVMSG #room :hi", "NOTICE #room :hi", "TAGMSG #room", "PRIVMSG bob :hi", "NOTICE bob :hi"])(
    "are relayed on %s",
    (line) => {
      // "Client-only tags MUST be relayed on PRIVMSG, NOTICE and TAGMSG messages".
      const { alice, bob } = capableRoom({ alice: tags, bob: tags });
      alice.send(`@+example.org/foo=bar;+flag ${line}`);
      expect(bob.read().map(tagged)).toEqual([
        {
          tags: { msgid: expect.any(String), "+example.org/foo": "bar", "+flag": true },
          line: `:alice!alice@192.0.2.2 ${line}`,
        },
      ]);
    },
  );

  test("stand behind the tags of the server, whatever order they came in", () => {
    // "Any server-sent tags attached to messages MUST be included before client-only tags".
    const { alice, bob } = capableRoom({ alice: tags, bob: "message-tags server-time account-tag" });
    alice.send("@+a=1;msgid=spoof;+b PRIVMSG #room :hi");
    expect(bob.read()).toEqual([expect.stringMatching(/^@time=[^;]+;msgid=[^;]+;\+a=1;\+b :alice!/)]);
  });

  test("are not relayed from a client that has not asked for message-tags, nor to one", () => {
    const { alice, bob, carol } = capableRoom({ alice: tags, bob: tags });
    alice.send("@+a=1 PRIVMSG #room :hi");
    expect(carol.read()).toEqual([":alice!alice@192.0.2.2 PRIVMSG #room :hi"]);
    bob.read();
    carol.send("@+a=1;time=x PRIVMSG #room :hi");
    expect(bob.read().map((line) => Object.keys(tagged(line).tags))).toEqual([["msgid"]]);
    alice.send("CAP REQ :-message-tags", "@+a=1 PRIVMSG #room :hi");
    expect(bob.read().map((line) => Object.keys(tagged(line).tags))).toEqual([["msgid"]]);
  });

  test.each(["server-time", "account-tag", "batch"])("are not brought by %s alone", (name) => {
    // "implementations SHOULD NOT assume support for all tags when an individual tag capability is negotiated".
    const { alice, bob } = capableRoom({ alice: tags, bob: name });
    alice.send("@+a=1 PRIVMSG #room :hi", "@+a=1 TAGMSG #room");
    const lines = bob.read();
    expect(lines).toHaveLength(1);
    expect(lines.join()).not.toMatch(/\+a|msgid/);
  });
});

describe("tags without the prefix", () => {
  test("are removed before a message is relayed", () => {
    // "Tags without the client-only prefix MUST be removed by the server before being relayed".
    expect(relayed("unknown-tag;time=2000-01-01T00:00:00.000Z;account=root;bot;label=x;+a")).toBe("+a");
    expect(relayed("msgid=mine;draft/oper=root;draft/relaymsg=eve;draft/multiline-concat")).toBe("");
  });

  test("do not keep a message from being taken, whatever their names are", () => {
    // "MUST NOT perform any validation that would reject the message if an invalid tag key name is used".
    expect(relayed("=x;+;;;!$%=y;ünd=z;+a")).toBe("+a");
    expect(relayed("+not!a/valid/key=1")).toBe("+not!a/valid/key=1");
  });
});

describe("the format of tags", () => {
  test.each([
    ["+a=raw+:=,escaped\\:\\s\\\\", "+a=raw+:=,escaped\\:\\s\\\\"],
    ["+a=\\r\\n", "+a=\\r\\n"],
    ["+a=\\b", "+a=b"],
    ["+a=test\\", "+a=test"],
    ["+a=\\\\\\", "+a=\\\\"],
    ["+a=", "+a"],
    ["+a=;+b", "+a;+b"],
    ["+a=1;+b=2;+a=3", "+a=3;+b=2"],
    ["+a=1;+A=2", "+a=1;+A=2"],
    ["+a=ü👋", "+a=ü👋"],
    ["+a=b=c", "+a=b=c"],
  ])("makes %s to %s", (sent, got) => {
    // "Escaping values"; the final occurrence counts, names are case-sensitive, empty is as good as missing.
    expect(relayed(sent)).toBe(got);
  });
});

describe("TAGMSG", () => {
  test("goes where a PRIVMSG goes, and comes from where one may", () => {
    // "MUST be delivered to targets in the same way as PRIVMSG and NOTICE": membership, modes, STATUSMSG.
    const { alice, bob, carol, dave } = capableRoom({ alice: tags, bob: tags, carol: tags, dave: tags });
    alice.send("MODE #room +mv bob");
    for (const client of [alice, bob, carol]) client.read();
    expect(dave.numerics("@+a TAGMSG #room", "@+a TAGMSG nobody", "@+a TAGMSG #none", "@+a TAGMSG")).toEqual([
      expect.stringMatching(/^404 #room /),
      "401 nobody :No such nick/channel",
      "403 #none :No such channel",
      "411 :No recipient given (TAGMSG)",
    ]);
    expect(carol.numerics("@+a TAGMSG #room")).toEqual([expect.stringMatching(/^404 #room /)]);
    bob.send("@+a TAGMSG @#room");
    expect(alice.read().map((line) => tagged(line).line)).toEqual([":bob!bob@192.0.2.3 TAGMSG @#room"]);
    expect(carol.read()).toEqual([]);
    alice.send("@+a TAGMSG bob,#ROOM,bob");
    expect(bob.read().map((line) => tagged(line).line.split(" ")[2])).toEqual(["bob", "#room"]);
  });

  test("is refused by a ban, and dropped by SILENCE and +g without a word", () => {
    const { alice, bob, carol } = capableRoom({ alice: tags, bob: tags, carol: tags });
    alice.send("MODE #room +b carol!*@*", "SILENCE +carol!*@*");
    bob.send("MODE bob +g");
    for (const client of [alice, bob, carol]) client.read();
    expect(carol.ask("@+a TAGMSG alice", "@+a TAGMSG bob")).toEqual([]);
    expect(carol.numerics("@+a TAGMSG #room")).toEqual([expect.stringMatching(/^404 #room /)]);
    expect([...alice.read(), ...bob.read()]).toEqual([]);
  });

  test("is never delivered to who has not asked for message-tags, and is unknown from them", () => {
    const { alice, bob, carol } = capableRoom({ alice: tags, bob: "server-time batch" });
    alice.send("@+a TAGMSG #room", "@+a TAGMSG bob", "TAGMSG @#room");
    expect([...bob.read(), ...carol.read()]).toEqual([]);
    expect(bob.numerics("@+a TAGMSG #room")).toEqual(["421 TAGMSG :Unknown command"]);
  });

  test("needs no tags that are left: it is delivered with those of the server", () => {
    const { alice, bob } = capableRoom({ alice: tags, bob: tags });
    alice.send("@unknown-tag TAGMSG #room");
    expect(bob.read().map(tagged)).toEqual([
      { tags: { msgid: expect.any(String) }, line: ":alice!alice@192.0.2.2 TAGMSG #room" },
    ]);
  });
});
