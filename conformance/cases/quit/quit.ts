import { clause } from "../../suite/case.ts";

const quit = clause("modern-irc: QUIT message");

/** Leaving the network. */
export const quitCases = [
  quit.must("QUIT is answered by ERROR, and the connection ends", async (t) => {
    const alice = await t.client();
    alice.send("QUIT :bye");
    (await alice.ending()).one("ERROR");
  }),
  quit.must("QUIT before registration is answered by ERROR too", async (t) => {
    const client = await t.connection();
    client.send("QUIT");
    (await client.ending()).one("ERROR");
  }),
  quit.must("who shares a channel sees one QUIT with the reason", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    bob.send("QUIT :gone for good");
    await bob.ending();
    t.equal((await op.settle()).one("QUIT", /gone for good/).nick, bob.nick, "who left");
  }),
  quit.must("who shares two channels sees one QUIT and no PART", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    const other = t.channel();
    await t.enter(op, other);
    await t.enter(bob, other);
    bob.send("QUIT :gone");
    await bob.ending();
    const heard = await op.settle();
    heard.one("QUIT");
    heard.none("PART");
  }),
  quit.should("the reason of a client's QUIT begins with Quit:", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    bob.send("QUIT :gone");
    await bob.ending();
    t.equal((await op.settle()).one("QUIT").params[0], "Quit: gone", "the reason");
  }),
  quit.must("who shares no channel does not see the QUIT", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    alice.send("QUIT :gone");
    await alice.ending();
    (await bob.settle()).none("QUIT");
  }),
  quit.must("a connection that ends without QUIT is told as QUIT with a reason", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    bob.vanish();
    t.equal((await op.expect("QUIT", /./)).nick, bob.nick, "who left");
  }),
  quit.must("who has quit is in no channel any more", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    bob.send("QUIT");
    await bob.ending();
    await op.settle();
    const replies = await op.exchange(`NAMES ${room}`, `WHOIS ${bob.nick}`);
    t.check(!replies.one("353").raw.includes(bob.nick), "NAMES lists who has quit");
    replies.one("401", op.nick, bob.nick);
  }),
  quit.must("what a client sent before QUIT is still delivered", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    bob.send(`PRIVMSG ${room} :last words`, "QUIT :gone");
    await bob.ending();
    (await op.settle()).order("PRIVMSG", "QUIT");
  }),
  quit.must("what a client sends after QUIT is ignored", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    bob.send("QUIT :gone", `PRIVMSG ${room} :still here`);
    await bob.ending();
    (await op.settle()).none("PRIVMSG");
  }),
];
