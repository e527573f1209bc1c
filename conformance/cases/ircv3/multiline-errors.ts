import type { Lines } from "../../client/lines.ts";
import { clause } from "../../suite/case.ts";
import { cap } from "../../suite/needs.ts";
import type { Scene } from "../../suite/scene.ts";
import { MULTILINE, multiline, multilineLimit } from "./multiline-batch.ts";

const needs = cap("draft/multiline", "batch");
const batch = clause("ircv3: client-batch, Errors", needs);
const errors = clause("ircv3: multiline, Errors", needs);
const blank = clause("ircv3: multiline, Batch types", needs);
const LINE = 300;
const MOST_TO_TRY = 100_000;

/** Batches of clients that are not as they should be. */
export const multilineErrors = [
  batch.must("a batch of an unknown type is refused by UNKNOWN_TYPE with the type", async (t) => {
    const heard = await refused(t, () => ["BATCH +conf no-such-type", "BATCH -conf"]);
    heard.one("FAIL", "BATCH", "UNKNOWN_TYPE", "conf", "no-such-type", /./);
  }),
  batch.must("a reference with other characters is refused by INVALID_REFTAG", async (t) => {
    const heard = await refused(t, (target) => [`BATCH +co_nf! draft/multiline ${target}`]);
    heard.one("FAIL", "BATCH", "INVALID_REFTAG", "co_nf!", /./);
  }),
  errors.must("a line to another target is refused by MULTILINE_INVALID_TARGET with both", async (t) => {
    const heard = await refused(t, (target) => [
      `BATCH +conf draft/multiline ${target}`,
      "@batch=conf PRIVMSG somebody :hello",
      "BATCH -conf",
    ]);
    t.equal(
      heard.one("FAIL", "BATCH", "MULTILINE_INVALID_TARGET").params[3],
      "somebody",
      "the target it names last",
    );
  }),
  errors.must("PRIVMSG and NOTICE in one batch are refused by MULTILINE_INVALID", async (t) => {
    const heard = await refused(t, (target) => [
      `BATCH +conf draft/multiline ${target}`,
      `@batch=conf PRIVMSG ${target} :hello`,
      `@batch=conf NOTICE ${target} :hello`,
      "BATCH -conf",
    ]);
    heard.one("FAIL", "BATCH", "MULTILINE_INVALID", /./);
  }),
  blank.must("a blank line that belongs to the one before is refused by MULTILINE_INVALID", async (t) => {
    const heard = await refused(t, (target) => multiline(target, ["hello", { concat: "" }, "there"]));
    heard.one("FAIL", "BATCH", "MULTILINE_INVALID", /./);
  }),
  blank.must("a message of blank lines only is refused by MULTILINE_INVALID", async (t) => {
    const heard = await refused(t, (target) => multiline(target, ["", ""]));
    heard.one("FAIL", "BATCH", "MULTILINE_INVALID", /./);
  }),
  errors.must("one line more than max-lines is refused by MULTILINE_MAX_LINES with the limit", async (t) => {
    const most = multilineLimit(t.facts, "max-lines");
    if (most === 0 || most > MOST_TO_TRY / LINE) t.skip("max-lines is not soon reached");
    const heard = await refused(t, (target) =>
      multiline(
        target,
        Array.from({ length: most + 1 }, () => "x"),
      ),
    );
    heard.one("FAIL", "BATCH", "MULTILINE_MAX_LINES", String(most), /./);
  }),
  errors.must("one byte more than max-bytes is refused by MULTILINE_MAX_BYTES with the limit", async (t) => {
    const most = multilineLimit(t.facts, "max-bytes");
    const lines = multilineLimit(t.facts, "max-lines") || Number.POSITIVE_INFINITY;
    // Each line but the first adds a line feed to the text.
    const wanted = Math.ceil((most + 1) / (LINE + 1));
    if (most === 0 || most > MOST_TO_TRY || wanted > lines) t.skip("max-bytes is not soon reached");
    const parts = Array.from({ length: wanted }, () => "x".repeat(LINE));
    const rest = most + 1 - (wanted - 1) * (LINE + 1);
    const heard = await refused(t, (target) => multiline(target, [...parts.slice(1), "x".repeat(rest)]));
    heard.one("FAIL", "BATCH", "MULTILINE_MAX_BYTES", String(most), /./);
  }),
];

/** What comes of a batch of which nothing may be delivered. */
async function refused(t: Scene, lines: (target: string) => readonly string[]): Promise<Lines> {
  const [alice, bob] = [await t.client({ caps: MULTILINE }), await t.client()];
  const replies = await alice.exchange(...lines(bob.nick));
  (await bob.settle()).none("PRIVMSG");
  return replies;
}
