import { lastOf } from "../../client/line.ts";
import { clause } from "../../suite/case.ts";
import { oper } from "../../suite/needs.ts";

const whois = clause("modern-irc: WHOIS message");
const end = clause("modern-irc: RPL_ENDOFWHOIS (318)");

/** What is known of somebody. */
export const whoisCases = [
  whois.must("311 shows nick, username, host and realname", async (t) => {
    const [alice, bob] = [await t.client({ realname: "Alice A." }), await t.client()];
    const line = (await bob.exchange(`WHOIS ${alice.nick}`)).one(
      "311",
      bob.nick,
      alice.nick,
      /^~?conf$/,
      /./,
      "*",
    );
    t.equal(lastOf(line), "Alice A.", "the realname");
  }),
  whois.should("312 shows the server", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    (await bob.exchange(`WHOIS ${alice.nick}`)).one("312", bob.nick, alice.nick, t.facts.serverName);
  }),
  whois.must("319 shows the channels with the prefix in each", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    const shown = lastOf((await bob.exchange(`WHOIS ${op.nick}`)).one("319", bob.nick, op.nick));
    t.check(new RegExp(`^[~&@]${room} ?$`).test(shown), `319 shows ${shown}`);
    t.equal(
      lastOf((await op.exchange(`WHOIS ${bob.nick}`)).one("319")).trim(),
      room,
      "what 319 shows of the other",
    );
  }),
  whois.should("317 shows idle seconds and the time of signing on", async (t) => {
    const alice = await t.client();
    (await alice.exchange(`WHOIS ${alice.nick} ${alice.nick}`)).one(
      "317",
      alice.nick,
      alice.nick,
      /^\d+$/,
      /^\d{9,}$/,
    );
  }),
  whois.must(
    "313 shows a server operator",
    async (t) => {
      const [boss, bob] = [await t.oper(), await t.client()];
      (await bob.exchange(`WHOIS ${boss.nick}`)).one("313", bob.nick, boss.nick);
      (await bob.exchange(`WHOIS ${bob.nick}`)).none("313");
    },
    oper,
  ),
  whois.must("nobody is answered by 401", async (t) => {
    const alice = await t.client();
    const nobody = t.nick();
    const replies = await alice.exchange(`WHOIS ${nobody}`);
    replies.one("401", alice.nick, nobody);
    replies.none("311");
  }),
  whois.must("WHOIS without a nick is answered by 431", async (t) => {
    const alice = await t.client();
    (await alice.exchange("WHOIS")).anyOf(["431", "461"], alice.nick);
  }),
  whois.must("WHOIS of a nick on the server of a nick works", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    (await bob.exchange(`WHOIS ${alice.nick} ${alice.nick}`)).one("311", bob.nick, alice.nick);
  }),
  whois.must("WHOIS of a nick on a named server works", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    (await bob.exchange(`WHOIS ${t.facts.serverName} ${alice.nick}`)).one("311", bob.nick, alice.nick);
  }),
  whois.must("every numeric about a user has its nick second", async (t) => {
    const { op } = await t.room();
    const bob = await t.client();
    await op.exchange("AWAY :gone");
    const replies = await bob.exchange(`WHOIS ${op.nick}`);
    const wrong = replies.list.filter((line) => line.command !== "318" && line.params[1] !== op.nick);
    t.equal(
      wrong.map((line) => line.raw),
      [],
      "numerics about somebody else",
    );
  }),
  end.should("318 ends the answer, also for nobody", async (t) => {
    const [alice, nobody] = [await t.client(), t.nick()];
    (await alice.exchange(`WHOIS ${nobody}`)).order("401", "318");
    const known = await alice.exchange(`WHOIS ${alice.nick}`);
    known.order("311", "318");
    t.equal(known.list.at(-1)?.command, "318", "the last numeric");
  }),
  end.must("318 has the nick as it was asked for", async (t) => {
    const alice = await t.client();
    const asked = alice.nick.toUpperCase();
    (await alice.exchange(`WHOIS ${asked}`)).one("318", alice.nick, asked);
  }),
];
