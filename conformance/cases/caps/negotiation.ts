import { clause } from "../../suite/case.ts";
import { cap } from "../../suite/needs.ts";

const caps = clause("ircv3: capability-negotiation");
const multiPrefix = cap("multi-prefix");

/** CAP and its subcommands. */
export const negotiation = [
  caps.must("CAP LS 302 is answered by CAP * LS", async (t) => {
    const client = await t.connection();
    client.send("CAP LS 302");
    await client.expect("CAP", "*", "LS");
  }),
  caps.must("CAP LS holds registration back until CAP END", async (t) => {
    const client = await t.connection();
    client.send("CAP LS 302", `NICK ${t.nick()}`, "USER conf 0 * :Conformance", "CAP LIST");
    await client.expect("CAP", undefined, "LIST");
    t.check(!client.heard.some((line) => line.command === "001"), "001 came before CAP END");
    client.send("CAP END");
    await client.expect("001");
  }),
  caps.must("CAP REQ holds registration back until CAP END", async (t) => {
    const client = await t.connection();
    client.send("CAP REQ :no-such-cap", `NICK ${t.nick()}`, "USER conf 0 * :Conformance", "CAP LIST");
    await client.expect("CAP", undefined, "LIST");
    t.check(!client.heard.some((line) => line.command === "001"), "001 came before CAP END");
    client.send("CAP END");
    await client.expect("001");
  }),
  caps.must(
    "CAP REQ of a known capability is acknowledged with the same words",
    async (t) => {
      const client = await t.connection();
      client.send("CAP REQ :multi-prefix");
      const line = await client.expect("CAP", "*", "ACK");
      t.equal(line.params.at(-1)?.trim(), "multi-prefix", "what was acknowledged");
    },
    multiPrefix,
  ),
  caps.must("CAP REQ of an unknown capability is refused with the same words", async (t) => {
    const client = await t.connection();
    client.send("CAP REQ :no-such-cap");
    const line = await client.expect("CAP", "*", "NAK");
    t.equal(line.params.at(-1)?.trim(), "no-such-cap", "what was refused");
  }),
  caps.must(
    "a request with one unknown capability changes nothing",
    async (t) => {
      const alice = await t.client();
      const replies = await alice.exchange("CAP REQ :multi-prefix no-such-cap", "CAP LIST");
      replies.one("CAP", undefined, "NAK");
      t.equal(replies.one("CAP", undefined, "LIST").params.at(-1)?.trim(), "", "what is enabled");
    },
    multiPrefix,
  ),
  caps.must(
    "CAP LIST names what is enabled",
    async (t) => {
      const alice = await t.client({ caps: ["multi-prefix"] });
      const replies = await alice.exchange("CAP LIST");
      t.equal(
        replies.one("CAP", alice.nick, "LIST").params.at(-1)?.trim(),
        "multi-prefix",
        "what is enabled",
      );
    },
    multiPrefix,
  ),
  caps.must(
    "a capability with a minus before it is given up",
    async (t) => {
      const alice = await t.client({ caps: ["multi-prefix"] });
      const replies = await alice.exchange("CAP REQ :-multi-prefix", "CAP LIST");
      t.equal(
        replies.one("CAP", undefined, "ACK").params.at(-1)?.trim(),
        "-multi-prefix",
        "what was acknowledged",
      );
      t.equal(replies.one("CAP", undefined, "LIST").params.at(-1)?.trim(), "", "what is enabled");
    },
    multiPrefix,
  ),
  caps.must("CAP LS without a version offers capabilities without values", async (t) => {
    const client = await t.connection();
    client.send("CAP LS");
    const line = await client.expect("CAP", "*", "LS");
    t.check(!line.params.at(-1)?.includes("="), "there is a value");
    t.check(line.params.length === 3, "the list is split over several lines");
  }),
  caps.must("CAP is accepted after registration, and addresses the client by nick", async (t) => {
    const alice = await t.client();
    (await alice.exchange("CAP LS 302")).first("CAP", alice.nick, "LS");
  }),
  caps.must("an unknown CAP subcommand is answered by 410 with its name", async (t) => {
    const alice = await t.client();
    (await alice.exchange("CAP NOSUCH")).one("410", alice.nick, "NOSUCH");
  }),
  caps.must("CAP END after registration is ignored", async (t) => {
    const alice = await t.client();
    t.equal((await alice.exchange("CAP END")).list.length, 0, "the number of answers");
  }),
];
