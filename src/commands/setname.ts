import { reply } from "../protocol/reply.ts";
import { byteLength, ownCopy, stripControls, stripFormatting } from "../protocol/text.ts";
import { mayChangeRealname } from "../world/access-users.ts";
import { text } from "./args.ts";
import { defineCommand } from "./command.ts";

/** Changes one's real name: setname.md. */
export const setname = defineCommand({
  name: "SETNAME",
  when: "registered",
  args: [text],
  help: "Changes your real name.",
  cost: 2,
  run(ctx, wanted) {
    const { user, world } = ctx;
    const realname = stripControls(stripFormatting(wanted));
    if (realname.trim() === "" || byteLength(realname) > world.settings.limits.realnameLength) {
      return ctx.reply(reply("FAIL_INVALID_REALNAME"));
    }
    const refusal = mayChangeRealname(world, user);
    if (refusal) return ctx.reply(refusal);
    const { id, identity } = user;
    ctx.commit({ type: "realname-changed", user: id, by: identity, realname: ownCopy(realname) });
  },
});
