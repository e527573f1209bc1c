import { lastOf } from "../../client/line.ts";
import { clause } from "../../suite/case.ts";
import { cap } from "../../suite/needs.ts";

const multi = clause("ircv3: multi-prefix", cap("multi-prefix"));
const userhost = clause("ircv3: userhost-in-names", cap("userhost-in-names"));

/** Capabilities that change how members are shown. */
export const namesExtensions = [
  multi.must("NAMES shows all prefixes of a member, highest first", async (t) => {
    const { room, op } = await t.room();
    const alice = await t.joined(room, { caps: ["multi-prefix"] });
    await op.exchange(`MODE ${room} +ov ${alice.nick} ${alice.nick}`);
    const names = lastOf((await alice.exchange(`NAMES ${room}`)).first("353")).split(" ");
    t.check(names.includes(`@+${alice.nick}`), `the list is ${names.join(" ")}`);
  }),
  multi.must("WHO shows all prefixes of a member", async (t) => {
    const { room, op } = await t.room();
    const alice = await t.joined(room, { caps: ["multi-prefix"] });
    await op.exchange(`MODE ${room} +ov ${alice.nick} ${alice.nick}`);
    const line = (await alice.exchange(`WHO ${room}`)).one(
      "352",
      alice.nick,
      room,
      undefined,
      undefined,
      undefined,
      alice.nick,
    );
    t.check(line.params[6]?.includes("@+") === true, `the flags are ${line.params[6]}`);
  }),
  multi.must("WHOIS shows all prefixes of a member", async (t) => {
    const { room, op } = await t.room();
    const alice = await t.joined(room, { caps: ["multi-prefix"] });
    await op.exchange(`MODE ${room} +ov ${alice.nick} ${alice.nick}`);
    const line = (await alice.exchange(`WHOIS ${alice.nick}`)).one("319");
    t.check(lastOf(line).includes(`@+${room}`), `the channels are ${lastOf(line)}`);
  }),
  multi.must("a client without the capability sees only the highest prefix", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    await op.exchange(`MODE ${room} +ov ${bob.nick} ${bob.nick}`);
    const names = lastOf((await bob.exchange(`NAMES ${room}`)).first("353")).split(" ");
    t.check(names.includes(`@${bob.nick}`), `the list is ${names.join(" ")}`);
  }),
  userhost.must("NAMES shows members as nick!user@host", async (t) => {
    const { room } = await t.room();
    const alice = await t.joined(room, { caps: ["userhost-in-names"] });
    const names = lastOf((await alice.exchange(`NAMES ${room}`)).first("353"))
      .trim()
      .split(" ");
    t.equal(names.length, 2, "the number of names");
    t.check(
      names.every((name) => /^@?[^!]+![^@]+@\S+$/.test(name)),
      `the list is ${names.join(" ")}`,
    );
  }),
  userhost.must("the names on JOIN are shown as nick!user@host too", async (t) => {
    const alice = await t.client({ caps: ["userhost-in-names"] });
    const replies = await alice.exchange(`JOIN ${t.channel()}`);
    const name = lastOf(replies.one("353")).trim();
    t.check(name.endsWith(replies.one("JOIN").source), `the list is ${name}`);
  }),
];
