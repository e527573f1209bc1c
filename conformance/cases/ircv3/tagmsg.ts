import { tagOf } from "../../client/tags.ts";
import { clause } from "../../suite/case.ts";
import { cap, isupport } from "../../suite/needs.ts";
import { clientTags, TAG } from "./client-tag.ts";

const tagmsg = clause("ircv3: message-tags, The TAGMSG tag-only message", cap("message-tags"), clientTags);
const caps = ["message-tags"];

/** Messages of tags alone. */
export const tagmsgCases = [
  tagmsg.must("TAGMSG reaches its addressee with its tags", async (t) => {
    const [alice, bob] = [await t.client({ caps }), await t.client({ caps })];
    await alice.exchange(`@${TAG}=x TAGMSG ${bob.nick}`);
    const line = (await bob.settle()).one("TAGMSG", bob.nick);
    t.equal([line.nick, tagOf(line, TAG), line.params.length], [alice.nick, "x", 1], "who, tag, parameters");
  }),
  tagmsg.must("TAGMSG reaches the other members of a channel who have message-tags", async (t) => {
    const { room, op } = await t.room("", { caps });
    const [bob, carl] = [await t.joined(room, { caps }), await t.joined(room)];
    await bob.exchange(`@${TAG}=x TAGMSG ${room}`);
    t.equal(tagOf((await op.settle()).one("TAGMSG", room), TAG), "x", "the tag");
    (await carl.settle()).none("TAGMSG");
  }),
  tagmsg.must("TAGMSG is not delivered to who has not message-tags", async (t) => {
    const alice = await t.client({ caps });
    const bob = await t.client();
    await alice.exchange(`@${TAG}=x TAGMSG ${bob.nick}`);
    t.equal((await bob.settle()).list.length, 0, "the number of lines");
  }),
  tagmsg.must("TAGMSG to nobody is answered by 401, as a PRIVMSG is", async (t) => {
    const alice = await t.client({ caps });
    const nobody = t.nick();
    (await alice.exchange(`@${TAG}=x TAGMSG ${nobody}`)).one("401", alice.nick, nobody);
  }),
  tagmsg.must("TAGMSG from outside a +n channel is not delivered", async (t) => {
    const { room, op } = await t.room("+n", { caps });
    const bob = await t.client({ caps });
    (await bob.exchange(`@${TAG}=x TAGMSG ${room}`)).one("404", bob.nick, room);
    (await op.settle()).none("TAGMSG");
  }),
  tagmsg.must(
    "TAGMSG to @#channel reaches its operators only",
    async (t) => {
      const { room, op } = await t.room("", { caps });
      const [bob, carl] = [await t.joined(room, { caps }), await t.joined(room, { caps })];
      await op.exchange(`MODE ${room} +v ${bob.nick}`);
      await bob.exchange(`@${TAG}=x TAGMSG @${room}`);
      (await op.settle()).one("TAGMSG", `@${room}`);
      (await carl.settle()).none("TAGMSG");
    },
    isupport("STATUSMSG"),
  ),
];
