import { describe, expect, test } from "vitest";
import { cheapHash } from "../kit/cheap-hash.ts";
import { TestNetwork } from "../kit/network.ts";

const caps = "batch labeled-response message-tags";
const opers = [{ name: "root", password: cheapHash("sesame") }];

function me(asked = caps) {
  return new TestNetwork({ unlimited: true }).connect("me", { caps: asked });
}

describe("a label", () => {
  test.each([
    ["a", "a"],
    // message-tags.md, "Escaping values"; a backslash that escapes nothing is dropped.
    ["a\\sb\\:c\\\\d\\r\\n", "a\\sb\\:c\\\\d\\r\\n"],
    ["a\\bc\\", "abc"],
    ["ü😀=+/", "ü😀=+/"],
    ["x".repeat(64), "x".repeat(64)],
    ["\\s".repeat(64), "\\s".repeat(64)],
    ["é".repeat(32), "é".repeat(32)],
    // "Implementations receiving messages with more than one occurrence of a tag key name SHOULD disregard all but the final".
    ["first;label=last", "last"],
  ])("%j comes back as %j", (given, back) => {
    expect(me().ask(`@label=${given} PING x`)).toEqual([`@label=${back} :irc.test PONG irc.test :x`]);
  });

  test.each([
    ["without a value", "@label"],
    ["with an empty value", "@label="],
    // "The value MUST NOT exceed 64 bytes."
    ["of 65 bytes", `@label=${"x".repeat(65)}`],
    ["of 33 characters of two bytes", `@label=${"é".repeat(33)}`],
    ["that is a client's own tag", "@+label=x"],
    ["in another case", "@Label=x"],
  ])("%s is none", (_, tag) => {
    expect(me().ask(`${tag} PING x`)).toEqual([":irc.test PONG irc.test :x"]);
  });

  test.each(["batch", "labeled-response", "message-tags"])(
    "means nothing from who has asked for %s alone",
    (asked) => {
      // "depends on the batch capability which MUST be negotiated to use labeled responses"
      expect(me(asked).ask("@label=a PING x", "@label=b NOSUCH")).toEqual([
        ":irc.test PONG irc.test :x",
        ":irc.test 421 me NOSUCH :Unknown command",
      ]);
    },
  );

  test("means something as soon as the capabilities are in force, and no longer", () => {
    const client = me("batch");
    expect(
      client.ask(
        "@label=a CAP REQ labeled-response",
        "@label=b PING x",
        "@label=c CAP REQ -batch",
        "@label=d PING x",
      ),
    ).toEqual([
      ":irc.test CAP me ACK :labeled-response",
      "@label=b :irc.test PONG irc.test :x",
      "@label=c :irc.test CAP me ACK :-batch",
      ":irc.test PONG irc.test :x",
    ]);
  });
});

describe("a labelled line that is not understood is answered, too", () => {
  test.each([
    ["an unknown command", "NOSUCH", "421 me NOSUCH :Unknown command"],
    ["a numeric", "001 me", "421 me 001 :Unknown command"],
    ["a command without parameters", "JOIN", "461 me JOIN :Not enough parameters"],
  ])("%s", (_, line, answer) => {
    expect(me().ask(`@label=it ${line}`)).toEqual([`@label=it :irc.test ${answer}`]);
  });

  test("one that is no UTF-8", () => {
    const client = me();
    client.sendBytes(Buffer.concat([Buffer.from("@label=it PRIVMSG me :"), Buffer.from([0xff, 13, 10])]));
    expect(client.read()).toEqual([
      expect.stringMatching(/^@label=it :irc\.test FAIL PRIVMSG INVALID_UTF8 /),
    ]);
  });
});

describe("who registers", () => {
  const lines = ["@label=n NICK new", "@label=u USER new 0 * :New", "@label=e CAP END"];

  test("has each line acknowledged; the welcome answers none of them", () => {
    const client = new TestNetwork().open();
    client.send(`CAP REQ :${caps}`);
    client.read();
    const [nick, user, end, ...welcome] = client.ask(...lines);
    expect([nick, user, end]).toEqual(["n", "u", "e"].map((label) => `@label=${label} :irc.test ACK`));
    expect(welcome[0]).toMatch(/^:irc\.test 001 new /);
    expect(welcome.filter((line) => line.startsWith("@"))).toEqual([]);
  });

  test("is answered the nick that is refused, with its label", () => {
    const network = new TestNetwork();
    network.connect("new");
    const client = network.open();
    client.send(`CAP REQ :${caps}`);
    client.read();
    expect(client.ask(...lines)[0]).toMatch(/^@label=n :irc\.test 433 \* new /);
  });
});

describe("slow work at home", () => {
  test("is answered when it is done, and the lines of others come between", async () => {
    const network = new TestNetwork({ opers });
    const [client, bob] = [network.connect("me", { caps }), network.connect("bob")];
    client.send("@label=it OPER root wrong", "@label=next PING x");
    bob.send("PRIVMSG me :meanwhile");
    const lines: string[] = [];
    await network.until(() => lines.push(...client.read()) >= 3);
    expect(lines.map((line) => line.replace(/ :.*? /, " "))).toEqual([
      expect.stringMatching(/PRIVMSG me :meanwhile$/),
      "@label=it 464 me :Password incorrect",
      "@label=next PONG irc.test :x",
    ]);
  });

  test("ends without an answer for who is killed meanwhile, and nobody else gets it", async () => {
    const network = new TestNetwork({ opers });
    const [client, bob] = [network.connect("me", { caps }), network.connect("bob")];
    network.makeOperator(bob);
    const { session } = client;
    client.send("@label=it OPER root sesame");
    bob.send("KILL me :enough");
    const lines = client.read();
    expect(lines.at(-1)).toMatch(/^ERROR /);
    expect(lines.join("\n")).not.toContain("label");
    const next = network.connect("next", { caps });
    expect(next.session).not.toBe(session);
    await network.until(() => !session.pending.isWorking);
    expect(network.open().session).toBe(session);
    expect([client.read(), next.read()]).toEqual([[], []]);
  });
});
