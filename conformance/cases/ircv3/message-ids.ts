import type { Line } from "../../client/line.ts";
import { tagOf } from "../../client/tags.ts";
import { clause } from "../../suite/case.ts";
import { cap } from "../../suite/needs.ts";
import type { Scene } from "../../suite/scene.ts";

const ids = clause("ircv3: message-ids", cap("message-tags"));
const echo = cap("echo-message");

/** What a message can be called by. */
export const messageIds = [
  ids.should("PRIVMSG and NOTICE have ids, if anything has", async (t) => {
    const [alice, bob] = [await t.client(), await t.client({ caps: ["message-tags"] })];
    await alice.exchange(`PRIVMSG ${bob.nick} :hello`, `NOTICE ${bob.nick} :hello`);
    const heard = await bob.settle();
    idOf(t, heard.one("PRIVMSG"));
    t.check(tagOf(heard.one("NOTICE"), "msgid") !== undefined, "the NOTICE has none");
  }),
  ids.must("two messages have two ids, which are no lists and begin with no colon", async (t) => {
    const [alice, bob] = [await t.client(), await t.client({ caps: ["message-tags"] })];
    await alice.exchange(`PRIVMSG ${bob.nick} :hello`, `PRIVMSG ${bob.nick} :hello`);
    const found = (await bob.settle()).all("PRIVMSG").map((line) => idOf(t, line));
    t.equal(new Set(found).size, 2, "the number of ids");
    t.check(
      found.every((id) => /^(?!:)[^ \r\n]+$/.test(id)),
      `they are ${found.join(" ")}`,
    );
  }),
  ids.must("every receiver is told the same id", async (t) => {
    const { room, op } = await t.room("", { caps: ["message-tags"] });
    const bob = await t.joined(room, { caps: ["message-tags"] });
    await (await t.joined(room)).exchange(`PRIVMSG ${room} :hello`);
    const [one, other] = [(await op.settle()).one("PRIVMSG"), (await bob.settle()).one("PRIVMSG")];
    t.equal(idOf(t, one), idOf(t, other), "the id");
  }),
  ids.must(
    "the echo has the id that the receiver is told",
    async (t) => {
      const alice = await t.client({ caps: ["message-tags", "echo-message"] });
      const bob = await t.client({ caps: ["message-tags"] });
      const echoed = (await alice.exchange(`PRIVMSG ${bob.nick} :hello`)).one("PRIVMSG");
      t.equal(idOf(t, echoed), idOf(t, (await bob.settle()).one("PRIVMSG")), "the id");
    },
    echo,
  ),
  ids.must("who has not message-tags is told no id", async (t) => {
    const [alice, bob] = [
      await t.client(),
      await t.client({ caps: t.facts.caps.has("batch") ? ["batch"] : [] }),
    ];
    await alice.exchange(`PRIVMSG ${bob.nick} :hello`);
    t.equal(tagOf((await bob.settle()).one("PRIVMSG"), "msgid"), undefined, "the id");
  }),
];

function idOf(t: Scene, line: Line): string {
  return tagOf(line, "msgid") ?? t.skip("messages have no ids");
}
