import { clause } from "../../suite/case.ts";
import { isupport } from "../../suite/needs.ts";

const encoding = clause("modern-irc: Character Encodings");
const utf8Only = clause("ircv3: utf8-only", isupport("UTF8ONLY"));
const TEXT = "Grüße, привет, 你好 🙂";
const strict = new TextDecoder("utf-8", { fatal: true });

/** Text that is not ASCII. */
export const utf8Cases = [
  encoding.must("UTF-8 in a message arrives as it was sent", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    await alice.exchange(`PRIVMSG ${bob.nick} :${TEXT}`);
    (await bob.settle()).one("PRIVMSG", bob.nick, TEXT);
  }),
  encoding.must(
    "UTF-8 in a topic, a realname, an away text and a reason arrives as it was sent",
    async (t) => {
      const bob = await t.client({ realname: TEXT });
      const { room, op } = await t.room();
      await t.enter(bob, room);
      await bob.exchange(`AWAY :${TEXT}`);
      const replies = await op.exchange(`TOPIC ${room} :${TEXT}`, `WHOIS ${bob.nick}`);
      replies.one("TOPIC", room, TEXT);
      t.equal(replies.one("311").params.at(-1), TEXT, "the realname");
      replies.one("301", op.nick, bob.nick, TEXT);
      await bob.exchange(`PART ${room} :${TEXT}`);
      t.check((await op.settle()).one("PART", room).params[1]?.includes(TEXT) === true, "the reason changed");
    },
  ),
  encoding.should("a message that is cut is not cut inside a character", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    for (const shift of ["", "x", "xx", "xxx"]) {
      const start = `PRIVMSG ${room} :${shift}`;
      await bob.exchange(start + "🙂".repeat(Math.floor((510 - start.length) / 4)));
      const line = await op.expect("PRIVMSG", room);
      t.check(
        isUtf8(line.bytes),
        `the text ends in half a character: ${line.bytes.subarray(-5).toString("hex")}`,
      );
    }
  }),
  encoding.must("bytes that are not UTF-8 are relayed as they are or not at all", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    bob.sendBytes(Buffer.concat([Buffer.from(`PRIVMSG ${room} :caf`), Buffer.of(0xe9), Buffer.from("\r\n")]));
    await bob.settle();
    const [line] = (await op.settle()).all("PRIVMSG", room);
    t.check(
      line === undefined || line.bytes.at(-1) === 0xe9,
      `it became ${line?.bytes.subarray(-5).toString("hex")}`,
    );
  }),
  utf8Only.must("with UTF8ONLY what is not UTF-8 is never relayed", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    bob.sendBytes(Buffer.concat([Buffer.from(`PRIVMSG ${room} :caf`), Buffer.of(0xe9), Buffer.from("\r\n")]));
    await bob.settle();
    const heard = (await op.settle()).all("PRIVMSG", room);
    t.check(
      heard.every((line) => isUtf8(line.bytes)),
      "it was relayed",
    );
  }),
];

function isUtf8(bytes: Buffer): boolean {
  try {
    strict.decode(bytes);
    return true;
  } catch {
    return false; // the decoder's way of saying no
  }
}
