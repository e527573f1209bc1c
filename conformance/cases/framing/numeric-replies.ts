import { clause } from "../../suite/case.ts";

const numerics = clause("modern-irc: Numeric Replies");

const QUESTIONS = ["LUSERS", "MOTD", "VERSION", "TIME", "INFO", "ADMIN", "LIST", "NOSUCHCOMMAND", "PRIVMSG"];

/** What is common to all numerics. */
export const numericReplies = [
  numerics.must("every numeric has a source and three digits", async (t) => {
    const alice = await t.client();
    await alice.exchange(...QUESTIONS);
    const wrong = alice.heard.filter(
      (line) => /^\d/.test(line.command) && !isWhole(line.command, line.source),
    );
    t.equal(
      wrong.map((line) => line.raw),
      [],
      "numerics without",
    );
  }),
  numerics.should("every numeric to a registered client begins with its nick", async (t) => {
    const alice = await t.client();
    const replies = await alice.exchange(...QUESTIONS);
    const wrong = replies.list.filter((line) => /^\d/.test(line.command) && line.params[0] !== alice.nick);
    t.equal(
      wrong.map((line) => line.raw),
      [],
      "numerics for somebody else",
    );
  }),
  numerics.should("the source of every numeric is the name in 004", async (t) => {
    const alice = await t.client();
    const replies = await alice.exchange(...QUESTIONS);
    const sources = new Set(
      replies.list.filter((line) => /^\d/.test(line.command)).map((line) => line.source),
    );
    t.equal([...sources], [t.facts.serverName], "the sources");
  }),
  numerics.must("a numeric sent by a client is not obeyed", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    await bob.exchange(`001 ${op.nick} :welcome`, `353 ${op.nick} = ${room} :nobody`);
    const seen = await op.settle();
    t.equal(seen.list.length, 0, "the number of lines another client got");
  }),
  clause("modern-irc: ERR_UNKNOWNCOMMAND (421)").must(
    "an unknown command is answered by 421 with its name",
    async (t) => {
      const alice = await t.client();
      const replies = await alice.exchange("NOSUCHCOMMAND a b");
      replies.one("421", alice.nick, "NOSUCHCOMMAND");
    },
  ),
];

function isWhole(command: string, source: string): boolean {
  return source !== "" && /^\d{3}$/.test(command);
}
