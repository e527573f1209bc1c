import { reply } from "../protocol/reply.ts";
import { ownCopy } from "../protocol/text.ts";
import { changedIdentity } from "../world/identity.ts";
import { isShownHost } from "../world/shown-host.ts";
import { named, user as userArg } from "./args.ts";
import { firstWords } from "./audited-command.ts";
import { defineCommand } from "./command.ts";
import { overrule } from "./overrule.ts";

/** Gives somebody another shown host. */
export const chghost = defineCommand({
  name: "CHGHOST",
  when: "operator",
  privilege: "chghost",
  audited: firstWords(2),
  args: [userArg, named("host")],
  help: "Gives somebody another host for others to see.",
  run(ctx, target, host) {
    if (!isShownHost(host)) {
      return ctx.reply(reply("ERR_UNKNOWNERROR", { command: "CHGHOST", reason: "This is no host" }));
    }
    const { identity } = target;
    overrule(ctx, "CHGHOST", target.nick, host);
    const next = changedIdentity(identity, { host: ownCopy(host) });
    // chghost.md: of what is no change nobody is told, least of all by the fallback.
    if (next.prefix !== identity.prefix)
      ctx.commit({ type: "host-changed", user: target.id, by: identity, identity: next });
    ctx.inNameOf(target).reply(reply("RPL_VISIBLEHOST", { host: next.host }));
  },
});
