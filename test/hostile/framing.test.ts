import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

const pair = () => {
  const network = new TestNetwork({ unlimited: true });
  const [alice, bob] = network.inChannel("#room", "alice", "bob");
  if (!alice || !bob) throw new Error("two clients");
  alice.read();
  bob.read();
  return { network, alice, bob };
};

/** The text of each message a client was sent. */
const heard = (lines: readonly string[]) =>
  lines.filter((line) => line.includes(" PRIVMSG ")).map((line) => line.slice(line.indexOf(" :") + 2));

describe("line ends", () => {
  test("a bare CR inside a line refuses the line, and nothing of it is relayed", () => {
    const { alice, bob } = pair();
    alice.sendBytes(Buffer.from("PRIVMSG #room :a\rQUIT\r\n"));
    expect(alice.read()).toEqual([":irc.test NOTICE alice :*** A carriage return stands inside the line"]);
    expect(bob.read()).toEqual([]);
  });

  test("a NUL refuses the line, too", () => {
    const { alice, bob } = pair();
    alice.sendBytes(Buffer.from("PRIVMSG #room :a\0b\r\n"));
    expect(alice.read()).toEqual([":irc.test NOTICE alice :*** A NUL stands inside the line"]);
    expect(bob.read()).toEqual([]);
  });

  test("LF alone ends a line, mixed with CRLF in one segment", () => {
    const { alice, bob } = pair();
    alice.sendBytes(Buffer.from("PRIVMSG #room :one\nPRIVMSG #room :two\r\nPRIVMSG #room :three\n"));
    expect(heard(bob.read())).toEqual(["one", "two", "three"]);
  });

  test("any segmentation gives the same result, also inside CRLF, characters and tags", () => {
    const bytes = Buffer.from("@x=1 PRIVMSG #room :grüße\r\nPRIVMSG #room :日本\nPRIVMSG #room :end\r\n");
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 80 }), (sizes) => {
        const { alice, bob } = pair();
        let at = 0;
        for (const size of sizes) {
          alice.sendBytes(bytes.subarray(at, at + size));
          at = Math.min(bytes.length, at + size);
        }
        alice.sendBytes(bytes.subarray(at));
        expect(heard(bob.read())).toEqual(["grüße", "日本", "end"]);
      }),
      { numRuns: 30 },
    );
  });
});

describe("length", () => {
  const body = (bytes: number) => `PING ${"x".repeat(bytes - 2 - "PING ".length)}`;

  test.each([511, 512])("a line of %i bytes is accepted", (bytes) => {
    expect(pair().alice.ask(body(bytes))[0]).toMatch(/PONG/);
  });

  test("a line of 513 bytes is refused with 417", () => {
    expect(pair().alice.numerics(body(513))).toEqual(["417 :Input line was too long"]);
  });

  test("a legal line that grows past 512 by our prefix is cut, never inside a character", () => {
    const { alice, bob } = pair();
    alice.send(`PRIVMSG #room :x${"€".repeat(160)}`);
    const [line = ""] = bob.read();
    expect(Buffer.byteLength(`${line}\r\n`)).toBeLessThanOrEqual(512);
    expect(line).toMatch(/:x€+$/);
  });

  test.each([
    [4094, 1],
    [4095, 0],
  ])("%i bytes of tags bring %i answers", (bytes, answers) => {
    const { alice } = pair();
    const lines = alice.ask(`@${"a".repeat(bytes)} PING x`);
    expect(lines.filter((line) => line.includes("PONG")).length).toBe(answers);
    expect(lines.filter((line) => line.includes(" 417 ")).length).toBe(1 - answers);
  });

  test("100 MB without a line end are cut off at the limit, with bounded memory", () => {
    const { network, alice } = pair();
    const megabyte = Buffer.alloc(1_048_576, "x");
    for (let sent = 0; sent < 100; sent += 1) alice.listener?.received(megabyte);
    network.endTurn();
    expect(alice.ended).toBe(true);
    expect(alice.read().at(-1)).toBe("ERROR :Closing Link: 192.0.2.2 (RecvQ exceeded)");
  });
});

