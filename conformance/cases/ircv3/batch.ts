import { oneBatch } from "../../client/batch.ts";
import { tagOf } from "../../client/tags.ts";
import { clause } from "../../suite/case.ts";
import { cap } from "../../suite/needs.ts";
import type { Scene } from "../../suite/scene.ts";

// A labelled WHOIS is the batch that every server with batches and labels has.
const batch = clause("ircv3: batch", cap("batch", "labeled-response"));

/** Lines that belong together. */
export const batchCases = [
  batch.must("a batch that begins ends, and what is in it has its tag", async (t) => {
    const { inside } = await whois(t);
    const commands = inside.map((line) => line.command);
    t.check(commands[0] === "311" && commands.at(-1) === "318", `inside are ${commands.join(" ")}`);
  }),
  batch.must("the reference is made of letters, digits and hyphens", async (t) => {
    const { ref } = await whois(t);
    t.check(/^[A-Za-z0-9-]+$/.test(ref), `it is ${ref}`);
  }),
  batch.must("neither the first nor the last line of a batch refers to it", async (t) => {
    const { open, close } = await whois(t);
    t.equal([tagOf(open, "batch"), tagOf(close, "batch")], [undefined, undefined], "their batch tags");
  }),
  batch.must("what others do does not fall into a batch that answers", async (t) => {
    const alice = await t.client({ caps: ["batch", "labeled-response"] });
    const bob = await t.client();
    await bob.exchange(`PRIVMSG ${alice.nick} :hello`);
    const replies = await alice.exchange(`@label=who WHOIS ${bob.nick}`);
    t.equal(tagOf(replies.one("PRIVMSG"), "batch"), undefined, "the batch tag");
    oneBatch(replies, "labeled-response");
  }),
];

async function whois(t: Scene) {
  const alice = await t.client({ caps: ["batch", "labeled-response"] });
  return oneBatch(await alice.exchange(`@label=who WHOIS ${alice.nick}`), "labeled-response");
}
