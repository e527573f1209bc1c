import { clause } from "../../suite/case.ts";
import { cap, command, oper } from "../../suite/needs.ts";
import type { Scene } from "../../suite/scene.ts";

// CHGHOST NICK HOST is what servers call it that let an operator do it.
const chghost = clause("ircv3: chghost", cap("chghost"), oper, command("CHGHOST"));
const HOST = "changed.conformance.example";

/** Who has another host. */
export const chghostCases = [
  chghost.must("another host is shown by CHGHOST from the old mask", async (t) => {
    const { room, op } = await t.room("", { caps: ["chghost"] });
    const bob = await t.joined(room);
    await changeHost(t, bob.nick);
    const heard = await op.settle();
    const line = heard.one("CHGHOST", undefined, HOST);
    t.check(line.source.startsWith(`${bob.nick}!${line.params[0]}@`), `the source is ${line.source}`);
    t.check(!line.source.endsWith(HOST), "the source is the new mask");
    heard.none("QUIT");
    heard.none("JOIN");
  }),
  chghost.should("whose host it is sees the CHGHOST, too", async (t) => {
    const bob = await t.client({ caps: ["chghost"] });
    await changeHost(t, bob.nick);
    t.equal((await bob.settle()).one("CHGHOST", undefined, HOST).nick, bob.nick, "whose host it is");
  }),
  chghost.should("who has not asked for it sees them leave and come again, with their status", async (t) => {
    const { room, op } = await t.room();
    const bob = await t.joined(room);
    await op.exchange(`MODE ${room} +v ${bob.nick}`);
    await changeHost(t, bob.nick);
    const heard = await op.settle();
    heard.none("CHGHOST");
    heard.order("QUIT", "JOIN", "MODE");
    t.check(heard.one("JOIN", room).source.endsWith(`@${HOST}`), "the JOIN has not the new host");
    heard.one("MODE", room, "+v", bob.nick);
  }),
  chghost.must("the new host stands in what is said from then on", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    await changeHost(t, bob.nick);
    await bob.exchange(`PRIVMSG ${alice.nick} :hello`);
    t.check((await alice.settle()).one("PRIVMSG").source.endsWith(`@${HOST}`), "the host is another");
  }),
];

async function changeHost(t: Scene, nick: string): Promise<void> {
  const boss = await t.oper();
  const replies = await boss.exchange(`CHGHOST ${nick} ${HOST}`);
  const refusal = replies.list.find((line) => /^(4\d\d|FAIL)$/.test(line.command));
  if (refusal) t.skip(`the operator may not change hosts: ${refusal.raw}`);
}
