import { reply } from "../protocol/reply.ts";
import { byteLength, ownCopy } from "../protocol/text.ts";
import { changedIdentity } from "../world/identity.ts";
import { named, user as userArg } from "./args.ts";
import { firstWords } from "./audited-command.ts";
import { defineCommand } from "./command.ts";
import { overrule } from "./overrule.ts";

const userName = /^~?[A-Za-z0-9._-]+$/;

/** Gives somebody another user name. */
export const chgident = defineCommand({
  name: "CHGIDENT",
  when: "operator",
  privilege: "chgident",
  audited: firstWords(2),
  args: [userArg, named("username")],
  help: "Gives somebody another user name.",
  run(ctx, target, username) {
    const { identity } = target;
    if (!userName.test(username) || byteLength(username) > ctx.world.settings.limits.userLength) {
      return ctx.reply(reply("ERR_INVALIDUSERNAME"));
    }
    overrule(ctx, "CHGIDENT", target.nick, username);
    const next = changedIdentity(identity, { user: ownCopy(username) });
    if (next.prefix !== identity.prefix)
      ctx.commit({ type: "host-changed", user: target.id, by: identity, identity: next });
    ctx.inNameOf(target).reply(reply("RPL_VISIBLEHOST", { host: `${next.user}@${next.host}` }));
  },
});
