import { clause } from "../../suite/case.ts";
import { cap } from "../../suite/needs.ts";

const listing = clause("ircv3: user-query, USERQUERY LIST", cap("draft/user-query"), cap("batch"));
const opening = clause("ircv3: user-query, USERQUERY OPEN", cap("draft/user-query"));
const closing = clause("ircv3: user-query, USERQUERY CLOSE", cap("draft/user-query"));
const errors = clause("ircv3: user-query, Errors and Warnings", cap("draft/user-query"));
const caps = ["draft/user-query", "batch"];

/** Which conversations are open. */
export const userQuery = [
  listing.must("USERQUERY LIST is answered by a batch of what is open", async (t) => {
    const alice = await t.client({ caps });
    await alice.exchange("USERQUERY OPEN gustave", "USERQUERY OPEN aline");
    const replies = await alice.exchange("USERQUERY LIST");
    t.equal(replies.all("BATCH").length, 2, "the beginning and the end of the batch");
    t.equal(replies.all("BATCH")[0]?.params[1], "draft/user-query-list", "the type of the batch");
    replies.one("USERQUERY", "LIST", "gustave");
    replies.one("USERQUERY", "LIST", "aline");
  }),
  opening.must("USERQUERY OPEN is answered by the same", async (t) => {
    const alice = await t.client({ caps });
    (await alice.exchange("USERQUERY OPEN sophie")).one("USERQUERY", "OPEN", "sophie");
  }),
  opening.must("a PRIVMSG opens a user query before it comes, and only once", async (t) => {
    const [alice, bob] = [await t.client({ caps }), await t.client()];
    await bob.exchange(`PRIVMSG ${alice.nick} :first`, `PRIVMSG ${alice.nick} :second`);
    const lines = await alice.settle();
    lines.one("USERQUERY", "OPEN", bob.nick);
    lines.order("USERQUERY", "PRIVMSG");
  }),
  opening.must("what somebody has open is not told to others", async (t) => {
    const [alice, bob] = [await t.client({ caps }), await t.client({ caps })];
    await alice.exchange(`USERQUERY OPEN ${bob.nick}`);
    (await bob.settle()).none("USERQUERY");
    (await bob.exchange("USERQUERY LIST")).none("USERQUERY");
  }),
  closing.must("USERQUERY CLOSE is answered by the same", async (t) => {
    const alice = await t.client({ caps });
    await alice.exchange("USERQUERY OPEN sophie");
    (await alice.exchange("USERQUERY CLOSE sophie")).one("USERQUERY", "CLOSE", "sophie");
    (await alice.exchange("USERQUERY LIST")).none("USERQUERY");
  }),
  errors.must("what is open is refused by ALREADY_OPENED", async (t) => {
    const alice = await t.client({ caps });
    await alice.exchange("USERQUERY OPEN sophie");
    (await alice.exchange("USERQUERY OPEN sophie")).one(
      "FAIL",
      "USERQUERY",
      "OPEN",
      "ALREADY_OPENED",
      "sophie",
    );
  }),
  errors.must("what is closed is refused by ALREADY_CLOSED", async (t) => {
    const alice = await t.client({ caps });
    (await alice.exchange("USERQUERY CLOSE sophie")).one(
      "FAIL",
      "USERQUERY",
      "CLOSE",
      "ALREADY_CLOSED",
      "sophie",
    );
  }),
  errors.should("an unknown subcommand is refused by INVALID_PARAMS", async (t) => {
    const alice = await t.client({ caps });
    (await alice.exchange("USERQUERY NONSENSE")).one("FAIL", "USERQUERY", "NONSENSE", "INVALID_PARAMS");
  }),
];
