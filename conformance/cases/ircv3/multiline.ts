import { oneBatch } from "../../client/batch.ts";
import { lastOf } from "../../client/line.ts";
import { tagOf, tagsIn } from "../../client/tags.ts";
import { clause } from "../../suite/case.ts";
import { cap } from "../../suite/needs.ts";
import { clientTags, TAG } from "./client-tag.ts";
import { MULTILINE, multiline } from "./multiline-batch.ts";

const needs = cap("draft/multiline", "batch");
const capability = clause("ircv3: multiline, Capabilities", needs);
const delivery = clause("ircv3: multiline, Batch types", needs);
const fallback = clause("ircv3: multiline, Fallback", needs);
const labels = clause("ircv3: multiline, Labeled response with echo-message", needs);
const ids = clause("ircv3: multiline, Message ids", needs, cap("message-tags"));
const tags = clause("ircv3: multiline, Message tags", needs, cap("message-tags"), clientTags);
const caps = MULTILINE;

/** Messages of several lines. */
export const multilineCases = [
  capability.must("the value of draft/multiline has max-bytes, and each key once", async (t) => {
    const alice = await t.client();
    const offer = (await alice.exchange("CAP LS 302")).all("CAP", undefined, "LS").map(lastOf).join(" ");
    const value = /(?:^| )draft\/multiline=(\S+)/.exec(offer)?.[1] ?? "";
    const keys = value.split(",").map((entry) => entry.split("=", 1)[0]);
    t.check(/(^|,)max-bytes=[1-9]\d*(,|$)/.test(value), `the value is ${value}`);
    t.equal(new Set(keys).size, keys.length, "the number of keys");
  }),
  ...["PRIVMSG", "NOTICE"].map((verb) =>
    delivery.must(`a batch of ${verb} is delivered as one, blank lines and all`, async (t) => {
      const { room, op } = await t.room("", { caps });
      const bob = await t.joined(room, { caps });
      await bob.exchange(...multiline(room, ["hello", "", "how is ", { concat: "everyone?" }], verb));
      const { open, inside } = oneBatch(await op.settle(), "draft/multiline");
      t.equal([open.nick, open.params[2]], [bob.nick, room], "who says it, and where");
      const lines = inside.map((line) => [line.command, line.params[0], line.params[1]]);
      t.equal(
        lines,
        ["hello", "", "how is ", "everyone?"].map((text) => [verb, room, text]),
        "the lines",
      );
      const joined = inside.map((line) => tagsIn(line).has("draft/multiline-concat"));
      t.equal(joined, [false, false, false, true], "which lines belong to the one before");
    }),
  ),
  delivery.must("a batch to a nick is delivered as one", async (t) => {
    const [alice, bob] = [await t.client({ caps }), await t.client({ caps })];
    await alice.exchange(...multiline(bob.nick, ["hello", "there"]));
    const { inside } = oneBatch(await bob.settle(), "draft/multiline");
    t.equal(inside.map(lastOf), ["hello", "there"], "the lines");
  }),
  delivery.must("nothing is delivered before the batch is closed", async (t) => {
    const [alice, bob] = [await t.client({ caps }), await t.client()];
    const [open = "", first = "", second = "", close = ""] = multiline(bob.nick, ["one", "two"]);
    alice.send(open, first, second);
    // No PING may stand inside a batch: round trips of another give the server its time.
    for (const settled of [await bob.settle(), await bob.settle()]) settled.none("PRIVMSG");
    await alice.exchange(close);
    t.equal((await bob.settle()).all("PRIVMSG").length, 2, "the number of lines");
  }),
  fallback.must("who knows no multiline gets the lines without a batch, and no blank ones", async (t) => {
    const { room, op } = await t.room("", { caps: ["batch"] });
    const bob = await t.joined(room, { caps });
    await bob.exchange(...multiline(room, ["hello", "", "how is ", { concat: "everyone?" }]));
    const heard = await op.settle();
    heard.none("BATCH");
    t.equal(heard.all("PRIVMSG", room).map(lastOf), ["hello", "how is ", "everyone?"], "the lines");
    const traces = heard.list.filter((line) => /batch|multiline/.test(line.tags));
    t.equal(
      traces.map((line) => line.raw),
      [],
      "lines with tags of a batch",
    );
  }),
  ids.must("in the fallback only the first line has the id, the same as the batch has", async (t) => {
    const { room, op } = await t.room("", { caps: ["message-tags"] });
    const carl = await t.joined(room, { caps: [...caps, "message-tags"] });
    await (await t.joined(room, { caps })).exchange(...multiline(room, ["", "one", "two"]));
    const id = tagOf(oneBatch(await carl.settle(), "draft/multiline").open, "msgid");
    if (id === undefined) t.skip("messages have no ids");
    const found = (await op.settle()).all("PRIVMSG").map((line) => tagOf(line, "msgid"));
    t.equal(found, [id, undefined], "the ids of the lines");
  }),
  tags.must(
    "a client-only tag of the batch stands on its first line, with or without multiline",
    async (t) => {
      const { room, op } = await t.room("", { caps: [...caps, "message-tags"] });
      const [bob, carl] = [
        await t.joined(room, { caps: [...caps, "message-tags"] }),
        await t.joined(room, { caps: ["message-tags"] }),
      ];
      const [open, ...rest] = multiline(room, ["one", "two"]);
      await bob.exchange(`@${TAG}=x ${open}`, ...rest);
      t.equal(tagOf(oneBatch(await op.settle(), "draft/multiline").open, TAG), "x", "the tag of the batch");
      t.equal(tagOf((await carl.settle()).first("PRIVMSG"), TAG), "x", "the tag of the first line");
    },
  ),
  labels.must(
    "the echo of a batch has the label on its first line alone",
    async (t) => {
      const { room, op } = await t.room("", { caps: [...caps, "labeled-response", "echo-message"] });
      const [open, ...rest] = multiline(room, ["one", "two"]);
      const replies = await op.exchange(`@label=long ${open}`, ...rest);
      const batch = oneBatch(replies, "draft/multiline");
      t.equal(tagOf(batch.open, "label"), "long", "the label of the batch");
      const others = replies.list.filter((line) => line !== batch.open && tagOf(line, "label") !== undefined);
      t.equal(
        others.map((line) => line.raw),
        [],
        "other lines with a label",
      );
      t.equal(batch.inside.map(lastOf), ["one", "two"], "the lines");
    },
    cap("labeled-response", "echo-message"),
  ),
];
