import type { RawClient } from "../../client/raw-client.ts";
import { clause } from "../../suite/case.ts";
import { cap } from "../../suite/needs.ts";
import type { Scene } from "../../suite/scene.ts";

const rename = clause("ircv3: channel-rename", cap("draft/channel-rename"));
const errors = clause("ircv3: channel-rename, Errors", cap("draft/channel-rename"));
const fallback = clause("ircv3: channel-rename, Fallback", cap("draft/channel-rename"));
const caps = ["draft/channel-rename"];

/** Another name for a channel. */
export const channelRename = [
  rename.must("RENAME is told with both names and the reason", async (t) => {
    const { room, op } = await t.room("", { caps });
    const [bob, next] = [await t.joined(room, { caps }), t.channel()];
    await renamed(t, op, room, `${next} :a better name`);
    const heard = await bob.settle();
    t.equal(heard.one("RENAME", room, next, "a better name").nick, op.nick, "who renames");
    heard.none("PART");
    heard.none("JOIN");
  }),
  rename.must("RENAME without a reason is told with an empty one", async (t) => {
    const { room, op } = await t.room("", { caps });
    const next = t.channel();
    t.equal((await renamed(t, op, room, next)).one("RENAME").params, [room, next, ""], "the parameters");
  }),
  rename.must("members, topic and modes stay", async (t) => {
    const { room, op } = await t.room("", { caps });
    const [bob, next] = [await t.joined(room, { caps }), t.channel()];
    await op.exchange(`TOPIC ${room} :what stays`, `MODE ${room} +k secret`, `MODE ${room} +v ${bob.nick}`);
    await renamed(t, op, room, next);
    const replies = await op.exchange(`TOPIC ${next}`, `MODE ${next}`, `NAMES ${next}`);
    replies.one("332", op.nick, next, "what stays");
    t.check(replies.one("324", op.nick, next).params[2]?.includes("k") === true, "the key is gone");
    t.check(replies.one("353").raw.includes(`+${bob.nick}`), "the member or its voice is gone");
  }),
  rename.must("the case of a name may be changed alone", async (t) => {
    const { room, op } = await t.room("", { caps });
    (await renamed(t, op, room, room.toUpperCase())).one("RENAME", room, room.toUpperCase());
  }),
  fallback.must("who does not know RENAME sees PART, JOIN, topic and names", async (t) => {
    const { room, op } = await t.room("", { caps });
    const [bob, next] = [await t.joined(room), t.channel()];
    await op.exchange(`TOPIC ${room} :what stays`);
    await bob.settle();
    await renamed(t, op, room, `${next} :a better name`);
    const heard = await bob.settle();
    heard.none("RENAME");
    heard.order("PART", "JOIN", "332", "353", "366");
    t.equal(heard.one("PART", room, "a better name").nick, bob.nick, "who leaves");
    t.equal(heard.one("JOIN", next).nick, bob.nick, "who joins");
    heard.one("332", bob.nick, next, "what stays");
  }),
  fallback.should("who does not know RENAME sees nothing if only the case is another", async (t) => {
    const { room, op } = await t.room("", { caps });
    const bob = await t.joined(room);
    await renamed(t, op, room, room.toUpperCase());
    (await bob.settle()).none("PART");
  }),
  errors.must("a name that is taken is refused by CHANNEL_NAME_IN_USE", async (t) => {
    const { room, op } = await t.room("", { caps });
    const { room: taken } = await t.room();
    const replies = await op.exchange(`RENAME ${room} ${taken}`);
    replies.one("FAIL", "RENAME", "CHANNEL_NAME_IN_USE", room, taken);
    replies.none("RENAME");
  }),
  errors.should("who is no operator is refused by 482", async (t) => {
    const { room } = await t.room();
    const bob = await t.joined(room, { caps });
    const replies = await bob.exchange(`RENAME ${room} ${t.channel()}`);
    replies.one("482", bob.nick, room);
    replies.none("RENAME");
  }),
];

async function renamed(t: Scene, op: RawClient, room: string, rest: string) {
  const replies = await op.exchange(`RENAME ${room} ${rest}`);
  const [refusal] = replies.all("FAIL", "RENAME", "CANNOT_RENAME");
  return refusal ? t.skip(`channels cannot be renamed: ${refusal.raw}`) : replies;
}
