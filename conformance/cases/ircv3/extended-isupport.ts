import { oneBatch } from "../../client/batch.ts";
import { Lines } from "../../client/lines.ts";
import { tagOf } from "../../client/tags.ts";
import { clause } from "../../suite/case.ts";
import { cap } from "../../suite/needs.ts";

const command = clause("ircv3: extended-isupport, ISUPPORT command", cap("draft/extended-isupport"));
const early = clause(
  "ircv3: extended-isupport, draft/extended-isupport capability",
  cap("draft/extended-isupport"),
);
const batch = clause(
  "ircv3: extended-isupport, draft/isupport batch",
  cap("draft/extended-isupport", "batch"),
);
const both = ["batch", "draft/extended-isupport"];

/** 005 when asked for, and as a batch. */
export const extendedIsupport = [
  command.must("ISUPPORT is answered by what 005 said at registration", async (t) => {
    const alice = await t.client();
    const told = (await alice.exchange("ISUPPORT")).all("005", alice.nick);
    const before = alice.burst.all("005");
    t.equal(
      told.map((line) => line.params),
      before.map((line) => line.params),
      "the tokens",
    );
  }),
  early.must("ISUPPORT is answered before registration", async (t) => {
    const client = await t.connection();
    client.send("CAP REQ :draft/extended-isupport", "ISUPPORT", "CAP LIST");
    await client.expect("CAP", undefined, "LIST");
    new Lines(client.heard).first("005");
  }),
  batch.must("the answer to ISUPPORT is a batch of 005 and nothing else", async (t) => {
    const alice = await t.client({ caps: both });
    const replies = await alice.exchange("ISUPPORT");
    const { inside } = oneBatch(replies, "draft/isupport");
    t.check(inside.length > 0 && inside.every((line) => line.command === "005"), "there is something else");
    t.equal(replies.list.length, inside.length + 2, "the number of lines");
  }),
  batch.must("no 005 of the greeting stands outside of a batch", async (t) => {
    const alice = await t.client({ caps: both });
    t.check(
      alice.burst.all("005").every((line) => tagOf(line, "batch") !== undefined),
      "there is one",
    );
  }),
];
