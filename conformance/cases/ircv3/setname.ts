import { Isupport } from "../../client/isupport.ts";
import { clause } from "../../suite/case.ts";
import { cap } from "../../suite/needs.ts";

const setname = clause("ircv3: setname", cap("setname"));
const errors = clause("ircv3: setname, Errors", cap("setname"));
const caps = ["setname"];
const LONGEST_TO_TRY = 400;

/** Another real name. */
export const setnameCases = [
  setname.must("SETNAME is told to who asked for it and to the members who know it", async (t) => {
    const { room, op } = await t.room("", { caps });
    const bob = await t.joined(room, { caps });
    const line = (await bob.exchange("SETNAME :Bruce Wayne <bruce@example.org>")).one("SETNAME");
    t.equal([line.nick, ...line.params], [bob.nick, "Bruce Wayne <bruce@example.org>"], "who and what");
    t.equal((await op.settle()).one("SETNAME", "Bruce Wayne <bruce@example.org>").nick, bob.nick, "who");
  }),
  setname.must("SETNAME is not sent to who has not asked for it, though the name is another", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room, { caps });
    await bob.exchange("SETNAME :Another Name");
    const replies = await op.exchange(`WHOIS ${bob.nick}`);
    replies.none("SETNAME");
    t.equal(replies.one("311").params.at(-1), "Another Name", "the realname in WHOIS");
  }),
  setname.must("SETNAME works for who has not asked for it", async (t) => {
    const bob = await t.client();
    const replies = await bob.exchange("SETNAME :Another Name", `WHOIS ${bob.nick}`);
    t.equal(replies.one("311").params.at(-1), "Another Name", "the realname in WHOIS");
  }),
  setname.should("SETNAME of who has not asked for it is answered by nothing", async (t) => {
    const bob = await t.client();
    t.equal((await bob.exchange("SETNAME :Another Name")).list.length, 0, "the number of lines");
  }),
  setname.must("NAMELEN tells how long a real name may be", async (t) => {
    const most = new Isupport((await t.client()).burst.all("005")).number("NAMELEN", 0);
    t.check(most > 0, `NAMELEN is ${most}`);
  }),
  errors.must("a name that is too long is refused by FAIL or cut to NAMELEN", async (t) => {
    const most = t.facts.isupport.number("NAMELEN", 0);
    if (most === 0 || most > LONGEST_TO_TRY) t.skip("005 has no NAMELEN that fits a line");
    const bob = await t.client({ caps });
    const replies = await bob.exchange(`SETNAME :${"x".repeat(most + 1)}`);
    if (replies.has("SETNAME")) t.equal(replies.one("SETNAME").params[0]?.length, most, "its length");
    else replies.one("FAIL", "SETNAME", "INVALID_REALNAME", /./);
  }),
];
