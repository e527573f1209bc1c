import { oneBatch } from "../../client/batch.ts";
import type { Line } from "../../client/line.ts";
import type { Lines } from "../../client/lines.ts";
import { tagOf } from "../../client/tags.ts";
import { clause } from "../../suite/case.ts";
import { cap } from "../../suite/needs.ts";

const needs = cap("batch", "labeled-response");
const label = clause("ircv3: labeled-response, Tags", needs);
const batches = clause("ircv3: labeled-response, Batch types", needs);
const ack = clause("ircv3: labeled-response, The ACK response", needs);
const value = clause("ircv3: labeled-response, Tag value", needs);
const caps = ["batch", "labeled-response"];
const echo = cap("echo-message");

/** Which line is being answered. */
export const labeledResponse = [
  label.must("an answer of one line has the label", async (t) => {
    const alice = await t.client({ caps });
    t.equal(tagOf((await alice.exchange("@label=one AWAY :gone")).one("306"), "label"), "one", "the label");
  }),
  label.must("a refusal has the label", async (t) => {
    const alice = await t.client({ caps });
    const replies = await alice.exchange(`@label=one PRIVMSG ${t.nick()} :hello`, "@label=two NOSUCHCOMMAND");
    const found = [replies.one("401"), replies.one("421")].map((line) => tagOf(line, "label"));
    t.equal(found, ["one", "two"], "the labels");
  }),
  batches.must("an answer of several lines is a batch, and only its first line has the label", async (t) => {
    const alice = await t.client({ caps });
    const replies = await alice.exchange(`@label=many WHOIS ${alice.nick}`);
    const { open, inside } = oneBatch(replies, "labeled-response");
    t.equal(tagOf(open, "label"), "many", "the label");
    t.equal(labelled(replies, "many").length, 1, "the number of lines with the label");
    t.check(
      inside.some((line) => line.command === "311"),
      "the answer is not inside",
    );
  }),
  batches.must("a labelled JOIN is answered by one batch, from JOIN to the end of the names", async (t) => {
    const alice = await t.client({ caps });
    const { inside } = oneBatch(await alice.exchange(`@label=in JOIN ${t.channel()}`), "labeled-response");
    const commands = inside.map((line) => line.command);
    t.check(commands.includes("JOIN") && commands.includes("366"), `inside are ${commands.join(" ")}`);
  }),
  label.must("each of several labelled lines is answered under its own label, in order", async (t) => {
    const alice = await t.client({ caps });
    const replies = await alice.exchange("@label=a AWAY :gone", "@label=b AWAY", "@label=c NOSUCHCOMMAND");
    const found = replies.list.map((line) => `${tagOf(line, "label")} ${line.command}`);
    t.equal(found, ["a 306", "b 305", "c 421"], "labels and answers");
  }),
  ack.must("what is answered by nothing is answered by ACK", async (t) => {
    const alice = await t.client({ caps });
    const line = (await alice.exchange("@label=nothing PONG :hello")).one("ACK");
    t.equal([tagOf(line, "label"), line.params.length], ["nothing", 0], "label and number of parameters");
  }),
  ack.must("a message that is not echoed is answered by ACK", async (t) => {
    const [alice, bob] = [await t.client({ caps }), await t.client({ caps })];
    const replies = await alice.exchange(`@label=said PRIVMSG ${bob.nick} :hello`);
    t.equal(tagOf(replies.one("ACK"), "label"), "said", "the label");
    t.equal(tagOf((await bob.settle()).one("PRIVMSG"), "label"), undefined, "the label at the receiver's");
  }),
  label.must("who sends no label gets none, and no ACK", async (t) => {
    const [alice, bob] = [await t.client({ caps }), await t.client()];
    const replies = await alice.exchange(`PRIVMSG ${bob.nick} :hello`, "AWAY :gone", `WHOIS ${bob.nick}`);
    replies.none("ACK");
    replies.none("BATCH");
    t.check(
      replies.list.every((line) => tagOf(line, "label") === undefined),
      "there is a label",
    );
  }),
  label.must("who has not asked for labels gets none, and no ACK", async (t) => {
    const alice = await t.client({ caps: ["batch"] });
    const replies = await alice.exchange("@label=x AWAY :gone", "@label=y PONG :hello");
    replies.one("306");
    replies.none("ACK");
    t.check(
      replies.list.every((line) => line.tags === ""),
      "there are tags",
    );
  }),
  label.must(
    "the echo of a message has the label",
    async (t) => {
      const [alice, bob] = [await t.client({ caps: [...caps, "echo-message"] }), await t.client({ caps })];
      const replies = await alice.exchange(`@label=said PRIVMSG ${bob.nick} :hello`);
      t.equal(tagOf(replies.one("PRIVMSG", bob.nick, "hello"), "label"), "said", "the label");
      replies.none("ACK");
    },
    echo,
  ),
  label.must(
    "of a message to oneself the echo has the label, and what is delivered has not",
    async (t) => {
      const alice = await t.client({ caps: [...caps, "echo-message"] });
      const replies = await alice.exchange(`@label=me PRIVMSG ${alice.nick} :hello`);
      const found = replies.all("PRIVMSG", alice.nick, "hello").map((line) => tagOf(line, "label"));
      t.equal(found.sort(), ["me", undefined], "the labels");
    },
    echo,
  ),
  label.must("a message to oneself that is not echoed comes without the label", async (t) => {
    const alice = await t.client({ caps });
    const replies = await alice.exchange(`@label=me PRIVMSG ${alice.nick} :hello`);
    t.equal(tagOf(replies.one("PRIVMSG"), "label"), undefined, "the label");
    t.equal(labelled(replies, "me").length, 1, "the number of lines with the label");
  }),
  value.must("a label of 64 bytes comes back as it is", async (t) => {
    const alice = await t.client({ caps });
    const text = "Ab0:".repeat(16);
    t.equal(tagOf((await alice.exchange(`@label=${text} AWAY`)).one("305"), "label"), text, "the label");
  }),
  value.must("an escaped label comes back with the same meaning", async (t) => {
    const alice = await t.client({ caps });
    const replies = await alice.exchange(String.raw`@label=a\:b\sc\\d AWAY`);
    t.equal(tagOf(replies.one("305"), "label"), "a;b c\\d", "the label");
  }),
];

function labelled(lines: Lines, text: string): readonly Line[] {
  return lines.list.filter((line) => tagOf(line, "label") === text);
}
