import { clause } from "../../suite/case.ts";
import { cap } from "../../suite/needs.ts";

const away = clause("ircv3: away-notify", cap("away-notify"));
const early = clause("ircv3: pre-away", cap("draft/pre-away"));
const caps = ["away-notify"];

/** Who goes away and comes back. */
export const awayNotify = [
  away.must("going away is shown by AWAY with the text, once", async (t) => {
    const { room, op } = await t.room("", { caps });
    const bob = await t.joined(room);
    const other = t.channel();
    await t.enter(op, other);
    await t.enter(bob, other);
    await bob.exchange("AWAY :gone fishing");
    t.equal((await op.settle()).one("AWAY", "gone fishing").nick, bob.nick, "who goes");
  }),
  away.must("another text is shown, too", async (t) => {
    const { room, op } = await t.room("", { caps });
    const bob = await t.joined(room);
    await bob.exchange("AWAY :gone fishing");
    await op.settle();
    await bob.exchange("AWAY :gone swimming");
    (await op.settle()).one("AWAY", "gone swimming");
  }),
  away.must("coming back is shown by AWAY without a text", async (t) => {
    const { room, op } = await t.room("", { caps });
    const bob = await t.joined(room);
    await bob.exchange("AWAY :gone fishing");
    await op.settle();
    await bob.exchange("AWAY");
    const line = (await op.settle()).one("AWAY");
    t.equal([line.nick, ...line.params], [bob.nick], "who and what");
  }),
  away.must("who joins and is away is shown as away, after the JOIN", async (t) => {
    const { room, op } = await t.room("", { caps });
    const [bob, carl] = [await t.client(), await t.client()];
    await bob.exchange("AWAY :gone fishing");
    await bob.exchange(`JOIN ${room}`);
    const heard = await op.settle();
    heard.order("JOIN", "AWAY");
    t.equal(heard.one("AWAY", "gone fishing").nick, bob.nick, "who is away");
    await carl.exchange(`JOIN ${room}`);
    (await op.settle()).none("AWAY");
  }),
  away.should("nobody is shown their own AWAY", async (t) => {
    const { op } = await t.room("", { caps });
    const replies = await op.exchange("AWAY :gone fishing");
    replies.one("306");
    replies.none("AWAY");
  }),
  away.must("who shares no channel or has not asked for it sees no AWAY", async (t) => {
    const { room, op } = await t.room();
    const [bob, carl] = [await t.joined(room), await t.client({ caps })];
    await bob.exchange("AWAY :gone fishing");
    (await op.settle()).none("AWAY");
    (await carl.settle()).none("AWAY");
  }),
  ...[
    ["a text", "gone fishing"],
    ["an asterisk", "*"],
  ].map(([what, text]) =>
    early.must(`AWAY with ${what} is taken before registration`, async (t) => {
      const client = await t.connection();
      const nick = t.nick();
      client.send(
        "CAP REQ :draft/pre-away",
        `AWAY :${text}`,
        `NICK ${nick}`,
        "USER conf 0 * :Conformance",
        "CAP END",
      );
      await client.expectAny("376", "422");
      t.check(!client.heard.some((line) => line.command === "451"), "it was refused");
      const bob = await t.client();
      (await bob.exchange(`WHOIS ${nick}`)).one("301", bob.nick, nick);
    }),
  ),
];
