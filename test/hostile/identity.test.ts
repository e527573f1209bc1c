import { describe, expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

describe("nicks", () => {
  const nicks = [
    "*",
    "=x",
    "#x",
    "0",
    "0x",
    "-a",
    "a\u00a0b",
    "x!y",
    "x@y",
    "x,y",
    "$x",
    "a.b",
    "~x",
    "@x",
    "+x",
  ];
  const unseen = ["Ch\u0251nServ", "NickServ\u200d", "\u202ealice", "аlice", "a\u0007", "\u212a", "ß", "İ"];

  test.each([...nicks, ...unseen, "x".repeat(31), "x".repeat(400)])("%j is refused with 432", (nick) => {
    const alice = new TestNetwork().connect("alice");
    const [line = ""] = alice.ask(`NICK ${nick}`);
    expect(line).toMatch(/^:irc.test 432 alice /);
  });

  test.each(["NICK", "NICK :"])("%j names none: 431", (line) => {
    expect(new TestNetwork().connect("alice").numerics(line)).toEqual(["431 :No nickname given"]);
  });

  test("one's own nick in other case is allowed, and is one event for everybody", () => {
    const network = new TestNetwork();
    const [alice, bob] = network.inChannel("#room", "alice", "bob");
    bob?.send("JOIN #other");
    alice?.send("JOIN #other");
    bob?.read();
    alice?.send("NICK ALICE");
    expect(bob?.read()).toEqual([":alice!alice@192.0.2.2 NICK :ALICE"]);
  });

  test.each([
    ["ascii", "[x]", "{x}", true],
    ["rfc1459", "[x]", "{x}", false],
    ["rfc1459", "a~", "a^", false],
  ] as const)("under %s %s beside %s is %s", (casemapping, held, wanted, allowed) => {
    const network = new TestNetwork({ casemapping });
    const holder = network.connect("holder");
    // A nick with ~ is none: only what may be one can collide.
    if (holder.numerics(`NICK ${held}`).some((line) => line.startsWith("432")))
      return expect(held).toContain("~");
    const lines = network.connect("second").ask(`NICK ${wanted}`);
    expect(lines[0]?.includes(" NICK ")).toBe(allowed);
  });
});

describe("user names and real names", () => {
  test.each(["a\u0003b", "a@b", "a!b", "*", "a\u200bb", "\u0000"])(
    "a user name %j never reaches others as it is",
    (name) => {
      const client = new TestNetwork().open();
      const lines = client.ask("NICK alice", `USER ${name} 0 * :Alice`);
      expect(lines.join("\n")).not.toContain(" 001 ");
    },
  );

  test("a user name that is too long is cut to USERLEN", () => {
    const client = new TestNetwork().open();
    const [line = ""] = client.ask("NICK alice", `USER ${"u".repeat(100)} 0 * :Alice`);
    expect(line).toContain(`alice!${"u".repeat(16)}@`);
  });

  test("a real name of 400 bytes is cut", () => {
    const network = new TestNetwork();
    const client = network.open();
    client.send("NICK alice", `USER alice 0 * :${"r".repeat(400)}`);
    expect(network.node.world.userByNick("alice")?.realname).toBe("r".repeat(150));
  });

  test("an IPv6 address that begins with a colon is no last parameter", () => {
    const network = new TestNetwork();
    const client = network.open({ address: "::7" });
    expect(client.ask("NICK alice", "USER alice 0 * :Alice")[0]).toContain("alice!alice@0::7");
  });
});

describe("control characters in a real name", () => {
  const realnameOf = (given: string) => {
    const network = new TestNetwork();
    network.open().send("NICK alice", `USER alice 0 * :${given}`);
    return network.node.world.userByNick("alice")?.realname;
  };

  test.each([
    ["\u000304,12red\u000f", "red"],
    ["a\u0007b\u001b[31mc", "ab[31mc"],
    ["a\u009b31mb\u0085c", "a31mbc"],
    ["\u0002Alice\u0002 A.", "Alice A."],
  ])("%j reaches nobody", (given, shown) => expect(realnameOf(given)).toBe(shown));

  test("a name of nothing else is none", () => {
    const client = new TestNetwork().open();
    expect(client.numerics("NICK alice", "USER alice 0 * :\u0003\u0007\u0085")).toEqual([
      "461 USER :Not enough parameters",
    ]);
  });
});
