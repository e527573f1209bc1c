import { clause } from "../../suite/case.ts";

const ping = clause("modern-irc: PING message");
const pong = clause("modern-irc: PONG message");

/** PING and PONG. */
export const pingCases = [
  ping.must("PING is answered by PONG with the same token", async (t) => {
    const alice = await t.client();
    (await alice.exchange("PING LAG1234567")).one("PONG", undefined, "LAG1234567");
  }),
  ping.must("a token with spaces and colons comes back whole", async (t) => {
    const alice = await t.client();
    (await alice.exchange("PING :a b :c")).one("PONG", undefined, "a b :c");
  }),
  ping.must("PING without a token is answered by 461 or 409", async (t) => {
    const alice = await t.client();
    (await alice.exchange("PING")).anyOf(["461", "409"], alice.nick);
  }),
  ping.must("PONG comes before the answer to the next command", async (t) => {
    const alice = await t.client();
    (await alice.exchange("PING first", "VERSION")).order("PONG", "351");
  }),
  ping.must("PONG comes after the answer to the command before", async (t) => {
    const alice = await t.client();
    (await alice.exchange("VERSION", "PING second")).order("351", "PONG");
  }),
  pong.must("PONG has the server's name before the token", async (t) => {
    const alice = await t.client();
    (await alice.exchange("PING token")).one("PONG", t.facts.serverName, "token");
  }),
  pong.must("a PONG nobody asked for is not answered", async (t) => {
    const alice = await t.client();
    t.equal((await alice.exchange("PONG unasked")).list.length, 0, "the number of answers");
  }),
];
