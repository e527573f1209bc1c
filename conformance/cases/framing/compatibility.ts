import { clause } from "../../suite/case.ts";

const incorrect = clause("modern-irc: Compatibility with incorrect software");
const rfc = clause("rfc1459: 2.3 Messages");

/** Input that is not quite as it should be. */
export const compatibility = [
  incorrect.should("a bare LF ends a line", async (t) => {
    const alice = await t.client();
    alice.sendBytes("PING first\nPING second\n");
    await alice.expect("PONG", undefined, "first");
    await alice.expect("PONG", undefined, "second");
  }),
  incorrect.should("LF and CR LF may be mixed in one segment", async (t) => {
    const alice = await t.client();
    alice.sendBytes("PING first\nPING second\r\nPING third\n");
    await alice.expect("PONG", undefined, "first");
    await alice.expect("PONG", undefined, "second");
    await alice.expect("PONG", undefined, "third");
  }),
  incorrect.must("a CR inside a message never reaches another client", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    bob.sendBytes(`PRIVMSG ${room} :before\rafter\r\n`);
    await bob.exchange(`PRIVMSG ${room} :fence`);
    await op.expect("PRIVMSG", room, "fence");
    t.equal(op.badlyEnded, [], "lines with a CR of their own");
  }),
  incorrect.should(
    "a line over 512 bytes is cut, refused or dropped, and the connection goes on",
    async (t) => {
      const alice = await t.client();
      const replies = await alice.exchange(`PRIVMSG ${alice.nick} :${"x".repeat(600)}`, "PING after");
      replies.one("PONG", undefined, "after");
      const known = ["417", "PRIVMSG", "PONG"];
      const others = replies.list.filter((line) => !known.includes(line.command));
      t.equal(
        others.map((line) => line.raw),
        [],
        "other answers",
      );
    },
  ),
  incorrect.should("what follows a line that was too long is not taken for a command", async (t) => {
    const alice = await t.client();
    const replies = await alice.exchange(`PRIVMSG ${alice.nick} :${"JOIN #x ".repeat(80)}`);
    replies.none("421");
    replies.none("JOIN");
  }),
  incorrect.should("the server sends single spaces between parameters", async (t) => {
    const alice = await t.client();
    await alice.exchange("LUSERS", "VERSION", "TIME", `WHOIS ${alice.nick}`);
    const doubled = alice.heard.filter((line) => (line.raw.split(" :", 1)[0] ?? "").includes("  "));
    t.equal(
      doubled.map((line) => line.raw),
      [],
      "lines with more than one space",
    );
  }),
  rfc.must("a NUL never reaches another client", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    bob.sendBytes(`PRIVMSG ${room} :before\0after\r\n`);
    bob.vanish();
    await op.expect("QUIT");
    const broken = op.heard.filter((line) => line.raw.includes("\0"));
    t.equal(broken.length, 0, "the number of lines with a NUL");
  }),
  rfc.must("a client's own nick as the source of its message is allowed", async (t) => {
    const alice = await t.client();
    const replies = await alice.exchange(`:${alice.nick} PING sourced`);
    replies.one("PONG", undefined, "sourced");
  }),
];
