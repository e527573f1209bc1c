import { type Reply, reply } from "../protocol/reply.ts";
import { ownCopy } from "../protocol/text.ts";
import { mayUsePrivilege } from "../world/access.ts";
import type { RunContext } from "./context.ts";

/** Says something to everybody on the servers whose names a `$$mask` matches. Operators only. */
export function sayToMask(
  ctx: RunContext,
  verb: "PRIVMSG" | "NOTICE",
  target: string,
  said: string,
): Reply | undefined {
  const refusal = mayUsePrivilege(ctx.user, "broadcast");
  if (refusal) return refusal;
  // RFC 2812 3.3.1 writes `$mask`; clients of today write `$$mask`.
  const mask = target.replace(/^\$\$?/, "");
  if (mask === "") return reply("ERR_NOSUCHSERVER", { server: target });
  ctx.commit({
    type: "message-sent",
    verb,
    from: ctx.user.id,
    by: ctx.user.identity,
    target: { to: "everyone", name: ownCopy(target), mask: ownCopy(mask) },
    text: ownCopy(said),
    id: ctx.nextMessageId(),
    at: ctx.now,
  });
  return undefined;
}
