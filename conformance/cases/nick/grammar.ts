import type { Case } from "../../suite/case.ts";
import { clause } from "../../suite/case.ts";

const clients = clause("modern-irc: Clients");
const nick = clause("modern-irc: NICK message");
const length = clause("modern-irc: NICKLEN Parameter");

const FORBIDDEN_INSIDE = {
  comma: ",",
  asterisk: "*",
  "question mark": "?",
  "exclamation mark": "!",
  "at sign": "@",
};
const FORBIDDEN_FIRST = { dollar: "$", "channel type": "#", "operator prefix": "@", "voice prefix": "+" };

/** Which nicks there may be. */
export const nickGrammar = [
  ...Object.entries(FORBIDDEN_INSIDE).map(([name, sign]) =>
    refused(`a nick with the ${name} inside`, `a${sign}b`),
  ),
  ...Object.entries(FORBIDDEN_FIRST).map(([name, sign]) =>
    refused(`a nick that begins with the ${name}`, `${sign}ab`),
  ),
  refused("a nick that begins with a colon", "::ab"),
  refused("a nick with a space", ":a b"),
  nick.must("letters, digits and []{}\\| may stand in a nick", async (t) => {
    const alice = await t.client();
    for (const next of [
      `${alice.nick.slice(0, 7)}[]`,
      `{}${alice.nick.slice(0, 7)}`,
      `a\\|${alice.nick.slice(1, 6)}`,
    ]) {
      (await alice.exchange(`NICK ${next}`)).one("NICK", next);
    }
  }),
  clients.should("a nick with a dot is refused", async (t) => {
    const alice = await t.client();
    (await alice.exchange("NICK a.b")).one("432", alice.nick, "a.b");
  }),
  length.must("a nick of NICKLEN characters is accepted", async (t) => {
    const alice = await t.client();
    const next = alice.nick.padEnd(t.facts.isupport.number("NICKLEN", 9), "x");
    (await alice.exchange(`NICK ${next}`)).one("NICK", next);
  }),
  length.must("a longer nick than NICKLEN is refused or cut to it", async (t) => {
    const alice = await t.client();
    const most = t.facts.isupport.number("NICKLEN", 9);
    const line = (await alice.exchange(`NICK ${alice.nick.padEnd(most + 1, "x")}`)).anyOf(["432", "NICK"]);
    t.check(line.command === "432" || line.params[0]?.length === most, `it became ${line.params[0]}`);
  }),
];

function refused(what: string, text: string): Case {
  return clients.must(`${what} is refused with 432`, async (t) => {
    const alice = await t.client();
    const replies = await alice.exchange(`NICK ${text}`);
    replies.one("432", alice.nick);
    replies.none("NICK");
  });
}
