import { lastOf } from "../../client/line.ts";
import type { Lines } from "../../client/lines.ts";
import { clause } from "../../suite/case.ts";
import { cap } from "../../suite/needs.ts";
import { capabilityWithValue } from "./with-value.ts";

const request = clause("ircv3: capability-negotiation, The CAP REQ subcommand", cap("multi-prefix"));
const refusal = clause("ircv3: capability-negotiation, The CAP NAK subcommand", cap("multi-prefix"));
const command = clause("ircv3: capability-negotiation, The CAP command");
const naming = clause("ircv3: capability-negotiation, Rules for naming capabilities");
const values = clause("ircv3: capability-negotiation, Capability Values");

/** What CAP REQ grants, and what it does not. */
export const capRequests = [
  request.must("requesting what is enabled already is acknowledged, and it stays", async (t) => {
    const alice = await t.client({ caps: ["multi-prefix"] });
    const replies = await alice.exchange("CAP REQ :multi-prefix", "CAP LIST");
    replies.one("CAP", alice.nick, "ACK");
    t.equal(enabledIn(replies), "multi-prefix", "what is enabled");
  }),
  request.must("giving up what is not enabled is acknowledged", async (t) => {
    const alice = await t.client();
    const line = (await alice.exchange("CAP REQ :-multi-prefix")).one("CAP", alice.nick, "ACK");
    t.equal(lastOf(line).trim(), "-multi-prefix", "what was acknowledged");
  }),
  refusal.must("a refused request gives nothing up", async (t) => {
    const alice = await t.client({ caps: ["multi-prefix"] });
    const replies = await alice.exchange("CAP REQ :-multi-prefix no-such-cap", "CAP LIST");
    replies.one("CAP", alice.nick, "NAK");
    t.equal(enabledIn(replies), "multi-prefix", "what is enabled");
  }),
  command.must(
    "words are taken from left to right: the last one on a capability counts",
    async (t) => {
      const alice = await t.client();
      const replies = await alice.exchange("CAP REQ :multi-prefix -multi-prefix", "CAP LIST");
      if (!replies.has("CAP", undefined, "ACK")) t.skip("a capability named twice is refused, as it may be");
      t.equal(enabledIn(replies), "", "what is enabled");
    },
    cap("multi-prefix"),
  ),
  command.must("CAP before NICK is answered to *", async (t) => {
    const client = await t.connection();
    client.send("CAP NOSUCH");
    const line = await client.expect("410");
    t.equal(line.params.slice(0, 2), ["*", "NOSUCH"], "client and subcommand");
  }),
  naming.must(
    "capital letters make another capability, which there is not",
    async (t) => {
      const alice = await t.client();
      const replies = await alice.exchange("CAP REQ :MULTI-PREFIX", "CAP LIST");
      replies.one("CAP", alice.nick, "NAK");
      t.equal(enabledIn(replies), "", "what is enabled");
    },
    cap("multi-prefix"),
  ),
  naming.must("no name of a capability begins with a hyphen", async (t) => {
    const alice = await t.client();
    const words = (await alice.exchange("CAP LS 302"))
      .all("CAP", alice.nick, "LS")
      .flatMap((line) => lastOf(line).split(" "));
    t.check(words.length > 0 && !words.some((word) => word.startsWith("-")), `they are ${words.join(" ")}`);
  }),
  values.must("ACK and LIST never show the value of a capability", async (t) => {
    const name = capabilityWithValue(t);
    const alice = await t.client();
    const replies = await alice.exchange("CAP LS 302", `CAP REQ :${name}`, "CAP LIST");
    const shown = [...replies.all("CAP", undefined, "ACK"), replies.one("CAP", undefined, "LIST")];
    t.check(shown.length === 2, `${name} is not acknowledged`);
    t.check(!shown.some((line) => lastOf(line).includes("=")), "a value is shown");
  }),
];

function enabledIn(replies: Lines): string {
  return lastOf(replies.one("CAP", undefined, "LIST")).trim();
}
