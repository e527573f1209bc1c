import type { RawClient } from "../../client/raw-client.ts";
import { tagOf } from "../../client/tags.ts";
import { clause } from "../../suite/case.ts";
import { cap, isupport } from "../../suite/needs.ts";
import type { Scene } from "../../suite/scene.ts";

// What is not UTF-8 is what most servers answer by a standard reply.
const format = clause("ircv3: standard-replies, Message Format", isupport("UTF8ONLY"));
const code = clause("ircv3: utf8-only, The INVALID_UTF8 standard replies code", isupport("UTF8ONLY"));

/** FAIL, WARN and NOTE. */
export const standardReplies = [
  code.must("FAIL INVALID_UTF8 means that nothing was relayed, WARN that it was mended", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    const { command } = await answerToLatin1(t, alice, bob.nick);
    t.equal((await bob.settle()).has("PRIVMSG"), command === "WARN", "whether it was relayed");
  }),
  format.must("a standard reply names the command, a code and, last, what it means in words", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    const { source, params } = await answerToLatin1(t, alice, bob.nick);
    t.equal(
      [source, ...params.slice(0, 2)],
      [t.facts.serverName, "PRIVMSG", "INVALID_UTF8"],
      "source, command, code",
    );
    t.check(params.length > 2 && (params.at(-1) ?? "").includes(" "), "there are no words");
  }),
  format.should(
    "a standard reply to a line with a label has the label",
    async (t) => {
      const alice = await t.client({ caps: ["batch", "labeled-response"] });
      const line = await answerToLatin1(t, alice, alice.nick, "@label=odd ");
      t.equal(tagOf(line, "label"), "odd", "the label");
    },
    cap("batch", "labeled-response"),
  ),
];

async function answerToLatin1(t: Scene, from: RawClient, to: string, before = "") {
  from.sendBytes(Buffer.from(`${before}PRIVMSG ${to} :caf\xe9 au lait\r\n`, "latin1"));
  const replies = await from.settle();
  const known = replies.list.find((line) => line.command === "FAIL" || line.command === "WARN");
  return known ?? t.skip("the server answers otherwise, as it may");
}
