import { tagOf } from "../../client/tags.ts";
import { clause } from "../../suite/case.ts";
import { cap } from "../../suite/needs.ts";
import { clientTags, TAG } from "./client-tag.ts";

const echo = clause("ircv3: echo-message", cap("echo-message"));
const caps = ["echo-message"];

/** One's own messages, as the others have got them. */
export const echoMessage = [
  ...["PRIVMSG", "NOTICE"].map((verb) =>
    echo.must(`a ${verb} to a channel comes back to who sent it, once`, async (t) => {
      const { room, op } = await t.room("", { caps });
      const line = (await op.exchange(`${verb} ${room} :hello`)).one(verb, room, "hello");
      t.equal(line.nick, op.nick, "who says it");
    }),
  ),
  echo.must("a private message comes back with its addressee", async (t) => {
    const [alice, bob] = [await t.client({ caps }), await t.client()];
    const line = (await alice.exchange(`PRIVMSG ${bob.nick} :hello`)).one("PRIVMSG", bob.nick, "hello");
    t.equal((await bob.settle()).one("PRIVMSG", bob.nick, "hello").source, line.source, "who says it");
  }),
  echo.must("the others get the message once, whether or not they have the capability", async (t) => {
    const { room, op } = await t.room("", { caps });
    const [bob, carl] = [await t.joined(room, { caps }), await t.joined(room)];
    await op.exchange(`PRIVMSG ${room} :hello`);
    (await bob.settle()).one("PRIVMSG", room, "hello");
    (await carl.settle()).one("PRIVMSG", room, "hello");
  }),
  echo.should("what is refused does not come back", async (t) => {
    const { room } = await t.room("+n");
    const bob = await t.client({ caps });
    const replies = await bob.exchange(`PRIVMSG ${room} :hello`);
    replies.one("404", bob.nick, room);
    replies.none("PRIVMSG");
  }),
  echo.must("who has given the capability up hears nothing of what it says", async (t) => {
    const { room, op } = await t.room("", { caps });
    await op.exchange("CAP REQ :-echo-message");
    (await op.exchange(`PRIVMSG ${room} :hello`)).none("PRIVMSG");
  }),
  echo.must(
    "a TAGMSG comes back, too",
    async (t) => {
      const { room, op } = await t.room("", { caps: [...caps, "message-tags"] });
      const line = (await op.exchange(`@${TAG}=x TAGMSG ${room}`)).one("TAGMSG", room);
      t.equal([line.nick, tagOf(line, TAG)], [op.nick, "x"], "who sends it, and the tag");
    },
    cap("message-tags"),
    clientTags,
  ),
];
