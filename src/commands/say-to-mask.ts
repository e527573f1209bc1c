import { type Reply, reply } from "../protocol/reply.ts";
import { ownCopy } from "../protocol/text.ts";
import { mayUsePrivilege } from "../world/access.ts";
import type { MessageTarget } from "../world/changes.ts";
import { audit } from "./audit.ts";
import type { RunContext } from "./context.ts";

/** Says something to everybody on the servers whose names a `$$mask` matches. Operators only. */
export function sayToMask(
  ctx: RunContext,
  target: string,
  send: (to: MessageTarget) => void,
): Reply | undefined {
  const refusal = mayUsePrivilege(ctx.user, "broadcast");
  if (refusal) return refusal;
  // RFC 2812 3.3.1 writes `$mask`; clients of today write `$$mask`.
  const mask = target.replace(/^\$\$?/, "");
  if (mask === "") return reply("ERR_NOSUCHSERVER", { server: target });
  audit(ctx, { command: "BROADCAST", target: ownCopy(target), outcome: "done" });
  send({ to: "everyone", name: ownCopy(target), mask: ownCopy(mask) });
  return undefined;
}
