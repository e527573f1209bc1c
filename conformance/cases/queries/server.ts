import type { Case } from "../../suite/case.ts";
import { clause } from "../../suite/case.ts";
import { command } from "../../suite/needs.ts";

const motd = clause("modern-irc: MOTD message");
const version = clause("modern-irc: VERSION message");
const admin = clause("modern-irc: ADMIN message");
const time = clause("modern-irc: TIME message");
const info = clause("modern-irc: INFO message");
const help = clause("modern-irc: HELP message", command("HELP"));
const stats = clause("modern-irc: STATS message");
const links = clause("modern-irc: LINKS message", command("LINKS"));

/** Questions about the server. */
export const serverQueries = [
  motd.must("MOTD is answered by 375, 372 and 376, or by 422", async (t) => {
    const alice = await t.client();
    const replies = await alice.exchange("MOTD");
    if (replies.has("422")) return replies.none("372");
    replies.order("375", "372", "376");
    replies.one("375", alice.nick);
    replies.one("376", alice.nick);
  }),
  version.should("VERSION is answered by 351 with version and server", async (t) => {
    const alice = await t.client();
    (await alice.exchange("VERSION")).one("351", alice.nick, /./, t.facts.serverName);
  }),
  version.should("VERSION repeats 005", async (t) => {
    const alice = await t.client();
    (await alice.exchange("VERSION")).order("351", "005");
  }),
  admin.should("ADMIN is answered by 256 to 259, or by 423", async (t) => {
    const alice = await t.client();
    const replies = await alice.exchange("ADMIN");
    if (replies.has("423")) return;
    replies.order("256", "257", "258", "259");
  }),
  time.must("TIME is answered by 391 with the server's name", async (t) => {
    const alice = await t.client();
    (await alice.exchange("TIME")).one("391", alice.nick, t.facts.serverName);
  }),
  info.must("INFO is answered by 371 and 374", async (t) => {
    const alice = await t.client();
    const replies = await alice.exchange("INFO");
    replies.order("371", "374");
    replies.one("374", alice.nick);
  }),
  help.must("HELP is answered by 704, 705 and 706, or by 524", async (t) => {
    const alice = await t.client();
    const replies = await alice.exchange("HELP");
    if (replies.has("524")) return;
    replies.one("704", alice.nick);
    replies.one("706", alice.nick);
    replies.order("704", "706");
  }),
  help.must("HELP on a command names the subject in every numeric", async (t) => {
    const alice = await t.client();
    const replies = await alice.exchange("HELP JOIN");
    t.check(replies.list.length > 0, "there is no answer");
    const wrong = replies.list.filter((line) => line.params[1]?.toUpperCase() !== "JOIN");
    t.equal(
      wrong.map((line) => line.raw),
      [],
      "numerics on something else",
    );
  }),
  help.must("HELP on nothing known is answered by 524 or 704 to 706", async (t) => {
    const alice = await t.client();
    const replies = await alice.exchange("HELP nosuchsubject");
    if (replies.has("524")) replies.one("524", alice.nick, /^nosuchsubject$/i);
    else replies.order("704", "706");
  }),
  help.must("HELP on words that are no parameter names the subject *", async (t) => {
    const alice = await t.client();
    (await alice.exchange("HELP :no such subject")).anyOf(["524", "704"], alice.nick, "*");
  }),
  stats.must("STATS u is answered by 242 or 481, and ends with 219", async (t) => {
    const alice = await t.client();
    const replies = await alice.exchange("STATS u");
    if (replies.has("481")) return;
    replies.one("219", alice.nick, "u");
    replies.order("242", "219");
  }),
  stats.must("STATS of an unknown letter is answered by 219 with the letter", async (t) => {
    const alice = await t.client();
    const line = (await alice.exchange("STATS ~")).anyOf(["219", "481"], alice.nick);
    t.check(line.command === "481" || line.params[1] === "~", `the letter is ${line.params[1]}`);
  }),
  links.must("LINKS ends with 365", async (t) => {
    const alice = await t.client();
    const replies = await alice.exchange("LINKS");
    replies.one("365", alice.nick);
    for (const line of replies.all("364")) t.check(line.params.length === 4, `364 is ${line.raw}`);
  }),
  ...["MOTD", "VERSION", "ADMIN", "TIME"].map(elsewhere),
  ...["MOTD", "VERSION", "ADMIN", "TIME"].map(here),
];

function elsewhere(name: string): Case {
  return clause(`modern-irc: ${name} message`).must(
    `${name} of an unknown server is answered by 402`,
    async (t) => {
      const alice = await t.client();
      (await alice.exchange(`${name} nosuch.example`)).one("402", alice.nick, "nosuch.example");
    },
  );
}

function here(name: string): Case {
  return clause(`modern-irc: ${name} message`).must(
    `${name} takes this server's own name as its target`,
    async (t) => {
      const alice = await t.client();
      const replies = await alice.exchange(`${name} ${t.facts.serverName}`);
      replies.none("402");
      t.check(replies.list.length > 0, "there is no answer");
    },
  );
}
