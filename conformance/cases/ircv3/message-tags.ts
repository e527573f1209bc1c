import type { Line } from "../../client/line.ts";
import { tagsIn } from "../../client/tags.ts";
import { clause } from "../../suite/case.ts";
import { cap } from "../../suite/needs.ts";
import type { Scene } from "../../suite/scene.ts";
import { clientTags, TAG } from "./client-tag.ts";

const tags = cap("message-tags");
const format = clause("ircv3: message-tags, Format", tags, clientTags);
const clientOnly = clause("ircv3: message-tags, Client-only tags", tags, clientTags);
const size = clause("ircv3: message-tags, Size limit", tags, clientTags);
const security = clause("ircv3: message-tags, Security considerations", tags);
const MOST_TAG_DATA = 4094;

/** Tags that clients send. */
export const messageTags = [
  ...["PRIVMSG", "NOTICE"].map((verb) =>
    clientOnly.must(`a client-only tag is relayed with a ${verb} as it is`, async (t) => {
      t.equal(tagsIn(await relayed(t, `@${TAG}=one,two`, verb)).get(TAG), "one,two", "the tag");
    }),
  ),
  clientOnly.must("the server's own tags come before client-only tags", async (t) => {
    const line = await relayed(t, `@${TAG}=x`);
    const keys = [...tagsIn(line).keys()];
    if (keys.length === 1) t.skip("the server adds no tags");
    t.equal(keys.at(-1), TAG, "the last tag");
  }),
  clientOnly.must("who has not asked for tags gets the message without them", async (t) => {
    const alice = await t.client({ caps: ["message-tags"] });
    const bob = await t.client();
    await alice.exchange(`@${TAG}=x PRIVMSG ${bob.nick} :hello`);
    t.equal((await bob.settle()).one("PRIVMSG", bob.nick, "hello").tags, "", "the tags");
  }),
  ...["label", "msgid", "time", "account", "batch", "bot", "conformance.example/plain"].map((key) =>
    security.must(`a ${key} tag of the client's is not relayed`, async (t) => {
      const line = await relayed(t, `@${key}=spoofed`);
      t.check(tagsIn(line).get(key) !== "spoofed", `it came as ${line.tags}`);
    }),
  ),
  format.must("escaped values arrive with the same meaning", async (t) => {
    const line = await relayed(t, String.raw`@${TAG}=raw+:=,escaped\:\s\\\r\n`);
    t.equal(tagsIn(line).get(TAG), "raw+:=,escaped; \\\r\n", "the value");
  }),
  format.must("a value in UTF-8 arrives as it was sent", async (t) => {
    t.equal(tagsIn(await relayed(t, `@${TAG}=grüße🙂`)).get(TAG), "grüße🙂", "the value");
  }),
  format.must("a tag without a value is relayed", async (t) => {
    t.equal(tagsIn(await relayed(t, `@${TAG}`)).get(TAG), "", "the value");
  }),
  format.should("of a tag that comes twice the last one counts", async (t) => {
    const line = await relayed(t, `@${TAG}=first;${TAG}=last`);
    t.equal(line.tags.split(TAG).length, 2, "how often it comes, and one");
    t.equal(tagsIn(line).get(TAG), "last", "the value");
  }),
  format.must("a tag whose name is not one is no reason to refuse the line", async (t) => {
    await relayed(t, "@+in_valid!=x");
  }),
  size.must("4094 bytes of tags are taken, beside a line of 512", async (t) => {
    const value = "x".repeat(MOST_TAG_DATA - TAG.length - 1);
    const text = "y".repeat(300);
    const line = await relayed(t, `@${TAG}=${value}`, "PRIVMSG", text);
    t.equal(tagsIn(line).get(TAG)?.length, value.length, "the length of the value");
    t.equal(line.params[1], text, "the text");
  }),
  size.must("4095 bytes of tags are refused by 417", async (t) => {
    const alice = await t.client({ caps: ["message-tags"] });
    const bob = await t.client({ caps: ["message-tags"] });
    const value = "x".repeat(MOST_TAG_DATA - TAG.length);
    (await alice.exchange(`@${TAG}=${value} PRIVMSG ${bob.nick} :hello`)).one("417", alice.nick);
    (await bob.settle()).none("PRIVMSG");
  }),
];

async function relayed(t: Scene, before: string, verb = "PRIVMSG", text = "hello"): Promise<Line> {
  const alice = await t.client({ caps: ["message-tags"] });
  const bob = await t.client({ caps: ["message-tags"] });
  await alice.exchange(`${before} ${verb} ${bob.nick} :${text}`);
  return (await bob.settle()).one(verb, bob.nick);
}
