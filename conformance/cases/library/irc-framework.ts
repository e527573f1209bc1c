import { FrameworkClient } from "../../client/framework-client.ts";
import type { Case } from "../../suite/case.ts";
import { clause } from "../../suite/case.ts";
import type { Scene } from "../../suite/scene.ts";

const library = clause("irc-framework: events of a client library");

/** What a client library in wide use makes of the server. */
export const libraryCases = [
  withClient("it is registered under its nick", async (t, client, nick) => {
    t.equal(client.irc.user.nick, nick, "the nick");
  }),
  withClient("a join is followed by the list of members, oneself as operator", async (t, client, nick) => {
    const list = await client.after("userlist", () => client.irc.join(t.channel()));
    t.check(JSON.stringify(list["users"]).includes(`"nick":"${nick}"`), "it is not listed");
    t.check(JSON.stringify(list["users"]).includes('"o"'), "it is no operator");
  }),
  withClient("a private message is an event with nick, target and text", async (t, client, nick) => {
    const bob = await t.client();
    const told = await client.after("privmsg", () => bob.send(`PRIVMSG ${nick} :hello there`));
    t.equal([told["nick"], told["target"], told["message"]], [bob.nick, nick, "hello there"], "the event");
  }),
  withClient("a message it says to a channel arrives", async (t, client) => {
    const { room, op } = await t.room();
    await client.after("userlist", () => client.irc.join(room));
    client.irc.say(room, "hello all");
    await op.expect("PRIVMSG", room, "hello all");
  }),
  withClient("a nick in use is an event of its own", async (t, client) => {
    const bob = await t.client();
    const told = await client.after("nick in use", () => client.irc.changeNick(bob.nick));
    t.equal(told["nick"], bob.nick, "the nick");
  }),
  withClient("a change of nick is an event and changes its own state", async (t, client) => {
    const next = t.nick();
    const told = await client.after("nick", () => client.irc.changeNick(next));
    t.equal([told["new_nick"], client.irc.user.nick], [next, next], "the new nick");
  }),
  withClient("WHOIS is collected into one event", async (t, client) => {
    const { room, op } = await t.room();
    const told = await client.after("whois", () => client.irc.whois(op.nick));
    t.equal([told["nick"], told["real_name"]], [op.nick, "Conformance Suite"], "nick and realname");
    t.check(String(told["channels"]).includes(room), `the channels are ${told["channels"]}`);
  }),
  withClient("a topic is an event with its text", async (t, client) => {
    const { room, op } = await t.room();
    await client.after("userlist", () => client.irc.join(room));
    const told = await client.after("topic", () => op.send(`TOPIC ${room} :a new topic`));
    t.equal([told["channel"], told["topic"]], [room, "a new topic"], "the event");
  }),
  withClient("a mode is an event with its letter and parameter", async (t, client, nick) => {
    const { room, op } = await t.room();
    await client.after("userlist", () => client.irc.join(room));
    const told = await client.after("mode", () => op.send(`MODE ${room} +v ${nick}`));
    t.equal(told["modes"], [{ mode: "+v", param: nick }], "the modes");
  }),
  withClient("a kick is an event with who and why", async (t, client, nick) => {
    const { room, op } = await t.room();
    await client.after("userlist", () => client.irc.join(room));
    const told = await client.after("kick", () => op.send(`KICK ${room} ${nick} :enough`));
    t.equal([told["kicked"], told["nick"], told["message"]], [nick, op.nick, "enough"], "the event");
  }),
];

function withClient(
  title: string,
  run: (t: Scene, client: FrameworkClient, nick: string) => Promise<void>,
): Case {
  return library.must(title, async (t) => {
    const nick = t.nick();
    const client = await FrameworkClient.registered(t.target, nick);
    try {
      await run(t, client, nick);
    } finally {
      client.quit();
    }
  });
}