describe("odd lines", () => {
  const { alice } = pair();
  test.each([
    ["", []],
    ["     ", []],
    ["@tag=1", []],
    [":prefix", []],
    [":", []],
    ["@", []],
    ["@ ", []],
    ["\u0001\u0002", ["421 ?? :Unknown command"]],
    ["001 x", ["421 001 :Unknown command"]],
    ["X".repeat(500), [`421 ${"X".repeat(64)} :Unknown command`]],
  ])("%j is survived", (line, numerics) => {
    expect(alice.numerics(line)).toEqual(numerics);
    expect(alice.ask("PING still")).toHaveLength(1);
  });

  test.each([
    ["  PING  x  ", ":irc.test PONG irc.test :x"],
    ["PING :", ":irc.test 409 alice :No origin specified"],
    [`PING ${"p ".repeat(20)}`, ":irc.test PONG irc.test :p"],
    ["PING : x", ":irc.test PONG irc.test : x"],
    [":evil!u@h PING x", ":irc.test PONG irc.test :x"],
  ])("%j is answered with %j", (line, answer) => {
    expect(pair().alice.ask(line)).toEqual([answer]);
  });

  test("thousands of empty lines count for the flood and disturb nobody", () => {
    const network = new TestNetwork();
    const alice = network.connect("alice");
    alice.sendBytes(Buffer.from("\r\n".repeat(5000)));
    expect(alice.ask("PING x")).toEqual([]);
    expect(alice.ended).toBe(false);
    expect(network.connect("bob").ask("PING x")).toHaveLength(1);
    const early = network.open();
    early.sendBytes(Buffer.from("\r\n".repeat(5000)));
    expect(early.ended).toBe(true);
  });
});

describe("UTF-8", () => {
  const wrong = [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82]];
  const commands = [
    "NICK ",
    "USER ",
    "JOIN #",
    "PRIVMSG #room :",
    "TOPIC #room :",
    "AWAY :",
    "PART #room :",
    "KICK #room bob :",
  ];

  test.each(commands.map((command) => [command]))(
    "what is none is refused in %j, and reaches nobody",
    (command) => {
      for (const bytes of wrong) {
        const { alice, bob } = pair();
        alice.sendBytes(Buffer.from([...Buffer.from(command), ...bytes, 0x0d, 0x0a]));
        const verb = command.replace(/ .*/, "");
        expect(alice.read()).toEqual([
          `:irc.test FAIL ${verb} INVALID_UTF8 :This network speaks UTF-8 only; the line was dropped`,
        ]);
        expect(bob.read()).toEqual([]);
      }
    },
  );

  test("a byte order mark first is an unknown command, and the client can go on", () => {
    const client = new TestNetwork().open();
    expect(client.ask("\uFEFFNICK alice")).toEqual([
      ":irc.test 421 * ???NICK :Unknown command".replace("???", "?"),
    ]);
    expect(client.ask("NICK alice", "USER alice 0 * :Alice")[0]).toContain(" 001 alice ");
  });
});

test("no bytes whatever break the server, and other clients notice nothing", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }), (chunks) => {
      const { network, bob } = pair();
      const wild = network.open();
      for (const chunk of chunks) wild.sendBytes(chunk);
      expect(bob.ask("PING x")).toEqual([":irc.test PONG irc.test :x"]);
    }),
    { numRuns: 60 },
  );
});

describe("a browser that a web page sends here", () => {
  const request = (line: string) =>
    `${line}\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\n\r\nNICK evil\r\nUSER evil 0 * :Evil\r\nJOIN #x\r\n/join x\r\n`;

  test.each([
    ["POST / HTTP/1.1", false],
    ["POST / HTTP/1.1", true],
    ["GET /x HTTP/1.0", false],
    [`POST /${"a".repeat(600)} HTTP/1.1`, false],
    [`POST /${"a".repeat(600)} HTTP/1.1`, true],
  ])("%s is closed before it can say anything (console: %s)", (line, console) => {
    const network = new TestNetwork();
    const client = network.open({ console });
    client.sendBytes(Buffer.from(request(line)));
    expect(client.ended).toBe(true);
    expect(network.node.world.channelByName("#x")).toBeUndefined();
    expect(network.node.world.users.size).toBe(0);
  });
});
