import { lastOf } from "../../client/line.ts";
import type { Lines } from "../../client/lines.ts";
import { clause } from "../../suite/case.ts";
import { cap } from "../../suite/needs.ts";
import { capabilityWithValue } from "./with-value.ts";

const version = clause("ircv3: capability-negotiation, CAP LS Version");
const multiline = clause("ircv3: capability-negotiation, Multiline replies");
const notify = clause("ircv3: capability-negotiation, cap-notify", cap("cap-notify"));

/** What the number behind CAP LS changes. */
export const capVersions = [
  version.must("a version that is not known yet is taken for the highest that is", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    t.equal(
      offerIn(await alice.exchange("CAP LS 307")),
      offerIn(await bob.exchange("CAP LS 302")),
      "the offer",
    );
  }),
  version.should("who asks without a version after 302 is shown no values", async (t) => {
    capabilityWithValue(t);
    const alice = await t.client();
    t.check(offerIn(await alice.exchange("CAP LS 302")).includes("="), "302 shows no values");
    t.check(!offerIn(await alice.exchange("CAP LS")).includes("="), "there is a value");
  }),
  multiline.must("of several lines of CAP LS 302 all but the last have an asterisk", async (t) => {
    const alice = await t.client();
    const lines = (await alice.exchange("CAP LS 302")).all("CAP", undefined, "LS");
    if (lines.length === 1) t.skip("the offer fits a line");
    const marks = lines.map((line) => line.params.length === 4 && line.params[2] === "*");
    t.equal(
      marks,
      marks.map((_, at) => at < marks.length - 1),
      "the lines with an asterisk",
    );
  }),
  notify.must("who asked for 302 may request cap-notify all the same", async (t) => {
    const alice = await t.client();
    (await alice.exchange("CAP LS 302", "CAP REQ :cap-notify")).one("CAP", alice.nick, "ACK");
  }),
  notify.must("who asked for 302 cannot give up cap-notify", async (t) => {
    const alice = await t.client();
    const replies = await alice.exchange("CAP LS 302", "CAP REQ :-cap-notify");
    replies.one("CAP", alice.nick, "NAK");
    replies.none("CAP", alice.nick, "ACK");
  }),
  notify.must("a lower version does not take 302 back", async (t) => {
    const alice = await t.client();
    await alice.exchange("CAP LS 302");
    (await alice.exchange("CAP LS", "CAP REQ :-cap-notify")).none("CAP", alice.nick, "ACK");
  }),
  notify.must("who did not ask for 302 may enable cap-notify and give it up", async (t) => {
    const alice = await t.client();
    const replies = await alice.exchange("CAP REQ :cap-notify", "CAP REQ :-cap-notify", "CAP LIST");
    t.equal(replies.all("CAP", alice.nick, "ACK").length, 2, "the number of ACKs");
    t.equal(lastOf(replies.one("CAP", undefined, "LIST")).trim(), "", "what is enabled");
  }),
];

function offerIn(replies: Lines): string {
  const words = replies.all("CAP", undefined, "LS").flatMap((line) => lastOf(line).split(" "));
  return words.filter((word) => word !== "").join(" ");
}
