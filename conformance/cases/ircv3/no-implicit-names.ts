import { clause } from "../../suite/case.ts";
import { cap } from "../../suite/needs.ts";

const names = clause("ircv3: no-implicit-names", cap("no-implicit-names"));

/** Joining without the names. */
export const noImplicitNames = [
  names.must("a JOIN is not followed by the names", async (t) => {
    const alice = await t.client({ caps: ["no-implicit-names"] });
    const replies = await alice.exchange(`JOIN ${t.channel()}`);
    replies.one("JOIN");
    replies.none("353");
    replies.none("366");
  }),
  names.must("NAMES is answered as usual", async (t) => {
    const { room, op } = await t.room("", { caps: ["no-implicit-names"] });
    const replies = await op.exchange(`NAMES ${room}`);
    replies.one("353", op.nick, undefined, room);
    replies.one("366", op.nick, room);
  }),
];
