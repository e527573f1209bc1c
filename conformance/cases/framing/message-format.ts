import { clause } from "../../suite/case.ts";

const { must } = clause("modern-irc: Message Format");

/** How bytes become messages, whatever the segments they come in. */
export const messageFormat = [
  must("several lines in one segment are answered one by one, in order", async (t) => {
    const alice = await t.client();
    const replies = await alice.exchange("PING one", "PING two", "PING three");
    const tokens = replies.all("PONG").map((line) => line.params.at(-1));
    t.equal(tokens, ["one", "two", "three"], "the tokens of the PONGs");
  }),
  must("a line that arrives byte by byte is one line", async (t) => {
    const alice = await t.client();
    await alice.sendByteByByte("PING :slow and steady\r\n");
    await alice.expect("PONG", undefined, "slow and steady");
  }),
  must("an empty line is silently ignored", async (t) => {
    const alice = await t.client();
    alice.sendBytes("\r\n\r\n");
    const replies = await alice.settle();
    t.equal(replies.list.length, 0, "the number of answers");
  }),
  must("parameters may be separated by more than one space", async (t) => {
    const alice = await t.client();
    const room = t.channel();
    const replies = await alice.exchange(`JOIN   ${room}  `);
    replies.one("JOIN", room);
  }),
  must("a last parameter with a colon is the same as without", async (t) => {
    const alice = await t.client();
    const room = t.channel();
    const replies = await alice.exchange(`JOIN :${room}`);
    replies.one("JOIN", room);
  }),
  must("the command may be written in small letters", async (t) => {
    const alice = await t.client();
    const replies = await alice.exchange("ping lower");
    replies.one("PONG", undefined, "lower");
  }),
  must("every line the server sends ends with CR LF", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    await bob.exchange(`PRIVMSG ${room} :hello`, "LUSERS", "MOTD", "VERSION", `WHO ${room}`, "NOSUCHCOMMAND");
    await op.settle();
    t.equal([...op.badlyEnded, ...bob.badlyEnded], [], "lines with another ending");
  }),
  must("no line the server sends is longer than 512 bytes", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    const start = `PRIVMSG ${room} :`;
    await bob.exchange(start + "x".repeat(510 - start.length));
    const line = await op.expect("PRIVMSG", room);
    t.check(line.bytes.length <= 510, `the relayed line has ${line.bytes.length} bytes without its ending`);
  }),
  must("a line of 512 bytes with its ending is accepted", async (t) => {
    const alice = await t.client();
    const token = "x".repeat(400);
    const replies = await alice.exchange(
      `PING :${token}`,
      `PRIVMSG ${alice.nick} :${"y".repeat(490 - alice.nick.length)}`,
    );
    replies.first("PRIVMSG", alice.nick);
    replies.none("417");
  }),
  must("the fifteenth parameter of a line is read like the first", async (t) => {
    const alice = await t.client();
    const nobodies = Array.from({ length: 14 }, () => t.nick());
    const replies = await alice.exchange(`ISON ${nobodies.join(" ")} ${alice.nick}`);
    t.equal(replies.one("303").params.at(-1)?.trim(), alice.nick, "who is on");
  }),
  must("a server that was not asked for tags sends none", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    await bob.exchange(`PRIVMSG ${room} :hello`, `PART ${room}`);
    await op.settle();
    const tagged = [...op.heard, ...bob.heard].filter((line) => line.raw.startsWith("@"));
    t.equal(
      tagged.map((line) => line.raw),
      [],
      "lines with tags",
    );
  }),
  must("a message is relayed with a colon before text that has spaces or is empty", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    await bob.exchange(`PRIVMSG ${room} :two words`, `PRIVMSG ${room} ::-)`);
    t.equal((await op.expect("PRIVMSG", room)).params[1], "two words", "the text with a space");
    t.equal((await op.expect("PRIVMSG", room)).params[1], ":-)", "the text with a colon");
  }),
];
